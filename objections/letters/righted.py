"""Letters on a record that was put right: its measures are lifted, or it is to come back all the same."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import CaseLetter


@dataclass(frozen=True)
class Measure:
    """One measure, who imposed it, and the days between which it stood."""

    words: str
    imposed_by: str
    imposed_on: date
    lifted_on: date


@dataclass(frozen=True, kw_only=True)
class SanctionsLifted(CaseLetter):
    """失信惩戒措施解除证明: shown wherever a measure still stands because of a withdrawn record."""

    kind: ClassVar[str] = "sanctions_lifted"
    template: ClassVar[str] = "letters/objections/sanctions_lifted.html"
    title: ClassVar[str] = "失信惩戒措施解除证明"
    series: ClassVar[str] = "异解"

    ground: str
    withdrawn_on: date
    measures: tuple[Measure, ...]


@dataclass(frozen=True, kw_only=True)
class Reopening(CaseLetter):
    """失信信息重新列入告知书: the department certifies that a withdrawn record is right after all; from when it may come back."""

    kind: ClassVar[str] = "reopening"
    template: ClassVar[str] = "letters/objections/reopening.html"
    title: ClassVar[str] = "失信信息重新列入告知书"
    series: ClassVar[str] = "异列"

    withdrawn_on: date
    grounds: str
    document: str
    filed_on: date
    opens_on: date
    notice_working_days: int
    is_provisional: bool
    platform: str
