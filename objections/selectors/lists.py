"""The lists of objections: the department's queue and the credit office's, the nearest due date first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch

from casework.access import hidden_from
from casework.models import Desk, Effect
from objections.models import ObjectionCase, Status
from objections.models.status import IN_REVIEW
from registry.duties import departments_where
from repair.selectors.colleagues import stood_in_for
from repair.selectors.queue import CAP, PAGE, key_of, rows_after, searched

NEWEST_FIRST = ("answered", "settled", "found")  # what is over is read from its end
UNCOUNTED = ("answered", "settled", "found")


@dataclass(frozen=True)
class ObjectionList:
    """One page of a list; counts stop at the cap and then read "1000+"."""

    cases: list[ObjectionCase]
    counts: dict[str, int]
    next_key: str
    lens: str
    cap: int = CAP


def department_list(
    user: Any, *, on: date, lens: str = "all", search: str = "", after: str = ""
) -> ObjectionList:
    """A page of the objections that have come to the user's departments."""
    return _page(_of_departments(user, on), lens, search, after)


def office_list(
    user: Any, *, on: date, lens: str = "all", search: str = "", after: str = ""
) -> ObjectionList:
    """A page of all objections, as the credit office looks after them, but for what is hidden from the reader."""
    return _page(_of_the_office(on), lens, search, after, hidden=hidden_from(user))


def waiting_at_desk(user: Any, on: date) -> int:
    """How many objections wait for somebody of the user's departments, a second person included."""
    lenses = _of_departments(user, on)
    return min(sum(lenses[each].order_by()[: CAP + 1].count() for each in ("all", "countersign")), CAP)


def waiting_at_office(on: date) -> int:
    """How many objections wait for the credit office."""
    return min(_of_the_office(on)["all"].order_by()[: CAP + 1].count(), CAP)


def _of_departments(user: Any, on: date) -> dict[str, Any]:
    reviewed = {*departments_where(user, "review_cases"), *departments_where(user, "lead_department")}
    signed = departments_where(user, "countersign_cases")
    filed = ObjectionCase.objects.filter(filed_on__isnull=False)
    ours, second = filed.filter(department_id__in=reviewed), filed.filter(department_id__in=signed)
    to_do = filed.filter(queue_department__in=reviewed, desk=Desk.DEPARTMENT, closed=False)
    return {
        "all": to_do,
        "overdue": to_do.filter(due_on__lt=on),
        "mine": to_do.filter(claimed_by__in={user.pk, *stood_in_for(user, on)}),
        "countersign": second.filter(desk=Desk.COUNTERSIGN, closed=False).exclude(proposed_by=user),
        "waiting": ours.filter(status=Status.SUPPLEMENTING),
        "misrouted": ours.filter(status=Status.MISROUTED),
        "answered": ours.filter(concluded_on__isnull=False),
        "found": ours | second,
    }


def _of_the_office(on: date) -> dict[str, Any]:
    filed = ObjectionCase.objects.filter(filed_on__isnull=False)
    open_ones = filed.filter(closed=False)
    return {
        "all": open_ones.filter(desk=Desk.OFFICE),
        "accept": filed.filter(status=Status.FILED),
        "check": filed.filter(status=Status.ACCEPTED),
        "misrouted": filed.filter(status=Status.MISROUTED),
        "review": filed.filter(status__in=IN_REVIEW),
        "late": filed.filter(status=Status.VERIFYING, due_on__lt=on),
        "verifying": filed.filter(status=Status.VERIFYING),
        "waiting": filed.filter(status=Status.SUPPLEMENTING),
        "following": filed.filter(status=Status.APPLIED_TO_RECORD),
        "settled": filed.filter(closed=True),
        "found": filed,
    }


def _page(
    lenses: dict[str, Any], lens: str, search: str, after: str, *, hidden: Collection[int] = ()
) -> ObjectionList:
    lens = lens if lens in lenses else "all"
    newest = lens in NEWEST_FIRST
    rows = searched(lenses[lens].exclude(pk__in=hidden), search)
    rows = rows.order_by("-pk") if newest else rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    page = list(
        rows_after(rows, after, by_number=newest)
        .select_related("record", "subject", "department", "claimed_by", "transfer_to")
        .prefetch_related(Prefetch("record__effects", Effect.objects.running()))[: PAGE + 1]
    )
    counts = {
        name: each.order_by()[: CAP + 1].count() for name, each in lenses.items() if name not in UNCOUNTED
    }
    more = len(page) > PAGE
    return ObjectionList(page[:PAGE], counts, key_of(page[PAGE - 1], by_number=newest) if more else "", lens)
