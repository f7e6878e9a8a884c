"""Every figure in force that nobody has confirmed from its text, with who is at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rechecks.models import DraftKind, RuleDraft
from rechecks.selectors.rule_sets import ShownFigure, listed_sets, shown_figures
from rules.instruments import Instrument


@dataclass(frozen=True)
class Unconfirmed:
    """One figure, and the draft that is to confirm it."""

    shown: ShownFigure
    draft: RuleDraft | None


@dataclass(frozen=True)
class OfSet:
    instrument: Instrument
    figures: list[Unconfirmed]


def unconfirmed_in_force(on: date) -> list[OfSet]:
    """The sets that hold today, the highest first, each with what of it is still to be confirmed."""
    drafts = {
        (each.instrument, each.figure): each
        for each in RuleDraft.objects.open().filter(kind=DraftKind.CONFIRMATION).select_related("drafted_by")
    }
    found = [OfSet(each, list(_figures(each, drafts))) for each in _in_force(on)]
    return [each for each in found if each.figures]


def _in_force(on: date) -> Iterator[Instrument]:
    for _level, sets in listed_sets(on):
        yield from (each.instrument for each in sets if each.instrument.in_force(on))


def _figures(instrument: Instrument, drafts: dict[tuple[str, str], RuleDraft]) -> Iterator[Unconfirmed]:
    for each in shown_figures(instrument):
        if not each.figure.confirmed:
            yield Unconfirmed(each, drafts.get((instrument.id, each.place)))
