"""Letters leave with the step they announce, and those concerned are told of it."""

from datetime import date

from django.contrib.auth import get_user_model

from notifications.letters import LetterFacts
from notifications.models import Letter
from notifications.services import Note, queue_letter, tell, text
from registry.duties import duty_group
from registry.models import Mandate
from repair.models import RepairCase


def issue(case: RepairCase, facts: LetterFacts, *, on: date) -> Letter:
    """Keep a letter of the case to its subject, with its number, in the transaction of the step."""
    return queue_letter(
        facts,
        case=case,
        addressee=case.subject.name,
        shown_as=case.subject.shown_name,
        department=case.department,
        on=on,
    )


def tell_applicant(
    case: RepairCase, note: Note, letter: Letter | None = None, sms: str = "", *, key: str = ""
) -> int:
    """Tell everybody who acts for the subject on the day of the step; the letter goes along.

    A short message goes to the number that the application names, and to no other. Returns how many
    were told: with a key, nobody twice.
    """
    mandates = Mandate.objects.in_force(case.moving_on).filter(subject_id=case.subject_id)
    people = get_user_model().objects.filter(mandates__in=mandates).distinct()
    told = tell(people, note, case=case, letter=letter, key=key)
    if sms:
        text(case.contact_phone, sms, case=case, key=key)
    return len(told)


def tell_reviewers(case: RepairCase, note: Note) -> None:
    """Tell the reviewer who has the case; a case nobody has taken waits in the queue."""
    if case.claimed_by:
        tell(case.claimed_by, note, case=case)


def tell_second_persons(case: RepairCase, note: Note, *, key: str = "") -> None:
    """Tell who may countersign in the case's department, except who proposed."""
    holders = duty_group(case.department, "countersign_cases").user_set.filter(is_active=True)
    tell([each for each in holders if each != case.proposed_by], note, case=case, key=key)
