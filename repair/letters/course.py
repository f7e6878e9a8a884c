"""Letters on the way to a decision: taken up, to be completed, extended, handed on, ended without an answer."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import CaseLetter


@dataclass(frozen=True, kw_only=True)
class Accepted(CaseLetter):
    """信用修复申请受理通知书: the application is complete, and the term for the decision runs."""

    kind: ClassVar[str] = "acceptance"
    template: ClassVar[str] = "letters/repair/acceptance.html"
    title: ClassVar[str] = "信用修复申请受理通知书"
    series: ClassVar[str] = "信受"

    applied_on: date
    accepted_on: date
    decide_working_days: int | None
    decide_by: date | None
    is_provisional: bool
    cites: tuple[str, ...]
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class SupplementAsked(CaseLetter):
    """信用修复申请补正通知书: one complete list, until when, and that the clock stands still."""

    kind: ClassVar[str] = "supplement"
    template: ClassVar[str] = "letters/repair/supplement.html"
    title: ClassVar[str] = "信用修复申请补正通知书"
    series: ClassVar[str] = "信补"

    applied_on: date
    items: tuple[str, ...]
    answer_by: date
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class Extended(CaseLetter):
    """信用修复延长办理期限告知书: why, by how much, and the new last day."""

    kind: ClassVar[str] = "extension"
    template: ClassVar[str] = "letters/repair/extension.html"
    title: ClassVar[str] = "信用修复延长办理期限告知书"
    series: ClassVar[str] = "信延"

    applied_on: date
    reason: str
    working_days: int
    due_before: date
    due_now: date
    is_provisional: bool
    cites: tuple[str, ...]
    phone: str


@dataclass(frozen=True, kw_only=True)
class HandedOn(CaseLetter):
    """信用修复申请转办告知书: which department answers from now on; the term runs on."""

    kind: ClassVar[str] = "transfer"
    template: ClassVar[str] = "letters/repair/transfer.html"
    title: ClassVar[str] = "信用修复申请转办告知书"
    series: ClassVar[str] = "信转"

    applied_on: date
    handed_on: date
    to_department: str
    to_phone: str
    reason: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Lapsed(CaseLetter):
    """信用修复申请终止办理通知书: the supplement did not come in time."""

    kind: ClassVar[str] = "lapse"
    template: ClassVar[str] = "letters/repair/lapse.html"
    title: ClassVar[str] = "信用修复申请终止办理通知书"
    series: ClassVar[str] = "信终"

    applied_on: date
    asked_on: date
    asked_by_letter: str
    items: tuple[str, ...]
    answer_by: date
    ended_on: date
    platform: str


@dataclass(frozen=True, kw_only=True)
class Cleared(CaseLetter):
    """信用修复申请办结告知书: the record is withdrawn, so nothing is left to repair."""

    kind: ClassVar[str] = "cleared"
    template: ClassVar[str] = "letters/repair/cleared.html"
    title: ClassVar[str] = "信用修复申请办结告知书"
    series: ClassVar[str] = "信结"

    applied_on: date
    withdrawn_on: date
    because: str  # the number of the case by which it was withdrawn
    ended_on: date
    phone: str
