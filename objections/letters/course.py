"""Letters on the way to an answer: taken up, to be completed with evidence, handed to the department, extended."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.parts import Finding
from objections.letters.parts import Answered, Claimed, ObjectionLetter


@dataclass(frozen=True, kw_only=True)
class Accepted(ObjectionLetter):
    """信用信息异议受理通知书: the objection is taken up; what holds meanwhile, and when the answer comes."""

    kind: ClassVar[str] = "objection_acceptance"
    template: ClassVar[str] = "letters/objections/acceptance.html"
    title: ClassVar[str] = "信用信息异议受理通知书"
    series: ClassVar[str] = "异受"

    accepted_on: date
    cites: tuple[str, ...]
    answer_from: str  # 受理之日 or 收到异议之日, as the rules count
    answer_term: str
    answer_by: date | None
    is_provisional: bool
    effects: tuple[Finding, ...]
    paused_repair: str
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAsked(ObjectionLetter):
    """信用信息异议补充证据通知书: one complete list, until when, and whether the clock stands still."""

    kind: ClassVar[str] = "objection_evidence"
    template: ClassVar[str] = "letters/objections/evidence.html"
    title: ClassVar[str] = "信用信息异议补充证据通知书"
    series: ClassVar[str] = "异补"

    items: tuple[str, ...]
    answer_by: date
    stops_the_clock: bool
    before_acceptance: bool
    phone: str
    platform: str


@dataclass(frozen=True, kw_only=True)
class Forwarded(ObjectionLetter):
    """信用信息异议核实函: to the department that identified the record, with everything the party sent."""

    kind: ClassVar[str] = "objection_forwarding"
    template: ClassVar[str] = "letters/objections/forwarding.html"
    title: ClassVar[str] = "信用信息异议核实函"
    series: ClassVar[str] = "异转"

    to_department: str
    because: str
    claims: tuple[Claimed, ...]
    statement: str
    materials: tuple[str, ...]
    accepted_on: date
    cites: tuple[str, ...]
    answer_term: str
    answer_by: date | None
    is_provisional: bool
    without_answer: str
    effects: tuple[str, ...]
    phone: str
    platform: str

    @property
    def addressee(self) -> str:
        return self.to_department


@dataclass(frozen=True, kw_only=True)
class SentAbove(ObjectionLetter):
    """信用信息异议复核转办函: to the organ above that checks the result once more, with everything that was said."""

    kind: ClassVar[str] = "objection_review_sent"
    template: ClassVar[str] = "letters/objections/review_sent.html"
    title: ClassVar[str] = "信用信息异议复核转办函"
    series: ClassVar[str] = "异转复"

    organ: str
    asked_on: date
    ground: str
    first_letter: str
    first_outcome: str
    first_on: date
    findings: tuple[Answered, ...]
    statement: str
    materials: tuple[str, ...]
    note: str
    cites: tuple[str, ...]
    answer_term: str
    answer_by: date | None
    is_provisional: bool
    phone: str
    platform: str

    @property
    def addressee(self) -> str:
        return self.organ


@dataclass(frozen=True, kw_only=True)
class Extended(ObjectionLetter):
    """信用信息异议延长办理期限告知书: why, by how much, and the new last day."""

    kind: ClassVar[str] = "objection_extension"
    template: ClassVar[str] = "letters/objections/extension.html"
    title: ClassVar[str] = "信用信息异议延长办理期限告知书"
    series: ClassVar[str] = "异延"

    what: str  # 核实 or 复核
    by: str  # whose head has approved it
    reason: str
    term: str
    due_before: date
    due_now: date
    is_provisional: bool
    cites: tuple[str, ...]
    phone: str
