"""Departments merge: what the merger will move, and the one transaction that moves it.

Everything goes by its own door: cases by their step, records by `move_record`, duties by the duties'
own verbs. A closed case keeps the department that decided it, a letter the one that issued it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.deferring import check_now, put_off
from casework.errors import CaseError
from casework.models import Case
from casework.policy import system_user
from notifications.services import tell
from rechecks.models import SupervisionEvent, SupervisionNotice
from rechecks.models.supervision import EventKind
from rechecks.texts import merging as texts
from registry.duties import DUTIES, duty_group, forget, give_duty, take_duty
from registry.models import Department, Membership, Record
from registry.moving import OF_THE_DEPARTMENT, move_record
from repair.models import DepartmentPhrase, PreparedDecision

CHUNK = 500


class CannotMerge(CaseError):
    """The two departments cannot be merged as they are; the words say why."""


@dataclass(frozen=True)
class Moved:
    """What a merger moves, counted: said before, and done just so."""

    open_cases: tuple[tuple[str, int], ...]  # of the old department, by kind
    asked_of_it: int  # open cases of others that it was asked to take over
    handed_on: int  # of its own that another department is asked to take over; the question stays
    records: int
    under_other_rules: int  # of these: place, branch or field differ, and periods are reckoned anew
    duties: tuple[tuple[str, int], ...]  # how many persons hold each
    members: int
    phrases: int  # of the reasons library; one that the successor words itself stays behind
    notices: int  # open supervision notices
    below: int  # departments under it


@dataclass(frozen=True)
class Merger:
    """A merger before it is made: what moves, what stays or ends, and what stands in the way."""

    old: Department
    new: Department
    moves: Moved
    closed_cases: int  # which keep the department that decided them
    prepared: int  # decisions not yet out: their case moves on, and their person decides again
    known_there: tuple[str, ...]  # document numbers that both departments have for one subject


def plan_merger(old: Department, new: Department) -> Merger:
    """What a merger would do now; raises CannotMerge where it makes no sense."""
    if old.pk == new.pk:
        raise CannotMerge(_("A department does not merge into itself."))
    for each in (old, new):
        if each.merged_on:
            raise CannotMerge(_("One of the two has merged already."))
    cases = Case.objects.filter(department=old)
    prepared = PreparedDecision.objects.waiting().filter(case__department=old)
    return Merger(
        old=old,
        new=new,
        moves=_moves(old, new),
        closed_cases=cases.filter(closed=True).count(),
        prepared=prepared.count(),
        known_there=tuple(_known_there(old, new).values_list("document_number", flat=True)),
    )


def _moves(old: Department, new: Department) -> Moved:
    ours, records = Case.objects.open().filter(department=old), Record.objects.filter(department=old)
    differs = Q()
    for name in OF_THE_DEPARTMENT:
        differs |= ~Q(**{name: getattr(new, name)})
    return Moved(
        open_cases=_sorted(ours.order_by().values_list("machine", flat=True)),
        asked_of_it=Case.objects.open().filter(transfer_to=old).count(),
        handed_on=ours.filter(transfer_to__isnull=False).count(),
        records=records.count(),
        under_other_rules=records.filter(differs).count(),
        duties=tuple((duty, duty_group(old, duty).user_set.count()) for duty in DUTIES),
        members=Membership.objects.filter(department=old, until=None).count(),
        phrases=_phrases(old, new).count(),
        notices=SupervisionNotice.objects.open().filter(department=old).count(),
        below=old.children.exclude(pk=new.pk).count(),
    )


def _sorted(machines: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(machines).items()))


def _known_there(old: Department, new: Department) -> Any:
    """Records of the old department that the new one has too, under the same number and of the same subject."""
    theirs = Record.objects.filter(
        department=new, document_key=OuterRef("document_key"), subject=OuterRef("subject")
    )
    return Record.objects.filter(Exists(theirs), department=old).order_by("pk")


def _phrases(old: Department, new: Department) -> Any:
    """Phrases of the old department that the new one has no wording of its own for."""
    theirs = DepartmentPhrase.objects.filter(department=new, use=OuterRef("use"), code=OuterRef("code"))
    return DepartmentPhrase.objects.filter(~Exists(theirs), department=old)


@transaction.atomic
def merge_departments(old: Department, new: Department, *, on: date) -> Moved:
    """Make the merger; what was done equals what was planned, or nothing is done."""
    locked = {
        each.pk: each for each in Department.objects.select_for_update().filter(pk__in=[old.pk, new.pk])
    }
    old, new = locked[old.pk], locked[new.pk]
    cases = Case.objects.open().filter(Q(department=old) | Q(transfer_to=old)).order_by("pk")
    pks = list(cases.select_for_update(of=("self",)).values_list("pk", flat=True))
    planned = plan_merger(old, new)
    if planned.known_there:
        raise CannotMerge(_("Both departments have some records: clear these up first."))
    old.successor, old.merged_on = new, on
    old.save(update_fields=["successor", "merged_on"])
    put_off(moves.DEPARTMENT_GUARD)
    passed = [_pass(Case.objects.get(pk=pk).as_kind, old, new, on) for pk in pks]
    records, changed = _move_records(old, new, on)
    check_now(moves.DEPARTMENT_GUARD)
    people, duties = _move_people(old, new, on)
    done = Moved(
        open_cases=_sorted(each.machine for each in passed if each.was_ours),
        asked_of_it=sum(each.was_asked for each in passed),
        handed_on=sum(each.was_ours and each.is_asked for each in passed),
        records=records,
        under_other_rules=changed,
        duties=duties,
        members=len(people),
        phrases=_phrases(old, new).update(department=new),
        notices=_pass_notices(old, new, on),
        below=old.children.exclude(pk=new.pk).update(parent=new),
    )
    if done != planned.moves:
        raise CannotMerge(_("Something changed meanwhile. Nothing was done: look at the plan again."))
    check_now("merged_department_is_empty")
    tell(people, texts.merged(old, new), key=f"merged:{old.pk}")
    return done


@dataclass(frozen=True)
class _Passed:
    machine: str
    was_ours: bool
    was_asked: bool
    is_asked: bool


def _pass(case: Case, old: Department, new: Department, on: date) -> _Passed:
    was_ours, was_asked = case.department_id == old.pk, case.transfer_to_id == old.pk
    moves.make(case.pass_to_successor, by=system_user(), on=on, old=old, new=new)
    return _Passed(case.machine, was_ours, was_asked, case.transfer_to_id is not None)


def _move_records(old: Department, new: Department, on: date) -> tuple[int, int]:
    """By the one door for records, a few at a time; how many, and how many came under other rules."""
    moved = changed = 0
    while rows := list(Record.objects.select_for_update().filter(department=old).order_by("pk")[:CHUNK]):
        for record in rows:
            changed += any(getattr(record, name) != getattr(new, name) for name in OF_THE_DEPARTMENT)
            move_record(record, to=new, on=on, because=old.uscc)
        moved += len(rows)
    return moved, changed


def _move_people(
    old: Department, new: Department, on: date
) -> tuple[list[User], tuple[tuple[str, int], ...]]:
    """Everybody of the old department works in the new one the same day, with the same duties."""
    people = list(User.objects.filter(memberships__department=old, memberships__until=None).order_by("pk"))
    duties = []
    for duty in DUTIES:
        holders = list(duty_group(old, duty).user_set.order_by("pk"))
        for person in holders:
            give_duty(person, new, duty, on)
            take_duty(person, old, duty, on)
        duties.append((duty, len(holders)))
    for person in people:
        Membership.objects.get_or_create(user=person, department=new, defaults={"since": on})
        forget(person)
    Membership.objects.filter(department=new, user__in=people).update(until=None)
    Membership.objects.filter(department=old, until=None).update(until=on)
    return people, tuple(duties)


def _pass_notices(old: Department, new: Department, on: date) -> int:
    """An open notice is the successor's to answer; its letter stays as it was addressed."""
    notices = SupervisionNotice.objects.open().filter(department=old).order_by("pk")
    rows = list(notices.select_for_update(of=("self",)))
    for notice in rows:
        notice.department = new
        notice.save(update_fields=["department"])
        seq = notice.events.count() + 1
        SupervisionEvent.objects.create(
            notice=notice, seq=seq, kind=EventKind.SUCCEEDED, by=system_user(), on=on, words=old.name
        )
    return len(rows)
