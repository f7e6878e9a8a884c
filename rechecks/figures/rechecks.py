"""What the rechecks of a sample found, and how sure one can be of it."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Count, Q

from rechecks.models import Draw, Holds, RecheckCase, Status, Verdict
from rechecks.models.status import CONFIRMED, ORDERED
from rechecks.selectors.blindness import without_the_hidden

Z = 1.959964  # of 95 per cent, both sides
FOUND = [status for status in (*CONFIRMED, *ORDERED) if status != Status.ORDER_WITHDRAWN]
RIGHT = (Status.CORRECT, Status.ORDER_WITHDRAWN)


@dataclass(frozen=True)
class Sample:
    """The latest draw: how many of how many, and what their rechecks have found so far."""

    draw: Draw
    size: int
    correct: int
    wrongly_repaired: int
    missed: int
    corrected: int

    @property
    def concluded(self) -> int:
        return self.correct + self.at_fault

    @property
    def at_fault(self) -> int:
        return self.wrongly_repaired + self.missed

    @property
    def interval(self) -> tuple[float, float] | None:
        """The share at fault in the whole population, by Wilson, at 95 per cent."""
        return wilson(self.at_fault, self.concluded)


def wilson(hits: int, tries: int) -> tuple[float, float] | None:
    """Between which shares the true one lies with 95 per cent; nothing is said of no try."""
    if not tries:
        return None
    share, square = hits / tries, Z * Z
    middle = share + square / (2 * tries)
    spread = Z * sqrt(share * (1 - share) / tries + square / (4 * tries * tries))
    whole = 1 + square / tries
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def latest_sample() -> Sample | None:
    """The sample of closed cases that was drawn last."""
    draw = Draw.objects.select_related("population", "drawn_by").defer("content", "population__content")
    last = draw.filter(population__holds=Holds.CASES).order_by("-pk").first()
    if last is None:
        return None
    found = RecheckCase.objects.filter(item__draw=last).aggregate(
        correct=Count("pk", filter=Q(status__in=RIGHT)),
        wrongly_repaired=Count("pk", filter=Q(status__in=FOUND, verdict=Verdict.WRONGLY_REPAIRED)),
        missed=Count("pk", filter=Q(status__in=FOUND, verdict=Verdict.MISSED)),
        corrected=Count("pk", filter=Q(status=Status.CLOSED)),
    )
    return Sample(draw=last, size=last.items.count(), **found)


def at_fault(draw: Draw, shown: int, reader: Any) -> list[RecheckCase]:
    """The rechecks that found something wrong, the newest first, without what the reader must not know yet."""
    rows = without_the_hidden(RecheckCase.objects.filter(item__draw=draw, status__in=FOUND), reader)
    return list(
        rows.select_related("examines", "subject", "department").order_by("-confirmed_on", "-pk")[:shown]
    )
