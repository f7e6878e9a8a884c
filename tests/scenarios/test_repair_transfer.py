"""谁认定、谁修复: a case that lies with the wrong department goes to the right one, and its term runs on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.models import Desk
from notifications.models import Letter, ShortMessage
from registry.duties import give_duty
from registry.models import Department
from repair.models import RepairCase
from repair.selectors import queue


def numbers(office, person, lens="all"):
    today = office.day.today
    return [case.number for case in queue(person.user, on=today, soon=today, lens=lens).cases]


@pytest.fixture
def asked(office):
    case = office.has_taken_up()
    return office.reviewer.asks_to_take_over(case, office.elsewhere)


@pytest.fixture
def given_back(office, asked):
    return office.stranger.gives_back(asked)


@pytest.fixture
def disputed(office, given_back):
    return office.reviewer.asks_to_take_over(given_back, office.elsewhere)


def test_both_departments_see_a_case_that_is_handed_on_and_who_holds_it(office, asked):
    assert numbers(office, office.reviewer) == []
    assert numbers(office, office.reviewer, "transfers") == [asked.number]
    assert numbers(office, office.stranger) == numbers(office, office.stranger, "transfers") == [asked.number]
    assert office.reload(asked).desk == Desk.TRANSFER
    assert any("asks you to take over" in told or "接收" in told for told in office.told(office.stranger))


def test_the_other_department_has_one_working_day(office):
    office.day("2026-11-27")  # a Friday
    asked = office.reviewer.asks_to_take_over(office.has_received(), office.elsewhere)
    assert asked.transfer_answer_by == date(2026, 11, 30)


def test_the_term_runs_on_through_all_of_it(office):
    case = office.has_taken_up()
    due = case.due_on
    office.reviewer.asks_to_take_over(case, office.elsewhere)
    office.day("2026-11-24")
    office.stranger.takes_over(case)
    assert office.reload(case).due_on == due
    assert not case.events.exclude(transfer="").exclude(clock="").exists()


def test_taken_over_the_record_is_the_new_departments_and_it_decides(office, asked):
    case = office.stranger.takes_over(asked)
    assert (case.department, case.record.department) == (office.elsewhere, office.elsewhere)
    move = case.record.moves.get()
    assert (move.source, move.target, move.because) == (office.department, office.elsewhere, case.number)
    assert numbers(office, office.stranger) == [case.number]
    office.stranger.claims(case)
    office.stranger.judges(case)
    assert office.stranger.approves(case).status == "approved"


def test_the_department_that_had_it_sees_it_no_more(office, asked):
    office.stranger.takes_over(asked)
    assert numbers(office, office.reviewer, "found") == []
    with pytest.raises(RepairCase.DoesNotExist):
        office.reviewer.claims(asked)


def test_the_applicant_is_told_by_letter_and_by_text(office, asked):
    assert not Letter.objects.filter(case=asked, kind="transfer").exists()
    case = office.stranger.takes_over(asked)
    letter = Letter.objects.get(case=case, kind="transfer")
    assert letter.department == office.department  # whoever hands it on writes
    assert letter.facts["to_department"] == office.elsewhere.name
    text = ShortMessage.objects.filter(case_id=case.pk).latest("pk").text
    assert "已转给江澜市交通运输局（测试）办理，时限不重新计算" in text


def test_nothing_is_decided_while_the_other_department_is_asked(office, asked):
    for step in (office.reviewer.approves, office.reviewer.proposes_refusal, office.second.extends):
        with pytest.raises((NotOpenAnyMore, ConditionsNotMet)):
            step(asked)


def test_the_applicant_may_withdraw_meanwhile(office, asked):
    case = office.representative.withdraws(asked)
    assert case.transfer_to is None
    assert numbers(office, office.stranger) == []


def test_given_back_the_case_lies_where_it_lay_with_its_reviewer(office, asked):
    case = office.stranger.gives_back(asked)
    assert (case.department, case.claimed_by) == (office.department, office.reviewer.user)
    assert office.reload(case).desk == Desk.DEPARTMENT
    assert numbers(office, office.stranger, "found") == []


def test_giving_back_needs_a_reason(office, asked):
    with pytest.raises(CaseError):
        office.stranger.gives_back(asked, " ")


def test_after_one_return_the_credit_office_decides(office, disputed):
    assert office.reload(disputed).desk == Desk.OFFICE
    for step in (office.stranger.gives_back, office.stranger.takes_over):
        with pytest.raises((NotOpenAnyMore, ConditionsNotMet)):
            step(disputed)
    case = office.credit_officer.settles(disputed, office.elsewhere)
    assert (case.department, case.record.department) == (office.elsewhere, office.elsewhere)
    assert Letter.objects.filter(case=case, kind="transfer").count() == 1


def test_the_credit_office_may_leave_it_where_it_is_and_that_stands(office, disputed):
    case = office.credit_officer.settles(disputed, office.department)
    assert (case.department, case.claimed_by) == (office.department, office.reviewer.user)
    assert not Letter.objects.filter(case=case, kind="transfer").exists()
    with pytest.raises(ConditionsNotMet):
        office.reviewer.asks_to_take_over(case, office.elsewhere)


def test_a_department_that_has_taken_it_over_asks_the_credit_office_too(office, asked):
    case = office.stranger.takes_over(asked)
    case = office.stranger.asks_to_take_over(case, office.department)
    assert case.transfer_is_disputed


def test_what_is_not_answered_in_time_is_shown_to_the_credit_office_once(office, asked):
    with pytest.raises(RepairCase.DoesNotExist):
        office.credit_officer.settles(asked, office.elsewhere)  # there is still time
    office.day("2026-11-24")
    assert office.night_passes()["transfers_flagged"] == 0
    office.day("2026-11-25")
    assert office.night_passes()["transfers_flagged"] == 1
    assert office.night_passes()["transfers_flagged"] == 0
    assert office.credit_officer.settles(asked, office.elsewhere).department == office.elsewhere


def test_late_is_not_too_late_until_the_credit_office_has_spoken(office, asked):
    office.day("2026-11-27")
    assert office.stranger.takes_over(asked).department == office.elsewhere


@pytest.mark.parametrize("person", ["reviewer", "stranger", "second", "representative"])
def test_nobody_else_settles(office, disputed, person):
    with pytest.raises(PermissionDenied):
        getattr(office, person).settles(disputed, office.department)


def test_nobody_settles_for_a_department_of_their_own(office, disputed):
    give_duty(office.credit_officer.user, office.elsewhere, "review_cases", office.day.today)
    with pytest.raises(PermissionDenied):
        office.credit_officer.settles(disputed, office.elsewhere)


def test_a_case_goes_to_no_department_that_repairs_elsewhere_and_not_to_its_own(office):
    Department.objects.filter(pk=office.elsewhere.pk).update(repairs_elsewhere="国家企业信用信息公示系统")
    case = office.has_received()
    for to in (office.elsewhere, office.department):
        with pytest.raises(CaseError):
            office.reviewer.asks_to_take_over(case, to)


def test_a_department_that_has_the_record_already_cannot_take_it_over_again(office):
    theirs = office.identifies(department=office.elsewhere)
    case = office.has_received(document_number=theirs.document_number)
    office.reviewer.asks_to_take_over(case, office.elsewhere)
    with pytest.raises(CaseError):
        office.stranger.takes_over(case)
    assert office.reload(case).department == office.department


def test_the_rules_are_those_of_the_place_that_decides(office):
    Department.objects.filter(pk=office.elsewhere.pk).update(jurisdiction="CN-HA")
    case = office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    due, before = case.due_on, case.assessment["layers"]
    case = office.stranger.takes_over(case)
    assert case.record.jurisdiction == "CN-HA"
    assert case.assessment["layers"] != before
    assert office.reload(case).due_on == due
