"""The lower half of the overview: the latest sample, records becoming repairable, the share of dishonest entities."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from rechecks.figures import SMALL
from rechecks.figures.rechecks import RECHECK_MEASURES, at_fault, latest_sample, left_out
from rechecks.figures.records import RECORD_MEASURES, count_coming, dishonest_shares
from rechecks.models import DishonestShare
from rechecks.views.counted_rechecks import rechecks_url
from rechecks.views.shown_figures import Part

SHOWN_FAULTS = 4
WHOLE = 100


@dataclass(frozen=True)
class Line:
    """One bar: how many of the longest."""

    label: Any
    definition: Any
    count: int
    url: str
    share: str
    is_step: bool


@dataclass(frozen=True)
class Stretch:
    """One stretch of a bar that is divided."""

    css: str
    x: str
    width: str
    count: int


def sample_shown(reader: Any) -> dict[str, Any]:
    """What the last sample found; of a few rechecks no share is made."""
    sample = latest_sample(reader)
    if sample is None:
        return {"sample": None}
    shown: dict[str, Any] = {"sample": sample, "faults": at_fault(sample.draw, SHOWN_FAULTS, reader)}
    shown["left_out"] = left_out(sample.draw, reader)
    shown["behind"] = {name: _linked(name, getattr(sample, name)) for name in RECHECK_MEASURES}
    if sample.concluded:
        shown["parts"] = _divided(
            [
                ("xx-bar-good", sample.correct),
                ("xx-bar-bad", sample.wrongly_repaired),
                ("xx-bar-warn", sample.missed),
            ],
            sample.concluded,
        )
    if sample.concluded >= SMALL and sample.interval:
        low, high = sample.interval
        shown["share"] = f"{WHOLE * sample.at_fault / sample.concluded:.1f}%"
        shown["interval"] = f"{WHOLE * low:.1f}%–{WHOLE * high:.1f}%"
    return shown


def _linked(name: str, count: int) -> SafeString:
    return Part(str(count), rechecks_url(name) if count else "").html


def _divided(counts: list[tuple[str, int]], whole: int) -> list[Stretch]:
    parts, x = [], 0.0
    for css, count in counts:
        width = WHOLE * count / whole
        if count:
            parts.append(Stretch(css, f"{x:.2f}", f"{width:.2f}", count))
        x += width
    return parts


def records_shown(on: date) -> list[Line]:
    """Records that become repairable, and how far they are."""
    counts = count_coming(on)
    most = counts["coming"] or 1
    here = reverse("rechecks:counted_records")
    return [
        Line(
            measure.label,
            measure.definition,
            counts[name],
            f"{here}?count={name}",
            f"{WHOLE * counts[name] / most:.2f}",
            measure.is_step,
        )
        for name, measure in RECORD_MEASURES.items()
    ]


def shares_shown(on: date) -> list[tuple[DishonestShare, str]]:
    """失信主体占比, month by month."""
    return [(each, _percentage(each)) for each in dishonest_shares(on)]


def _percentage(share: DishonestShare) -> str:
    return f"{WHOLE * share.dishonest / share.entities:.2f}%" if share.entities >= SMALL else ""
