"""The report of figures on paper: no letter to anybody, so without number, seal and check."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.letters import LetterFacts


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
