"""Whom a step of a repair case is told to, by what the application itself says."""

from notifications.models import Letter
from notifications.papers import tell_party
from notifications.papers import tell_second_persons as tell_who_may_countersign
from notifications.services import Note
from repair.models import RepairCase


def tell_applicant(
    case: RepairCase, note: Note, letter: Letter | None = None, sms: str = "", *, key: str = ""
) -> int:
    """Tell everybody who acts for the subject, and text the number that the application names."""
    return tell_party(case, note, letter, sms, phone=case.contact_phone, key=key)


def tell_second_persons(case: RepairCase, note: Note, *, key: str = "") -> None:
    """Tell who may countersign in the case's department, except who proposed."""
    tell_who_may_countersign(case, note, but=case.proposed_by, key=key)
