"""Who may see a case: its parties, its department, and those who watch over the procedure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from registry.duties import CREDIT_OFFICE, DESK_DUTIES, holds
from registry.models import Mandate, Record

WATCHERS = (CREDIT_OFFICE, "auditor")
# The rooms above say of which cases somebody must not know yet how they ended, and who else reads a file.
HIDDEN: list[Callable[[Any], set[int]]] = []
READERS: list[Callable[[Any, EvidenceFile], bool]] = []


def watches(user: Any) -> bool:
    """Whether the user sits in the credit office or audits; they see every case, and decide none."""
    return user.is_active and not user.is_superuser and user.groups.filter(name__in=WATCHERS).exists()


def acts_for(user: Any, subject_id: int, on: date) -> bool:
    return Mandate.objects.in_force(on).filter(user=user, subject_id=subject_id).exists()


def may_see_case(user: Any, case: Case) -> bool:
    """Whether a page, a letter or a file of the case is open to this user today."""
    if not user.is_authenticated or not user.is_active:
        return False
    is_its_party = acts_for(user, case.subject_id, timezone.localdate()) and case.as_kind.is_open_to_its_party
    if is_its_party:
        return True
    if case.pk in hidden_from(user):
        return False
    if watches(user):
        return True
    holds_a_duty = any(holds(user, duty, case.department_id) for duty in DESK_DUTIES)
    return (holds_a_duty or is_asked_to_take(user, case)) and case.as_kind.is_handed_in


def hidden_from(user: Any) -> set[int]:
    """Cases of which the user must not know now how they ended, whatever else they may see."""
    return {pk for hidden in HIDDEN for pk in hidden(user)}


def may_open(user: Any, file: EvidenceFile) -> bool:
    """Whether a file is open to this user today; what is not handed in yet is its sender's own."""
    handed_in = file.handed_in_on is not None
    if file.case is not None:
        if any(reads(user, file) for reads in READERS):
            return True
        return may_see_case(user, file.case) if handed_in else _is_its_senders(user, file, file.case)
    if file.purpose == Purpose.INTERVIEW and watches(user):
        return True
    return file.record is not None and _may_see_paper_of(user, file.record, handed_in)


def _is_its_senders(user: Any, file: EvidenceFile, case: Case) -> bool:
    """A proof of an answer is of those who answer until the answer leaves; anything else of whoever writes the case."""
    if not user.is_authenticated or not user.is_active:
        return False
    if file.purpose == Purpose.ANSWER:
        return watches(user) or any(holds(user, duty, case.department_id) for duty in DESK_DUTIES)
    return writes(user, case, timezone.localdate())


def writes(user: Any, case: Case, on: date) -> bool:
    """Whether the user may begin such a case, and so write on it until it is handed in."""
    kind = case.as_kind
    kind.moving_on = on
    return kind.beginning.permission(kind, user)


def _may_see_paper_of(user: Any, record: Record, handed_in: bool) -> bool:
    """A paper of a record without a case is its department's, and its subject's once it is handed in."""
    if not user.is_authenticated or not user.is_active:
        return False
    if any(holds(user, duty, record.department_id) for duty in DESK_DUTIES):
        return True
    return handed_in and acts_for(user, record.subject_id, timezone.localdate())


def is_asked_to_take(user: Any, case: Case) -> bool:
    """Whether the user reviews in, or leads, the department that is asked to take the case over."""
    asked = case.transfer_to_id
    return asked is not None and (holds(user, "review_cases", asked) or holds(user, "lead_department", asked))
