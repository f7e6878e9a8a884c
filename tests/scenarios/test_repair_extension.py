"""The term for the decision may be extended once, by the head, with a reason, and only while it runs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import CaseError, ConditionsNotMet
from notifications.models import Message
from repair.models import RepairCase


@pytest.fixture
def accepted(office, day):
    day("2026-11-23")
    case = office.representative.applies(office.identifies())
    return office.reviewer.accepts(case)


def test_the_extension_adds_the_working_days_of_the_rules(office, accepted):
    assert accepted.due_on == date(2026, 12, 2)
    assert office.second.extends(accepted).due_on == date(2026, 12, 16)


def test_the_applicant_is_told_the_reason_and_the_new_day(office, accepted):
    office.second.extends(accepted, "需要现场复查。")
    told = Message.objects.filter(user=office.representative.user).latest("pk")
    assert "需要现场复查。" in told.text
    assert "2026-12-16" in told.text


def test_a_second_extension_is_refused(office, accepted):
    office.second.extends(accepted)
    with pytest.raises(ConditionsNotMet):
        office.second.extends(accepted)


def test_without_a_reason_nothing_is_extended(office, accepted):
    with pytest.raises(CaseError) as refusal:
        office.second.extends(accepted, "  ")
    assert refusal.value.field == "reason"


def test_a_term_that_has_passed_is_not_extended(office, accepted, day):
    day("2026-12-03")
    with pytest.raises(CaseError):
        office.second.extends(accepted)


def test_a_reviewer_alone_does_not_extend(office, accepted):
    with pytest.raises((PermissionDenied, RepairCase.DoesNotExist)):
        office.reviewer.extends(accepted)
