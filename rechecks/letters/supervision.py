"""督办单: to a department that is late, with the cases, the facts, and the day by which it replies."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from notifications.letters import LetterFacts


@dataclass(frozen=True)
class LateCase:
    """One case as the notice names it."""

    number: str
    kind: str
    subject: str
    document_number: str
    due_on: date
    days_over: int


@dataclass(frozen=True, kw_only=True)
class SupervisionLetter(LetterFacts):
    """信用修复和异议办理督办单: what is late, who answers for it, and what the reply has to say."""

    kind: ClassVar[str] = "supervision"
    template: ClassVar[str] = "letters/rechecks/supervision.html"
    title: ClassVar[str] = "信用修复和异议办理督办单"
    series: ClassVar[str] = "督办"

    department: str
    responsible: str
    facts: str
    cases: tuple[LateCase, ...]
    reply_by: date
    platform: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class CircularLetter(LetterFacts):
    """通报: how far a department is late, without the name of any subject."""

    kind: ClassVar[str] = "circular"
    template: ClassVar[str] = "letters/rechecks/circular.html"
    title: ClassVar[str] = "关于信用修复和异议办理逾期情况的通报"
    series: ClassVar[str] = "通报"

    department: str
    to_all: bool
    notice_number: str
    notice_on: date
    reply_by: date
    replied_on: date | None
    cases: int
    longest: int
    words: str
    decided_by: str
    platform: str
