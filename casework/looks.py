"""Whoever is shown a page of a case in office is noted, and for what; parties look at their own."""

from datetime import datetime
from typing import Any

from casework.access import watches
from casework.models import Case, CaseLook, LookPurpose
from registry.duties import DESK_DUTIES, departments_where, is_an_officer, sits_in_credit_office

RECHECK = "recheck"  # the machine of the credit office's own cases


def note_look(user: Any, number: str, page: str, *, now: datetime) -> CaseLook | None:
    """Note that the officer was shown the case of that number; none where the number is no case's."""
    case = Case.objects.filter(number=number).first()
    if case is None or not (is_an_officer(user) or watches(user)):
        return None
    return CaseLook.objects.create(case=case, user=user, purpose=_purpose(user, case), page=page, at=now)


def _purpose(user: Any, case: Case) -> LookPurpose:
    """What brings the officer here: the duty in the case's department comes before what they may besides."""
    if case.machine == RECHECK:
        return LookPurpose.RECHECK
    if _works_on(user, case):
        return LookPurpose.HANDLING
    return LookPurpose.OVERSIGHT if sits_in_credit_office(user) else LookPurpose.AUDIT


def _works_on(user: Any, case: Case) -> bool:
    places = {case.department_id, case.transfer_to_id}
    return any(places & set(departments_where(user, duty)) for duty in DESK_DUTIES)
