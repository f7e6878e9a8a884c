"""The register of orders to correct, how many were carried out in time, and what waits for an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from casework.models import CaseEvent
from rechecks.models import CorrectionOrder, RecheckCase, Status
from rechecks.models.status import CONFIRMED

SHOWN = 200


def orders(departments: Collection[int] | None = None) -> "QuerySet[CorrectionOrder]":
    """Orders, the newest first, each with the day on which the department has corrected."""
    corrected = CaseEvent.objects.filter(case_id=OuterRef("recheck_id"), target=Status.CORRECTED)
    found = CorrectionOrder.objects.select_related(
        "recheck__record", "recheck__subject", "recheck__department", "settles"
    ).annotate(corrected_on=Subquery(corrected.values("on")[:1]))
    if departments is not None:
        found = found.filter(recheck__department_id__in=departments)
    return found.order_by("-pk")


@dataclass(frozen=True)
class OnTime:
    """Of the orders that were carried out or are due, how many were carried out in time."""

    in_time: int
    due: int


def on_time(on: date) -> OnTime:
    """An order that was withdrawn, or whose day has not come, counts for neither."""
    counted = orders().exclude(recheck__status=Status.ORDER_WITHDRAWN)
    due = Q(corrected_on__isnull=False) | Q(correct_by__lt=on)
    figures = counted.aggregate(
        due=Count("pk", filter=due), in_time=Count("pk", filter=Q(corrected_on__lte=F("correct_by")))
    )
    return OnTime(figures["in_time"], figures["due"])


def without_an_order() -> "QuerySet[RecheckCase]":
    """Confirmed findings behind which no order was issued yet."""
    found = RecheckCase.objects.filter(status__in=CONFIRMED)
    return found.select_related("record", "subject", "department").order_by("confirmed_on", "pk")
