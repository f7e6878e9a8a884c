"""Transfers: who could take a case over, and which ones the credit office has to look at."""

from datetime import date

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from casework.fsm import UNASKED
from casework.models import Case
from registry.models import Department
from repair.models import RepairCase

SHOWN = 20


def receivers(case: Case, words: str = "") -> "QuerySet[Department]":
    """Departments other than the case's own that repair here and have people who do it; `words` narrows by name."""
    groups = Group.objects.filter(name__endswith="/review_cases", user__is_active=True)
    codes = {name.partition("/")[0] for name in groups.values_list("name", flat=True).distinct()}
    found = Department.objects.filter(uscc__in=codes, merged_on=None, repairs_elsewhere="")
    for part in words.split():
        found = found.filter(Q(name__contains=part) | Q(short_name__contains=part))
    return found.exclude(pk=case.department_id).order_by("name")


def was_tried(case: RepairCase) -> bool:
    """Whether the case has been handed on before: then the credit office decides."""
    return case.events.exclude(transfer__in=UNASKED).exists()


def transfers_to_settle(on: date) -> list[RepairCase]:
    """What waits for the credit office: disputed transfers and unanswered ones, the nearest due date first."""
    cases = RepairCase.objects.for_the_office(on).order_by("due_on", "pk")
    return list(cases.select_related("record", "subject", "department", "transfer_to"))
