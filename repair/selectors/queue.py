"""The department's queue: one indexed query a page, however many cases there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from casework.models import Case, Desk, Effect
from casework.models.cases import WORKED_ON
from registry.documents import document_key
from registry.duties import departments_where
from registry.models import Record, Subject
from repair.models import PreparedDecision, RepairCase, Status
from repair.selectors.colleagues import stood_in_for

PAGE = 40
CAP = 1000


@dataclass(frozen=True)
class Queue:
    """One page of a queue; counts stop at the cap and then read "1000+"."""

    cases: list[RepairCase]
    counts: dict[str, int]
    next_key: str
    lens: str
    cap: int = CAP


LENSES = ("all", "overdue", "soon", "mine", "countersign", "waiting", "transfers", "done", "found")


def queue(user: Any, *, on: date, soon: date, lens: str = "all", search: str = "", after: str = "") -> Queue:
    """A page of the cases of the user's departments, the nearest due date first.

    `lens` is one of LENSES: `found` is every case, open or closed, for a search; `soon` is the last day that counts as nearly due; `after` is the key
    of the last row of the page before.
    """
    lenses = _lenses(user, on, soon)
    rows = searched(lenses[lens], search)
    closed = lens in {"done", "found"}
    rows = rows.order_by("-pk") if closed else rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    page = list(
        rows_after(rows, after, by_number=closed)
        .select_related("record", "subject", "department", "claimed_by", "transfer_to")
        .prefetch_related(Prefetch("record__effects", Effect.objects.running()))[: PAGE + 1]
    )
    counted = {name: each for name, each in lenses.items() if name not in {"done", "found"}}
    counts = {name: each.order_by()[: CAP + 1].count() for name, each in counted.items()}
    more = len(page) > PAGE
    return Queue(page[:PAGE], counts, key_of(page[PAGE - 1], by_number=closed) if more else "", lens)


ARRIVALS = ("submit", "supplement_for_acceptance", "supplement_for_review", "propose_transfer")


def arrived(user: Any, since: datetime) -> int:
    """How many cases have come to the desks of the user's departments since that moment, and wait there."""
    came = _lenses(user, since.date(), since.date())["all"].filter(
        events__seq=F("seq"), events__verb__in=ARRIVALS, events__at__gt=since
    )
    return came[:CAP].count()


def _overseen(user: Any) -> set[int]:
    """Departments whose cases one reviews, or whose work one leads."""
    return {*departments_where(user, "review_cases"), *departments_where(user, "lead_department")}


def _lenses(user: Any, on: date, soon: date) -> dict[str, Any]:
    cases = RepairCase.objects.all()
    ours = cases.filter(department_id__in=_overseen(user))
    second = cases.filter(department_id__in=departments_where(user, "countersign_cases"))
    asked = cases.asked_of(user)
    on_their_way = PreparedDecision.objects.waiting().order_by().filter(case=OuterRef("pk"))
    # In one ordered index: our cases, and those that we are asked to take over.
    at_work = cases.filter(queue_department__in=_overseen(user), desk__in=WORKED_ON, closed=False)
    waiting_for_us = at_work.filter(~Exists(on_their_way))
    for_a_second = second.filter(~Exists(on_their_way), desk=Desk.COUNTERSIGN, closed=False)
    return {
        "all": waiting_for_us,
        "overdue": waiting_for_us.filter(due_on__lt=on),
        "soon": waiting_for_us.filter(due_on__range=(on, soon)),
        "mine": waiting_for_us.filter(
            desk=Desk.DEPARTMENT, claimed_by__in={user.pk, *stood_in_for(user, on)}
        ),
        "countersign": for_a_second.exclude(proposed_by=user),
        "waiting": ours.filter(
            Q(status=Status.SUPPLEMENTING) | Q(paused_for__isnull=False, submitted_on__isnull=False),
            closed=False,
        ),
        "transfers": (ours | asked).filter(closed=False, transfer_to__isnull=False),
        "done": ours.filter(closed=True),
        "found": (ours | second | asked).exclude(submitted_on=None),
    }


def searched(rows: Any, search: str) -> Any:
    """By any part of a name or of a document number, whatever its brackets, or by a whole number of a case or subject.

    Several parts of a name may stand apart. Names and document numbers are found through trigrams.
    """
    if not search.strip():
        return rows
    found = Q(number__iexact=search) | Q(
        subject__in=Subject.objects.filter(
            Q(uscc=search.upper()) | Q(*(("name__contains", part) for part in search.split()))
        )
    )
    if key := document_key(search):
        found |= Q(record__in=Record.objects.filter(document_key__contains=key))
    return rows.filter(found)


def rows_after(rows: Any, key: str, *, by_number: bool) -> Any:
    """The rows behind the one with that key: the newest first, or the nearest due date first."""
    if not key:
        return rows
    day, _sep, pk = key.rpartition("_")
    if by_number:
        return rows.filter(pk__lt=int(pk))
    if not day:
        return rows.filter(due_on__isnull=True, pk__gt=int(pk))
    due = date.fromisoformat(day)
    return rows.filter(Q(due_on__gt=due) | Q(due_on=due, pk__gt=int(pk)) | Q(due_on__isnull=True))


def key_of(case: Case, *, by_number: bool) -> str:
    """The key of a row, from which the next page goes on."""
    return f"{'' if by_number or not case.due_on else case.due_on.isoformat()}_{case.pk}"
