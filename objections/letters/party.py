"""Letters that answer what the party does: the objection handed in, repeated, taken back."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import Remedies
from objections.letters.parts import Claimed, ObjectionLetter


@dataclass(frozen=True, kw_only=True)
class Receipt(ObjectionLetter):
    """信用信息异议申请回执: what was handed in, and when an answer comes."""

    kind: ClassVar[str] = "objection_receipt"
    template: ClassVar[str] = "letters/objections/receipt.html"
    title: ClassVar[str] = "信用信息异议申请回执"
    series: ClassVar[str] = "异收"

    claims: tuple[Claimed, ...]
    materials: tuple[str, ...]
    accept_by: date | None
    answer_from: str  # 受理之日 or 收到异议之日, as the rules count
    answer_term: str
    answer_by: date | None
    is_provisional: bool
    effects: tuple[str, ...]
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class Repeated(ObjectionLetter):
    """重复提出信用信息异议告知书: the same point without anything new; which answer stands."""

    kind: ClassVar[str] = "objection_repeated"
    template: ClassVar[str] = "letters/objections/repeated.html"
    title: ClassVar[str] = "重复提出信用信息异议告知书"
    series: ClassVar[str] = "异重"

    fields: tuple[str, ...]
    earlier_number: str
    earlier_letter: str
    earlier_outcome: str
    earlier_on: date | None
    cites: tuple[str, ...]
    remedies: Remedies


@dataclass(frozen=True, kw_only=True)
class WithdrawalConfirmed(ObjectionLetter):
    """撤回信用信息异议确认书: the objection is taken back, and what ends with it."""

    kind: ClassVar[str] = "objection_withdrawal"
    template: ClassVar[str] = "letters/objections/withdrawal.html"
    title: ClassVar[str] = "撤回信用信息异议确认书"
    series: ClassVar[str] = "异撤"

    withdrawn_on: date
    effects_ended: tuple[str, ...]
