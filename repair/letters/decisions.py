"""Letters that decide: not taken up, granted, refused."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import Finding, Remedies
from repair.letters.parts import DecisionLetter


@dataclass(frozen=True, kw_only=True)
class NotAccepted(DecisionLetter):
    """不予受理通知书: why the application is not taken up, and what can be done about it."""

    kind: ClassVar[str] = "not_accepted"
    template: ClassVar[str] = "letters/repair/not_accepted.html"
    title: ClassVar[str] = "信用修复申请不予受理通知书"
    series: ClassVar[str] = "信不受"

    reason_kind: str
    reasons: tuple[Finding, ...]
    cites: tuple[str, ...]
    apply_again_from: date | None
    remedies: Remedies


@dataclass(frozen=True, kw_only=True)
class RepairGranted(DecisionLetter):
    """准予信用修复决定书: the decision of the department that identified the record."""

    kind: ClassVar[str] = "repair_granted"
    template: ClassVar[str] = "letters/repair/granted.html"
    title: ClassVar[str] = "准予信用修复决定书"
    series: ClassVar[str] = "信修"

    accepted_on: date
    facts_found: str
    conditions: tuple[Finding, ...]
    cites: tuple[str, ...]
    effective_on: date
    remove_working_days: int | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RepairRefused(DecisionLetter):
    """不予信用修复决定书: facts, reasons item by item, what would change the answer, remedies."""

    kind: ClassVar[str] = "repair_refused"
    template: ClassVar[str] = "letters/repair/refused.html"
    title: ClassVar[str] = "不予信用修复决定书"
    series: ClassVar[str] = "信不修"

    accepted_on: date
    facts_found: str
    reason_kind: str
    reasons: tuple[Finding, ...]
    cites: tuple[str, ...]
    what_would_change_it: str
    apply_again_from: date | None
    remedies: Remedies
