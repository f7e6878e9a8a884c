"""Who may recheck, and settle a dispute of it: nobody who took a step in the case, and nobody of a department that it passed."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.models import CaseEvent
from rechecks.models import RecheckCase
from rechecks.selectors.population import who_may_check
from registry.duties import office_people, sits_in_credit_office
from registry.models import Membership


def departments_of(case: RecheckCase) -> set[int]:
    """The department that the record has now, and every one that the case examined passed."""
    examined = case.examines
    if examined is None:
        return {case.department_id}
    passed = CaseEvent.objects.filter(case=examined).values_list("department_id", flat=True)
    return {case.department_id, examined.department_id, *passed}


def had_a_part(user: Any, case: RecheckCase) -> bool:
    """Whether the person is barred from checking or confirming; a place once held counts for ever."""
    steps = CaseEvent.objects.filter(case=case.examines_id).filter(Q(actor=user) | Q(proposer=user))
    places = Membership.objects.filter(user=user, department_id__in=departments_of(case))
    return places.exists() or (case.examines_id is not None and steps.exists())


def other_checkers(case: RecheckCase) -> "QuerySet[User]":
    """Who else could check it, by name."""
    return _without_a_part(who_may_check(), case).exclude(pk=case.checker_id).order_by("username")


def who_may_settle(case: RecheckCase) -> "QuerySet[User]":
    """Who of the office could decide in a dispute of it: nobody who found or confirmed the fault, or had a part."""
    found = [pk for pk in (case.checker_id, case.proposed_by_id, case.confirmed_by_id) if pk]
    return _without_a_part(office_people(), case).exclude(pk__in=found).order_by("pk")


def may_name_settler(user: Any, case: RecheckCase) -> bool:
    """Whether the person may name another one to decide: of the office, not the one named now, without a part."""
    if not sits_in_credit_office(user) or user.pk == case.order_to_correct.settler.pk:
        return False
    return not had_a_part(user, case)


def other_settlers(case: RecheckCase, by: Any) -> "QuerySet[User]":
    """Who else could decide in the dispute; nobody names themselves."""
    return who_may_settle(case).exclude(pk__in=[case.order_to_correct.settler.pk, by.pk])


def _without_a_part(people: "QuerySet[User]", case: RecheckCase) -> "QuerySet[User]":
    steps = CaseEvent.objects.filter(case=case.examines_id).filter(
        Q(actor=OuterRef("pk")) | Q(proposer=OuterRef("pk"))
    )
    places = Membership.objects.filter(user=OuterRef("pk"), department_id__in=departments_of(case))
    fit = people.filter(~Exists(places))
    return fit.filter(~Exists(steps)) if case.examines_id else fit
