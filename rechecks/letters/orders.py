"""Letters of a correction: the order to the department, and the notice to the subject before a repair is revoked."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import CaseLetter


@dataclass(frozen=True, kw_only=True)
class OrderToCorrect(CaseLetter):
    """更正通知单: what was found, what is demanded and by when, and how the department can explain itself."""

    kind: ClassVar[str] = "order_to_correct"
    template: ClassVar[str] = "letters/rechecks/order_to_correct.html"
    title: ClassVar[str] = "更正通知单"
    series: ClassVar[str] = "信正"

    to_department: str
    examined: str
    finding: str  # 错修 or 漏修
    gravity: str
    facts_found: str
    clause: str
    demand: str
    further: tuple[str, ...] = ()
    words: str
    deceived: bool
    answer_by: date
    correct_by: date
    is_provisional: bool
    settled_by: str
    cc: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class RevocationAhead(CaseLetter):
    """拟撤销信用修复决定告知书: before a repair is revoked, the subject is told why and heard."""

    kind: ClassVar[str] = "revocation_ahead"
    template: ClassVar[str] = "letters/rechecks/revocation_ahead.html"
    title: ClassVar[str] = "拟撤销信用修复决定告知书"
    series: ClassVar[str] = "信告"

    granted_on: date
    found_by: str
    ground: str
    clause: str
    deceived: bool
    statement_by: date
    statement_days: int
    is_provisional: bool
    phone: str
    platform: str
