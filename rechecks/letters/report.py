"""The report of figures on paper: no letter to anybody, so without number, seal and check."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.letters import LetterFacts

LONG = len("100.0% (10000/10000)")  # of a cell; longer ones get smaller letters


@dataclass(frozen=True)
class Meaning:
    """What one figure is called and what it means."""

    label: str
    definition: str


@dataclass(frozen=True)
class FigureReport(LetterFacts):
    """The table as it stood on the screen, with what each figure means."""

    kind: ClassVar[str] = "figure_report"
    template: ClassVar[str] = "letters/rechecks/report.html"
    title: ClassVar[str] = "信用修复和异议办理情况统计表"
    series: ClassVar[str] = ""

    matter: str
    since: date
    until: date
    scope: str
    as_of: str
    watermark: str
    columns: tuple[Meaning, ...]
    rows: tuple[tuple[str, ...], ...]  # the name first
    total: tuple[str, ...]
    is_dense: bool = False  # set in smaller letters


def is_dense(total: tuple[str, ...]) -> bool:
    """Whether the numbers are too long for the usual letters: all columns stay on the sheet."""
    return max(map(len, total[1:]), default=0) > LONG
