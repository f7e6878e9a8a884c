"""Letters that put a wrong decision right: a repair revoked, or a record shown too long."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import CaseLetter, Remedies
from repair.letters.parts import DecisionLetter


@dataclass(frozen=True)
class Bar:
    """What the rules give for false materials or a false commitment, with the clause it stands on."""

    until: date
    published_until: date | None
    cites: str
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class RepairRevoked(DecisionLetter):
    """撤销信用修复决定书: what was found, how the subject was heard, until when the record is shown again."""

    kind: ClassVar[str] = "repair_revoked"
    template: ClassVar[str] = "letters/repair/revoked.html"
    title: ClassVar[str] = "撤销信用修复决定书"
    series: ClassVar[str] = "信撤"

    granted_number: str
    granted_on: date
    found_by: str
    finding_number: str
    ground: str
    clause: str
    heard: str
    revoked_on: date
    is_shown_again: bool
    shown_until: date | None
    measures: tuple[str, ...]
    deceived: bool
    bar: Bar | None
    remedies: Remedies


@dataclass(frozen=True, kw_only=True)
class MissedRepair(CaseLetter):
    """漏修更正告知书: a record that should have gone is gone now, with an apology and what was lifted."""

    kind: ClassVar[str] = "missed_repair"
    template: ClassVar[str] = "letters/repair/missed.html"
    title: ClassVar[str] = "漏修更正告知书"
    series: ClassVar[str] = "信更"

    because: str
    should_have_ended_on: date
    days_too_long: int
    ended_on: date
    measures: tuple[str, ...]
    phone: str
    platform: str
