"""What the rechecks of a sample found, and how sure one can be of it."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rechecks.models import Draw, Holds, RecheckCase, Status, Verdict
from rechecks.models.status import CONFIRMED, ORDERED
from rechecks.selectors.blindness import without_the_hidden

Z = 1.959964  # of 95 per cent, both sides
FOUND = [status for status in (*CONFIRMED, *ORDERED) if status != Status.ORDER_WITHDRAWN]
RIGHT = (Status.CORRECT, Status.ORDER_WITHDRAWN)


@dataclass(frozen=True)
class RecheckMeasure:
    """One number of a sample: its name and which of its rechecks it counts."""

    name: str
    label: Any
    definition: Any
    means: Q


_ALL = (
    RecheckMeasure(
        "concluded", _("Concluded rechecks"),
        _("Rechecks of the sample drawn last that are concluded: found correct, or a fault confirmed by a second person."),
        Q(status__in=[*RIGHT, *FOUND]),
    ),
    RecheckMeasure(
        "correct", _("Handled correctly"),
        _("Of these, the ones found correct, those included whose order of correction was withdrawn."), Q(status__in=RIGHT),
    ),
    RecheckMeasure(
        "at_fault", _("At fault"), _("Of these, the ones found wrongly repaired or missed."), Q(status__in=FOUND)
    ),
    RecheckMeasure(
        "wrongly_repaired", _("Wrongly repaired"), _("Of these, the ones that should not have been repaired."),
        Q(status__in=FOUND, verdict=Verdict.WRONGLY_REPAIRED),
    ),
    RecheckMeasure(
        "missed", _("Repair missed"), _("Of these, the ones that should have been repaired."),
        Q(status__in=FOUND, verdict=Verdict.MISSED),
    ),
    RecheckMeasure(
        "corrected", _("Corrected"), _("Of those at fault, the ones whose correction is carried out."), Q(status=Status.CLOSED)
    ),
)  # fmt: skip
RECHECK_MEASURES = {measure.name: measure for measure in _ALL}


@dataclass(frozen=True)
class Sample:
    """The latest draw: how many of how many, and what their rechecks have found so far."""

    draw: Draw
    size: int
    concluded: int
    correct: int
    at_fault: int
    wrongly_repaired: int
    missed: int
    corrected: int

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


def latest_draw() -> Draw | None:
    """The sample of closed cases that was drawn last."""
    draws = Draw.objects.select_related("population", "drawn_by").defer("content", "population__content")
    return draws.filter(population__holds=Holds.CASES).order_by("-pk").first()


def latest_sample(reader: Any) -> Sample | None:
    """What its rechecks have found so far, as far as the reader may know it."""
    last = latest_draw()
    if last is None:
        return None
    return Sample(draw=last, size=last.items.count(), **_of(last, reader).aggregate(**_NUMBERS))


def faults_by_department(draw: Draw, kind: str, reader: Any) -> dict[int, dict[str, int]]:
    """How many rechecks of one kind of case are concluded and at fault, department by department."""
    rows: Any = (
        _of(draw, reader).filter(examines__machine=kind).order_by().values("department").annotate(**_NUMBERS)
    )
    return {row.pop("department"): row for row in rows if row["concluded"]}


def counted_rechecks(
    draw: Draw, name: str, reader: Any, *, kind: str, department: int | None
) -> "QuerySet[RecheckCase]":
    """Exactly the rechecks that a number counts; without a kind or a department those of any."""
    rows = _of(draw, reader).filter(RECHECK_MEASURES[name].means)
    if kind:
        rows = rows.filter(examines__machine=kind)
    return rows.filter(department=department) if department else rows


def left_out(draw: Draw, reader: Any) -> int:
    """How many rechecks of the sample no number of the reader counts, whatever stands in them."""
    return RecheckCase.objects.filter(item__draw=draw).count() - _of(draw, reader).count()


def _of(draw: Draw, reader: Any) -> "QuerySet[RecheckCase]":
    """The rechecks of the sample, without what the reader must not know yet."""
    return without_the_hidden(RecheckCase.objects.filter(item__draw=draw), reader)


_NUMBERS = {name: Count("pk", filter=measure.means) for name, measure in RECHECK_MEASURES.items()}


def at_fault(draw: Draw, shown: int, reader: Any) -> list[RecheckCase]:
    """The rechecks that found something wrong, the newest first."""
    rows = _of(draw, reader).filter(status__in=FOUND)
    return list(
        rows.select_related("examines", "subject", "department").order_by("-confirmed_on", "-pk")[:shown]
    )
