"""What the rules say about an objection in one place on one day: terms, effects while it is open, outcomes."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rules.calendar import Due, WorkCalendar
from rules.instruments import Instrument, Layer, Level
from rules.objection_words import HELD_IN_COMMON, Receiver
from rules.reading import canonical
from rules.terms import DAYS, Figure

FILING = "filing"


@dataclass(frozen=True)
class Term:
    """So many days within which somebody has to act."""

    days: int
    unit: str
    figure: Figure

    def due(self, start: date, calendar: WorkCalendar) -> Due:
        """The last day on which acting is still in time."""
        if self.unit == DAYS:
            return calendar.due_in_days(start, self.days)
        return calendar.due(start, self.days)

    def shortened_to(self, last: date, start: date, calendar: WorkCalendar) -> "Term":
        """The same term, but not running past a day; at least one day, for a term of none does not run."""
        if self.due(start, calendar).on <= last:
            return self
        left = (last - start).days if self.unit == DAYS else calendar.count(start, last)
        return Term(max(left, 1), self.unit, self.figure)


@dataclass(frozen=True)
class ObjectionRules:
    """Every figure that holds for objections, each from the nearest instrument that states it."""

    figures: Mapping[str, Figure]
    sources: Mapping[str, str]  # the name of a figure -> the id of the instrument that stated it
    settings: frozenset[str]  # the names of figures that only the office's own settings give
    layers: tuple[Layer, ...]

    @cached_property
    def version(self) -> str:
        """Twelve digits that change whenever any figure changes, its source or its confirmation."""
        composed = {name: figure.to_json() for name, figure in self.figures.items()}
        return hashlib.sha256(canonical(composed).encode()).hexdigest()[:12]

    def figure(self, name: str, kind: str = "") -> Figure | None:
        """What is said for objections of a kind; else what is said for all of them."""
        return self.figures.get(f"{name}@{kind}") or self.figures.get(name)

    def term(self, name: str, kind: str = "") -> Term | None:
        figure = self.figure(name, kind)
        return Term(int(figure.value), figure.unit, figure) if figure else None

    def word(self, name: str, kind: str = "", default: str = "") -> str:
        figure = self.figure(name, kind)
        return str(figure.value) if figure else default

    def stops_clock(self, what: str) -> bool:
        """Whether the terms stand still while something goes on: "supplement" or "testing"."""
        return self.word(f"{what}_stops_clock") == "yes"

    def counted_from(self, *, filed_on: date, accepted_on: date) -> date:
        """The day from which the own check, the forwarding and the whole matter are counted."""
        return filed_on if self.word("terms_from") == FILING else accepted_on

    def term_within(
        self, name: str, start: date, overall_due_on: date | None, calendar: WorkCalendar, kind: str = ""
    ) -> Term | None:
        """A term that starts on a day, where the whole matter is due on another.

        What the law gives somebody it gives in full. What only the office's settings give ends with the
        whole matter at the latest, so that no setting leads anybody past a day that the law has set.
        """
        term = self.term(name, kind)
        if term is None or overall_due_on is None:
            return term
        stated = f"{name}@{kind}" if f"{name}@{kind}" in self.figures else name
        return term.shortened_to(overall_due_on, start, calendar) if stated in self.settings else term


def compose(speaking: Iterable[Instrument], receiver: str = Receiver.PLATFORM) -> ObjectionRules:
    """The rules of the instruments in force at a place, nearest first: each figure from the first that states it.

    What a nearer one says for all objections holds against what a farther one says for one kind of them.
    """
    figures: dict[str, Figure] = {}
    source: dict[str, Instrument] = {}
    closed: set[str] = set()  # names that a nearer instrument has settled, or keeps anybody from filling in
    addressed = [instrument for instrument in speaking if instrument.receiver == receiver]
    for instrument in addressed:
        stated = _stated(instrument)
        for name, figure in stated.items():
            if name not in figures and name.partition("@")[0] not in closed:
                figures[name], source[name] = figure, instrument
        closed |= set(stated) | instrument.objections_without
    used = {instrument.id for instrument in source.values()}
    return ObjectionRules(
        figures=dict(sorted(figures.items())),
        sources={name: source[name].id for name in sorted(source)},
        settings=frozenset(name for name, i in source.items() if i.level is Level.OFFICE),
        layers=tuple(Layer(i.id, i.version) for i in addressed if i.id in used or i.objections_without),
    )


def _stated(instrument: Instrument) -> dict[str, Figure]:
    """What an instrument says about objections."""
    if instrument.level is not Level.OFFICE:
        return dict(instrument.objections)
    in_common = {name: instrument.figures[name] for name in HELD_IN_COMMON & set(instrument.figures)}
    return {**in_common, **instrument.objections}
