"""The six numbers above the overview: each with what it is made of, and how it has moved."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rechecks.figures import Figures
from rechecks.views.figure_asking import Question
from rechecks.views.shown_figures import COLUMNS, Cell

COMPARED_WITH = {
    "month": gettext_lazy("than in the same days of last month"),
    "last_month": gettext_lazy("than in the month before"),
    "quarter": gettext_lazy("than in the same days of last quarter"),
    "year": gettext_lazy("than in the same days of last year"),
}
POINTS, DAYS, TIMES = gettext_lazy("%(n)s points"), gettext_lazy("%(n)s days"), gettext_lazy("%(n)s times")


@dataclass(frozen=True)
class Spec:
    """Which figure, what stands beside it, in what it moves, and which way is better (0: neither)."""

    key: str
    beside: tuple[str, ...]
    moves_in: Any = None
    better: int = 0
    digits: int = 1
    unit: Any = ""


SIX = (
    Spec("taken_in_time", ("received",), POINTS, 1),
    Spec("in_time", ("late", "finished"), POINTS, 1),
    Spec("net_days", ("gross_days",), DAYS, -1),
    Spec("returns", ("returned",), TIMES, -1, digits=2, unit=pgettext_lazy("after a number", "per case")),
    Spec("granted_share", ("refused", "not_accepted"), POINTS),
    Spec("overdue", ("due_soon", "open"), unit=pgettext_lazy("after a number", "cases")),
)


@dataclass(frozen=True)
class Indicator:
    """One of the six."""

    key: str
    label: Any
    definition: Any
    cell: Cell
    unit: Any
    beside: tuple[tuple[Any, Cell], ...]  # further numbers: what they are, and how many
    change: str = ""
    better: bool | None = None  # none: neither


def indicators(whole: Figures, before: Figures | None, asks: Question) -> list[Indicator]:
    """The six for all that is asked, compared with the period before where there is one."""
    return [_indicator(spec, whole, before, asks) for spec in SIX]


def _indicator(spec: Spec, whole: Figures, before: Figures | None, asks: Question) -> Indicator:
    column = COLUMNS[spec.key]
    cell = column.cell(whole, asks.asked, asks)
    change, better = "", None
    if before is not None and spec.moves_in:
        change, better = _moved(spec, cell, column.figure(before, asks.asked, asks))
    beside = tuple(_beside(name, whole, asks) for name in spec.beside)
    unit = spec.unit if cell.value is not None else ""
    return Indicator(spec.key, column.label, column.definition, cell, unit, beside, change, better)


def _beside(name: str, whole: Figures, asks: Question) -> tuple[Any, Cell]:
    column = COLUMNS[name]
    return column.label, column.figure(whole, asks.asked, asks)


def _moved(spec: Spec, now: Cell, before: Cell) -> tuple[str, bool | None]:
    if now.value is None or before.value is None:
        return "", None
    moved = round(now.value - before.value, spec.digits)
    if not moved:
        return _("as before"), None
    amount = spec.moves_in % {"n": f"{abs(moved):.{spec.digits}f}"}
    better = (moved > 0) == (spec.better > 0) if spec.better else None
    return f"{'↑' if moved > 0 else '↓'} {amount}", better
