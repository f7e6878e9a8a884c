"""The register of orders to correct, how many were carried out in time, and what waits for an order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from casework.models import CaseEvent
from rechecks.figures.counting import SMALL
from rechecks.models import Compliance, CorrectionOrder, Further, RecheckCase, Status
from rechecks.models.status import CONFIRMED

SHOWN = 50  # of what waits, the oldest; the rest moves up


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

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.due) if self.due >= SMALL else None


def on_time(on: date) -> OnTime:
    """An order that was withdrawn, or whose day has not come, counts for neither.

    What is demanded beside the main thing is in time when the proof that was accepted came in time.
    """
    proofs = {f"{each}_on": Subquery(_proved(each)) for each in Further}
    counted = orders().annotate(**proofs).exclude(recheck__status=Status.ORDER_WITHDRAWN)
    done, in_time = Q(corrected_on__isnull=False), Q(corrected_on__lte=F("correct_by"))
    for each in Further:
        done &= Q(**{each: False}) | Q(**{f"{each}_on__isnull": False})
        in_time &= Q(**{each: False}) | Q(**{f"{each}_on__lte": F("correct_by")})
    due = done | Q(correct_by__lt=on)
    figures = counted.aggregate(due=Count("pk", filter=due), in_time=Count("pk", filter=in_time))
    return OnTime(figures["in_time"], figures["due"])


def _proved(demand: Further) -> "QuerySet[Any]":
    """The day on which the proof came that was accepted."""
    proofs = Compliance.objects.filter(order=OuterRef("pk"), demand=demand, acceptance__met=True)
    return proofs.order_by("pk").values("on")[:1]


def without_an_order() -> "QuerySet[RecheckCase]":
    """Confirmed findings behind which no order was issued yet."""
    found = RecheckCase.objects.filter(status__in=CONFIRMED)
    return found.select_related("record", "subject", "department").order_by("confirmed_on", "pk")
