"""Letters leave with the step they announce, and those concerned are told of it."""

from datetime import date
from typing import Any

from casework.models import Case
from notifications.letters import LetterFacts
from notifications.models import Letter
from notifications.services import Note, queue_letter, tell, text
from registry.duties import duty_group, office_people, who_act_for
from registry.models import Department


def issue(case: Case, facts: LetterFacts, *, on: date) -> Letter:
    """Keep a letter of the case's department to its subject, with its number, in the transaction of the step."""
    return _to_the_subject(case, facts, case.department, on)


def issue_as_office(case: Case, facts: LetterFacts, *, on: date) -> Letter:
    """The same as a letter of the credit office."""
    return _to_the_subject(case, facts, None, on)


def _to_the_subject(case: Case, facts: LetterFacts, department: Department | None, on: date) -> Letter:
    return queue_letter(
        facts,
        case=case,
        addressee=case.subject.name,
        shown_as=case.subject.shown_name,
        department=department,
        on=on,
    )


def tell_party(
    case: Case, note: Note, letter: Letter | None = None, sms: str = "", *, phone: str, key: str = ""
) -> int:
    """Tell everybody who acts for the subject on the day of the step; the letter goes along.

    A short message goes to the number that the application names, and to no other. Returns how many
    were told: with a key, nobody twice.
    """
    people = who_act_for(case.subject_id, case.moving_on)
    told = tell(people, note, case=case, letter=letter, key=key)
    if sms:
        text(phone, sms, case=case, key=key)
    return len(told)


def tell_reviewers(case: Case, note: Note, *, key: str = "") -> None:
    """Tell the reviewer who has the case; a case nobody has taken waits in the queue."""
    if case.claimed_by:
        tell(case.claimed_by, note, case=case, key=key)


def tell_second_persons(case: Case, note: Note, *, but: Any, key: str = "") -> None:
    """Tell who may countersign in the case's department, except who proposed."""
    holders = duty_group(case.department, "countersign_cases").user_set.filter(is_active=True)
    tell([each for each in holders if each != but], note, case=case, key=key)


def tell_office(case: Case, note: Note, *, key: str = "") -> int:
    """Tell everybody of the credit office; returns how many were told."""
    return len(tell(office_people(), note, case=case, key=key))
