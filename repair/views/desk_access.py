"""Who has business at the desk, and with which cases."""

from typing import Any

from django.core.exceptions import PermissionDenied

from casework.errors import NotOpenAnyMore
from casework.models import Case
from registry.duties import DESK_DUTIES, departments_where, holds
from repair.models import RepairCase
from repair.views.refusals import SignedInRequest


def my_departments(request: SignedInRequest) -> set[int]:
    """Where one holds a duty at the desk; whoever holds none has no business here."""
    ids = departments_at_desk(request.user)
    if not ids:
        raise PermissionDenied
    return ids


def departments_at_desk(user: Any) -> set[int]:
    return {pk for duty in DESK_DUTIES for pk in departments_where(user, duty)}


def case_at_desk(request: SignedInRequest, number: str) -> RepairCase:
    """A case of one's departments, or that one of them is asked to take over; any other is not found."""
    ours = RepairCase.objects.filter(department_id__in=my_departments(request))
    seen = ours | RepairCase.objects.asked_of(request.user)
    return (
        seen.exclude(submitted_on=None)
        .select_related(
            "record__subject",
            "record__department",
            "subject",
            "department",
            "claimed_by",
            "transfer_to",
            "paused_for",
        )
        .get(number=number)
    )


def page_is_stale(request: SignedInRequest, case: Case) -> bool:
    """Whether the page was opened before the case took its last step."""
    seen = request.POST.get("seq", "")
    return bool(seen) and seen != str(case.seq)


def must_hold(request: SignedInRequest, duty: str, case: Case) -> None:
    """Whoever sees the case without the duty may read it, and no more."""
    if not holds(request.user, duty, case.department_id):
        raise PermissionDenied


def open_case(request: SignedInRequest, number: str, duty: str, desk: str) -> RepairCase:
    """A case that lies on this desk as the page showed it, for somebody with the desk's duty."""
    case = case_at_desk(request, number)
    must_hold(request, duty, case)
    if page_is_stale(request, case) or case.desk != desk:
        raise NotOpenAnyMore
    return case
