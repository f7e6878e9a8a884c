"""Figures as they are shown: each with its denominator, its definition, and the way to its cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from rechecks.figures import MEASURES, SMALL, Asked, Figures, median
from rechecks.views.counted_rechecks import rechecks_url
from rechecks.views.figure_asking import Question

PERCENT = 100


@dataclass(frozen=True)
class Part:
    """A number, and the list of the cases that it counts; none where there is nothing to see."""

    text: str
    url: str = ""

    @property
    def html(self) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url, self.text) if self.url else escape(self.text)


@dataclass(frozen=True)
class Cell:
    """One figure: what is read first, the numbers behind it, and how it compares with what is wanted."""

    text: str
    parts: tuple[Part, ...] = ()
    value: float | None = None  # to sort by and compare; none where nothing is said
    tone: str = ""  # "", "warn", "bad"

    @property
    def is_number(self) -> bool:
        """Whether it says a number of cases and nothing else."""
        return len(self.parts) == 1 and self.parts[0].text == self.text

    @property
    def behind(self) -> SafeString:
        """The numbers it is made of, each with the way to its cases."""
        return format_html_join("/", "{}", ((part.html,) for part in self.parts))

    @property
    def html(self) -> SafeString:
        """As a table shows it: there are too many cells for a template each."""
        if self.is_number:
            said = self.parts[0].html
        elif not self.text:
            said = self.behind
        else:
            said = format_html("{}<small>{}</small>" if self.parts else "{}", self.text, self.behind)
        return format_html("{}{}", _mark(self.tone), said)

    @property
    def plain(self) -> str:
        """As a file has it."""
        behind = "/".join(part.text for part in self.parts)
        if not self.text:
            return behind
        return self.text if self.is_number or not behind else f"{self.text} ({behind})"


def _mark(tone: str) -> SafeString:
    """A sign and a word beside the colour."""
    if tone == "bad":
        words = pgettext("figure", "to be chased:")
        return format_html('<span aria-hidden="true">▲ </span><span class="xx-vh">{} </span>', words)
    words = pgettext("figure", "to be watched:")
    return format_html('<span class="xx-vh">{} </span>', words) if tone else SafeString("")


Figure = Callable[[Figures, Asked, Question], Cell]


@dataclass(frozen=True)
class Column:
    """One figure by name, with what it means."""

    key: str
    label: Any
    definition: Any
    figure: Figure

    def cell(self, figures: Figures, asked: Asked, question: Question) -> Cell:
        cell = self.figure(figures, asked, question)
        return replace(cell, tone=question.tone(self.key, cell.value))


def number(name: str) -> Figure:
    """How many cases."""

    def figure(figures: Figures, asked: Asked, question: Question) -> Cell:
        part = _part(name, figures, asked, question)
        return Cell(part.text, (part,), figures.counts[name])

    return figure


def share(name: str, of: str) -> Figure:
    """How many of how many; of a few no percentage is made."""

    def figure(figures: Figures, asked: Asked, question: Question) -> Cell:
        parts = tuple(_part(each, figures, asked, question) for each in (name, of))
        whole = figures.counts[of]
        if not whole:
            return Cell("—")
        if whole < SMALL:
            return Cell(_("few cases"), parts)
        value = PERCENT * figures.counts[name] / whole
        return Cell(f"{value:.1f}%", parts, value)

    return figure


def days(which: str) -> Figure:
    """The middle of the working days that the answered cases took."""

    def figure(figures: Figures, asked: Asked, question: Question) -> Cell:
        middle = median(getattr(figures, which))
        if middle is None:
            return Cell("—")
        return Cell(f"{middle:.1f}", (_part("answered", figures, asked, question),), middle)

    return figure


def returns_per_case(figures: Figures, asked: Asked, question: Question) -> Cell:
    """How often a finished case was returned."""
    finished = figures.counts["finished"]
    if not finished:
        return Cell("—")
    value = figures.returns / finished
    part = _part("finished", figures, asked, question)
    return Cell(f"{value:.2f}", (Part(str(figures.returns)), part), value)


def rechecked(figures: Figures, asked: Asked, question: Question) -> Cell:
    """How many rechecks found a fault, of how many; samples of one department are too small for a percentage."""
    whole = figures.counts["concluded"]
    if not whole:
        return Cell("—")
    department = question.departments.get(asked.department or 0)
    parts = tuple(
        Part(
            str(figures.counts[name]),
            rechecks_url(name, kind=asked.kind, department=department) if figures.counts[name] else "",
        )
        for name in ("at_fault", "concluded")
    )
    return Cell("", parts, PERCENT * figures.counts["at_fault"] / whole)


def _part(name: str, figures: Figures, asked: Asked, question: Question) -> Part:
    count = figures.counts[name]
    return Part(str(count), question.cases_url(MEASURES[name], asked) if count else "")


def _counted(name: str) -> Column:
    measure = MEASURES[name]
    return Column(name, measure.label, measure.definition, number(name))


_COLUMNS = (
    *map(_counted, ("received", "finished", "late", "granted", "partly", "refused", "not_accepted", "ended")),
    *map(_counted, ("reopened", "open", "overdue", "due_soon")),
    Column(
        "taken_in_time", gettext_lazy("Acceptance in time"),
        gettext_lazy("Acceptance decided on or before the last day of its term ÷ acceptance decided in the period under a term."),
        share("taken_in_time", "taken"),
    ),
    Column(
        "in_time", pgettext_lazy("figure", "Finished in time"),
        gettext_lazy("Answered on or before the last day of the term ÷ answered in the period under a term. Days on which the clock stood still do not count."),
        share("in_time", "timed"),
    ),
    Column(
        "net_days", gettext_lazy("Net working days"),
        gettext_lazy("Median of the working days from the day a case was handed in to the day it was answered, less the days on which its clock stood still (first and last included)."),
        days("net"),
    ),
    Column(
        "gross_days", gettext_lazy("Gross working days"),
        gettext_lazy("Median of all working days from the day a case was handed in to the day it was answered."),
        days("gross"),
    ),
    Column(
        "returns", gettext_lazy("Returns per case"),
        gettext_lazy("How often finished cases were returned for a supplement or for evidence ÷ finished cases."),
        returns_per_case,
    ),
    Column(
        "returned", gettext_lazy("Share returned"),
        gettext_lazy("Finished cases that were returned at least once ÷ finished cases."), share("returned", "finished"),
    ),
    Column(
        "granted_share", gettext_lazy("Share granted"),
        gettext_lazy("Granted (in part not counted) ÷ granted, granted in part and refused."), share("granted", "judged"),
    ),
    Column(
        "refused_share", gettext_lazy("Share refused"),
        gettext_lazy("Refused ÷ granted, granted in part and refused."), share("refused", "judged"),
    ),
    Column(
        "rechecked", gettext_lazy("At fault when rechecked"),
        gettext_lazy("Of the sample drawn last, whatever the period: rechecks that found a case wrongly repaired or missed ÷ concluded rechecks."),
        rechecked,
    ),
)  # fmt: skip
COLUMNS = {column.key: column for column in _COLUMNS}


@dataclass(frozen=True)
class Row:
    """One department, or all together."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Departments down, figures across; the same on the screen, in a workbook and on paper."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row

    def sorted_by(self, key: str, *, descending: bool) -> "Table":
        """By a figure or by name; whatever says nothing comes last."""
        if key == "name":
            rows = sorted(self.rows, key=lambda row: row.name, reverse=descending)
            return replace(self, rows=tuple(rows))
        place = [column.key for column in self.columns].index(key)
        rows = sorted(self.rows, key=lambda row: row.name)
        said = [row for row in rows if row.cells[place].value is not None]
        said.sort(key=lambda row: row.cells[place].value or 0, reverse=descending)
        return replace(self, rows=(*said, *(row for row in rows if row.cells[place].value is None)))


def table(keys: Sequence[str], found: dict[int, Figures], whole: Figures, question: Question) -> Table:
    """The figures of every department that has any."""
    columns = tuple(COLUMNS[key] for key in keys)

    def row(name: str, figures: Figures, asked: Asked) -> Row:
        return Row(name, tuple(column.cell(figures, asked, question) for column in columns))

    rows = [
        row(question.departments[pk].name, figures, question.asked.of(pk)) for pk, figures in found.items()
    ]
    return Table(columns, tuple(rows), row(_("Total"), whole, question.asked))
