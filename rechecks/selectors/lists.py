"""The lists of rechecks: those of one checker, and all of them for the credit office, by where they stand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rechecks.models import RecheckCase, Status
from rechecks.models.status import CONFIRMED
from rechecks.selectors.blindness import without_the_hidden
from registry.duties import may_check, sits_in_credit_office
from repair.selectors.queue import CAP, PAGE, key_of, rows_after

CORRECTING = [Status.CORRECTION_ORDERED, Status.EXPLAINED, Status.HEARING, Status.CORRECTED]
READ_WITH = ("record", "subject", "department", "checker", "examines")


@dataclass(frozen=True)
class RecheckList:
    """One page of a list, newest first; counts stop at the cap."""

    cases: list[RecheckCase]
    counts: dict[str, int]
    next_key: str
    lens: str


def visible_to(user: Any) -> "QuerySet[RecheckCase]":
    """For a reviewer those that they check, for the credit office every recheck that tells its reader no outcome too early."""
    if not may_check(user):
        return RecheckCase.objects.none()
    if not sits_in_credit_office(user):
        return RecheckCase.objects.filter(checker=user)
    return without_the_hidden(RecheckCase.objects.all(), user)


def to_check(user: Any) -> "QuerySet[RecheckCase]":
    """What waits for the user as its checker."""
    mine = RecheckCase.objects.open().filter(checker=user, proposed_by__isnull=True)
    return mine.filter(status__in=[Status.ASSIGNED, Status.EXAMINED])


def recheck_list(user: Any, *, lens: str = "mine", after: str = "") -> RecheckList:
    """A page of what the user may see."""
    lenses = _lenses(user)
    lens = lens if lens in lenses else "mine"
    rows = lenses[lens].order_by("-pk").select_related(*READ_WITH)
    page = list(rows_after(rows, after, by_number=True)[: PAGE + 1])
    counts = {name: each.order_by()[: CAP + 1].count() for name, each in lenses.items()}
    further = key_of(page[PAGE - 1], by_number=True) if len(page) > PAGE else ""
    return RecheckList(page[:PAGE], counts, further, lens)


def _lenses(user: Any) -> "dict[str, QuerySet[RecheckCase]]":
    found = {"mine": to_check(user)}
    if sits_in_credit_office(user):
        everything = visible_to(user)
        being_checked = everything.filter(status__in=[Status.ASSIGNED, Status.EXAMINED])
        found |= {
            "confirm": being_checked.filter(proposed_by__isnull=False),
            "checking": being_checked.filter(proposed_by__isnull=True),
            "order": everything.filter(status__in=CONFIRMED),
            "correcting": everything.filter(status__in=CORRECTING),
            "done": everything.filter(closed=True),
        }
        return found
    return found | {"checked": RecheckCase.objects.filter(checker=user, concluded_on__isnull=False)}
