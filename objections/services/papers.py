"""Letters of an objection leave in the name of whoever takes the step; those concerned are told of it."""

from datetime import date

from notifications import papers
from notifications.letters import LetterFacts
from notifications.models import Letter
from notifications.papers import tell_office, tell_reviewers, tell_second_persons
from notifications.services import Note, queue_letter, tell
from objections.letters import CorrectionNotice, EvidenceAsked, Extended, Forwarded, Result, SentAbove
from objections.models import ObjectionCase
from objections.services.letter_parts import answering_department
from registry.models import Department
from repair.selectors.colleagues import reviewers_of

BY_WHO_ANSWERS = (EvidenceAsked, Extended, Result, CorrectionNotice)

__all__ = [
    "issue",
    "send_on",
    "tell_department",
    "tell_office",
    "tell_party",
    "tell_reviewers",
    "tell_reviewers_of",
    "tell_second_persons",
]


def issue(case: ObjectionCase, facts: LetterFacts, *, on: date) -> Letter:
    """Keep a letter to the subject: the department's where it is the one that verifies, else the credit office's."""
    if isinstance(facts, BY_WHO_ANSWERS) and answering_department(case):
        return papers.issue(case, facts, on=on)
    return papers.issue_as_office(case, facts, on=on)


def send_on(case: ObjectionCase, facts: Forwarded | SentAbove, *, on: date) -> Letter:
    """Keep the credit office's letter to who has to answer: the department, or the organ above."""
    return queue_letter(facts, case=case, addressee=facts.addressee, department=None, on=on)


def tell_party(
    case: ObjectionCase, note: Note, letter: Letter | None = None, sms: str = "", *, key: str = ""
) -> int:
    """Tell everybody who acts for the subject, and text the number that the objection names."""
    return papers.tell_party(case, note, letter, sms, phone=case.contact_phone, key=key)


def tell_department(case: ObjectionCase, note: Note, letter: Letter | None = None, *, key: str = "") -> None:
    """Tell who has the objection in the department, or everybody who reviews there."""
    people = [case.claimed_by] if case.claimed_by else reviewers_of([case.department_id])
    tell(people, note, case=case, letter=letter, key=key)


def tell_reviewers_of(department: Department, note: Note) -> None:
    """Tell everybody who reviews in a department that has no part in the case any more: the words are all it gets."""
    tell(reviewers_of([department.pk]), note)
