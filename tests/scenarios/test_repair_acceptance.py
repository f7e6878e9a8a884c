"""Acceptance: the department takes a complete application up, or declines it with reasons."""

from datetime import date

import pytest

from casework.errors import CaseError, NotOpenAnyMore
from casework.routing import NotClaimed, TakenByAColleague
from repair import services
from repair.models import Status


def test_a_declined_application_is_over_and_its_reasons_are_told(office):
    case = office.has_received()
    office.reviewer.declines(case, "该信息由江澜市交通运输局认定。")
    declined = office.reload(case)
    assert (declined.status, declined.closed, declined.due_on) == (Status.NOT_ACCEPTED, True, None)
    assert "该信息由江澜市交通运输局认定。" in office.told(office.representative)[-1]


def test_after_it_was_declined_the_record_may_be_applied_for_again(office):
    case = office.has_received()
    office.reviewer.declines(case, "材料与该信息无关。")
    assert office.representative.applies(case.record).status == Status.SUBMITTED


@pytest.mark.parametrize("reasons", ["", "   "])
def test_declining_gives_reasons(office, reasons):
    case = office.has_received()
    with pytest.raises(CaseError) as refusal:
        office.reviewer.declines(case, reasons)
    assert refusal.value.field == "reason"


def test_what_is_under_review_cannot_be_declined_any_more(office):
    case = office.has_taken_up()
    with pytest.raises(NotOpenAnyMore):
        office.reviewer.declines(case, "材料不全。")


def test_a_case_is_worked_on_by_whoever_has_taken_it(office):
    case = office.has_received()
    with pytest.raises(NotClaimed):
        services.accept(case.number, by=office.reviewer.user, on=office.day.today)
    office.colleague.claims(case)
    with pytest.raises(TakenByAColleague):
        office.reviewer.claims(case)
    with pytest.raises(TakenByAColleague):
        services.accept(case.number, by=office.reviewer.user, on=office.day.today)


def test_taking_a_case_twice_is_no_mistake(office):
    case = office.has_received()
    office.reviewer.claims(case)
    assert office.reviewer.claims(case).claimed_by == office.reviewer.user


def test_a_case_put_back_can_be_taken_by_a_colleague(office):
    case = office.has_received()
    office.reviewer.claims(case)
    office.reviewer.releases(case)
    assert office.colleague.accepts(case).status == Status.ACCEPTED


def test_only_who_has_taken_a_case_can_put_it_back(office):
    case = office.has_received()
    office.reviewer.claims(case)
    with pytest.raises(NotOpenAnyMore):
        office.colleague.releases(case)


def test_the_reviewer_keeps_the_case_after_taking_it_up(office):
    case = office.reload(office.has_taken_up())
    assert (case.claimed_by, case.accepted_on) == (office.reviewer.user, date(2026, 11, 23))


def test_the_applicant_is_told_when_an_answer_comes(office):
    office.has_taken_up()
    assert "2026-12-02" in office.told(office.representative)[-1]


def test_an_application_is_submitted_once(office):
    case = office.has_received()
    with pytest.raises(NotOpenAnyMore):
        office.representative.submits(case)
