"""Reminders on paper: they decide nothing, so they bear neither number nor seal."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import Finding, RecordLetter


@dataclass(frozen=True, kw_only=True)
class Repairable(RecordLetter):
    """可申请信用修复提醒: from when a record can be repaired, what for, and how."""

    kind: ClassVar[str] = "repairable"
    template: ClassVar[str] = "letters/repair/repairable.html"
    title: ClassVar[str] = "可申请信用修复提醒"
    series: ClassVar[str] = ""

    title_of_record: str
    repairable_from: date
    is_repairable: bool
    off_show_on: date | None
    conditions: tuple[Finding, ...]
    accept_working_days: int | None
    decide_working_days: int | None
    platform: str
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class RepairNotice(Repairable):
    """信用修复告知书: served along with a penalty decision, with the way to the record as a code."""

    kind: ClassVar[str] = "repair_notice"
    template: ClassVar[str] = "letters/repair/repair_notice.html"
    title: ClassVar[str] = "信用修复告知书"

    leads_to: str
