"""Whose objections somebody works on: as who objects, in the department, in the credit office."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework import moves, routing
from casework.errors import NotOpenAnyMore
from casework.policy import settles_for_the_office
from objections.models import ObjectionCase, Origin, Status
from objections.models.status import IN_REVIEW
from registry.duties import departments_where, sits_in_credit_office
from registry.models import Subject

AT_THE_OFFICE = (Status.ACCEPTED, *IN_REVIEW)


def of_whoever_objects(by: Any, on: date) -> Any:
    """Objections that the user may write on: of their subjects, their departments, or the office's own."""
    whose = Q(origin=Origin.SUBJECT, subject__in=Subject.objects.acted_for_by(by, on))
    whose |= Q(origin=Origin.DEPARTMENT, department_id__in=departments_where(by, "review_cases"))
    if sits_in_credit_office(by):
        whose |= Q(origin__in=[Origin.COMPLAINT, Origin.PLATFORM])
    return ObjectionCase.objects.filter(whose).order_by()


def of_the_office(number: str, by: Any) -> ObjectionCase:
    """An objection that has been filed, locked, for a person of the credit office."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    return moves.locked(ObjectionCase.objects.filter(filed_on__isnull=False).order_by(), number=number)


def of_the_department(number: str, by: Any, duty: str = "review_cases") -> ObjectionCase:
    """An objection that has come to one of the departments in which the user holds the duty, locked."""
    ours = ObjectionCase.objects.visible_to_staff(by, duty).filter(filed_on__isnull=False)
    return moves.locked(ours.order_by(), number=number)


def turn_to_answer(number: str, by: Any) -> ObjectionCase:
    """The objection whose claims the user answers now, locked; raises 404, 403 or 409 with words."""
    if sits_in_credit_office(by):
        case = of_the_office(number, by)
        if case.status in AT_THE_OFFICE:
            forbid_unless(settles_for_the_office(case, by))
            if case.status == Status.REVIEWING and case.is_re_checked_above:
                raise NotOpenAnyMore(_("The organ above answers this; send it on first."))
            return case
    case = of_the_department(number, by)
    if case.status != Status.VERIFYING or case.proposed_by_id is not None:
        raise NotOpenAnyMore
    has_taken(case, by)
    return case


def forbid_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def has_taken(case: ObjectionCase, by: Any) -> None:
    """Whoever works on it has taken it first; raises with words otherwise."""
    if case.claimed_by_id != by.pk:
        raise routing.TakenByAColleague if case.claimed_by_id else routing.NotClaimed
