"""What the letters of every kind of case have in common, and how it is read from the case."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from casework.models import Case
from notifications.letters import LetterFacts
from registry.models import Department, Record, Subject
from rules.terms import Figure

# Where nobody has said which: the law finds it.
ORGAN, COURT = "有管辖权的行政复议机关", "有管辖权的人民法院"
# On screen a figure stands apart from the Chinese around it; on paper it does not.
GAPS = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)")


@dataclass(frozen=True)
class Finding:
    """One condition, met or not, or one reason; with the clause it stands on, if there is one."""

    words: str
    cites: str = ""


@dataclass(frozen=True)
class Remedies:
    """What can be done against a decision: where, and within which time.

    A time that nobody has read in the law is printed as a reminder, never as what the law says.
    """

    reconsideration_organ: str
    court: str
    reconsideration_days: int | None = None
    litigation_months: int | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordLetter(LetterFacts):
    """A letter about one record: to whom, and about which."""

    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    document_number: str
    record_department: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class CaseLetter(RecordLetter):
    """A letter about one case on a record."""

    case_number: str


class Rules(Protocol):
    """Whatever states figures of law: a rule set of repair, or the rules of objections."""

    def figure(self, name: str) -> Figure | None: ...


def stated(day: date | None) -> date:
    """A day that the letter states; raises ValueError where the case has none."""
    if day is None:
        raise ValueError("a letter does not state a day that is not known")
    return day


def on_paper(words: str) -> str:
    """A sentence of the screen as a letter prints it: 3个月, not 3 个月."""
    return GAPS.sub("", words)


def said(reasons: str) -> tuple[Finding, ...]:
    """The department's own reasons, one to a line."""
    return tuple(Finding(line.strip()) for line in reasons.splitlines() if line.strip())


def party(subject: Subject) -> dict[str, Any]:
    """The subject as every letter names it."""
    return {
        "subject": subject.name,
        "subject_id_kind": "统一社会信用代码" if subject.uscc else "证件号码",
        "subject_id": subject.shown_number,
        "is_person": subject.is_person,
    }


def about(case: Case) -> dict[str, Any]:
    """The case and its record as every letter of a case names them."""
    return {
        "case_number": case.number,
        **about_record(case.record, case.subject),
    }


def about_record(record: Record, subject: Subject | None = None) -> dict[str, Any]:
    """A record as every letter names it; where a case is somebody else's than the record is now, with its own subject."""
    return {
        "document_number": record.document_number,
        "record_department": record.department.name,
        "decided_on": record.decided_on,
        **party(subject or record.subject),
    }


def remedies(rules: Rules, department: Department | None) -> Remedies:
    """What can be done against a decision of the department, or of the office, by the figures of its rules."""
    review, court = rules.figure("reconsideration_days"), rules.figure("litigation_months")
    return Remedies(
        reconsideration_organ=(department and department.reconsideration_organ) or ORGAN,
        court=(department and department.court) or COURT,
        reconsideration_days=int(review.value) if review else None,
        litigation_months=int(court.value) if court else None,
        is_confirmed=bool(review and court and review.confirmed and court.confirmed),
    )
