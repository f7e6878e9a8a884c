"""What several letters of a repair case have in common."""

from dataclasses import dataclass
from datetime import date

from notifications.letters import LetterFacts


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
class CaseLetter(LetterFacts):
    """A letter about one application: to whom, and for the repair of which record."""

    case_number: str
    subject: str
    subject_id_kind: str
    subject_id: str
    is_person: bool
    document_number: str
    record_department: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(CaseLetter):
    """A letter that closes the application: the record is named with its kind and class."""

    record_kind: str
    severity_label: str
    applied_on: date
