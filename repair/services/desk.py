"""Who has a case in hand: given out by the head of the department, taken over while a colleague is away."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework import moves, routing
from casework.errors import CaseError
from casework.models import Case, Desk
from casework.waiting import must_not_wait
from notifications.services import tell
from registry.duties import departments_where, holds
from repair import texts, transfer_texts
from repair.models import Delegation, Handover, RepairCase, Status
from repair.selectors.colleagues import reviewers_of
from repair.services.papers import tell_applicant, tell_second_persons


@transaction.atomic
def assign(number: str, *, to: Any, by: Any, on: date) -> RepairCase:
    """Give a waiting case to a reviewer of the department, whoever had it; the reviewer is told."""
    case = _locked(number, departments_where(by, "lead_department"))
    if not holds(to, "review_cases", case.department_id):
        raise CaseError(_("This person does not review cases of the department."), field="person")
    if case.claimed_by_id != to.pk:
        _hand_over(case, to=to, by=by, on=on)
        tell(to, texts.assigned(case), case=case)
    return case


@transaction.atomic
def take_over(number: str, *, by: Any, on: date) -> RepairCase:
    """Take the case of a colleague who is away and has left their cases to the person."""
    case = _locked(number, departments_where(by, "review_cases"))
    if case.claimed_by_id != by.pk:
        take_over_from_who_is_away(case, by=by, on=on)
    return case


def take_over_from_who_is_away(case: Case, *, by: Any, on: date) -> None:
    """Take a locked case of any kind from a colleague who has left theirs to the person, in the person's own name."""
    if not Delegation.objects.to(by, on).filter(user=case.claimed_by_id).exists():
        raise routing.TakenByAColleague
    _hand_over(case, to=by, by=by, on=on)


def _hand_over(case: Case, *, to: Any, by: Any, on: date) -> None:
    giver = case.claimed_by
    routing.hand_over(case, to=to)
    Handover.objects.create(case=case, giver=giver, taker=to, by=by, on=on)


def _locked(number: str, departments: Iterable[int]) -> RepairCase:
    ours = RepairCase.objects.filter(department_id__in=departments).exclude(submitted_on=None)
    return moves.locked(ours.order_by(), number=number)


@transaction.atomic
def remind(number: str, *, by: Any, on: date) -> RepairCase:
    """Remind whoever the case waits for; each person once a day, however often it is asked."""
    case = _locked(number, departments_where(by, "review_cases") + departments_where(by, "lead_department"))
    must_not_wait(case)
    case.moving_on, key = on, f"remind:{case.pk}:{on.isoformat()}"
    if case.status == Status.SUPPLEMENTING:
        tell_applicant(case, texts.answer_awaited(case), key=key)
    elif case.desk == Desk.COUNTERSIGN:
        tell_second_persons(case, texts.countersign_wanted(case), key=key)
    elif case.desk == Desk.TRANSFER and case.transfer_to_id:
        tell(reviewers_of([case.transfer_to_id]), transfer_texts.transfer_asked(case), case=case, key=key)
    elif case.desk == Desk.DEPARTMENT:
        people = [case.claimed_by] if case.claimed_by else reviewers_of([case.department_id])
        tell(people, texts.work_awaited(case), case=case, key=key)
    else:
        raise CaseError(_("Nobody of the department or the applicant has anything to do on it now."))
    return case


@transaction.atomic
def delegate(*, to: Any, since: date, until: date, by: Any, on: date) -> Delegation:
    """Leave one's cases to a colleague for some days; an earlier delegation ends."""
    if until < since or until < on:
        raise CaseError(_("The last day cannot lie before the first day, or in the past."), field="until")
    shared = set(departments_where(by, "review_cases")) & set(departments_where(to, "review_cases"))
    if to.pk == by.pk or not shared:
        raise CaseError(
            _("Please choose a colleague who reviews cases of your department."), field="delegate"
        )
    end_delegation(by=by, on=on)
    try:
        with transaction.atomic():
            made = Delegation.objects.create(user=by, delegate=to, since=since, until=until)
    except IntegrityError as refusal:  # the same form, sent twice at once
        raise CaseError(_("This has just been saved in another window.")) from refusal
    tell(to, texts.stands_in(made), key=f"delegation:{made.pk}")
    return made


def end_delegation(*, by: Any, on: date) -> None:
    """Come back: one's cases are one's own again. What was taken over stays where it is."""
    Delegation.objects.filter(user=by, ended_on__isnull=True).update(ended_on=on)
