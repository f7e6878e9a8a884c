"""A refusal takes two persons of the department; until the second has signed nothing is decided."""

from datetime import date

import pytest

from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Desk
from registry.duties import give_duty
from repair.models import RepairCase, Status


@pytest.fixture
def proposed(office):
    return office.reviewer.proposes_refusal(office.has_taken_up(), "整改复查未通过。")


def test_a_proposal_decides_nothing(office, proposed):
    case = office.reload(proposed)
    assert (case.status, case.desk, case.decided_on) == (Status.ACCEPTED, Desk.COUNTERSIGN, None)


def test_the_second_person_signs_and_the_case_is_refused(office, proposed):
    office.second.countersigns(proposed)
    case = office.reload(proposed)
    assert (case.status, case.closed, case.reasons) == (Status.REJECTED, True, "整改复查未通过。")
    assert (case.decided_by, case.decided_on) == (office.second.user, date(2026, 11, 23))


def test_the_event_names_both_persons(office, proposed):
    office.second.countersigns(proposed)
    event = proposed.events.latest("seq")
    assert (event.proposer, event.actor) == (office.reviewer.user, office.second.user)


def test_whoever_proposed_cannot_sign_also_with_the_duty_to_sign(office):
    case = office.has_received()
    office.second.accepts(case)  # reviews and may countersign
    office.second.proposes_refusal(case)
    with pytest.raises(CaseError):
        office.second.countersigns(case)
    with pytest.raises(CaseError):
        office.second.sends_back(case)
    assert office.status_of(case) == Status.ACCEPTED


def test_a_reviewer_without_the_duty_to_sign_does_not_find_the_case_there(office, proposed):
    with pytest.raises(RepairCase.DoesNotExist):
        office.colleague.countersigns(proposed)


def test_nor_does_a_second_person_of_another_department(office, proposed):
    with pytest.raises(RepairCase.DoesNotExist):
        office.stranger.countersigns(proposed)


def test_the_second_person_is_told_and_the_proposer_is_not(office, proposed):
    assert proposed.number in office.told(office.second)[-1]
    assert office.told(office.reviewer) == []


def test_the_second_person_may_send_it_back_with_a_reason(office, proposed):
    office.second.sends_back(proposed, "请补充核查整改照片。")
    case = office.reload(proposed)
    assert (case.status, case.desk, case.proposed_by) == (Status.ACCEPTED, Desk.DEPARTMENT, None)
    assert case.claimed_by == office.reviewer.user
    assert case.events.latest("seq").words == "请补充核查整改照片。"


def test_what_was_sent_back_may_be_granted_by_who_proposed_to_refuse(office, proposed):
    office.second.sends_back(proposed)
    office.reviewer.judges(proposed)
    assert office.reviewer.approves(proposed).status == Status.APPROVED


def test_what_was_sent_back_may_be_proposed_again_and_signed(office, proposed):
    office.second.sends_back(proposed)
    office.reviewer.proposes_refusal(proposed)
    assert office.second.countersigns(proposed).status == Status.REJECTED


def test_while_a_refusal_is_proposed_the_reviewer_neither_grants_nor_asks(office, proposed):
    for step in (
        office.reviewer.approves,
        office.reviewer.proposes_refusal,
        lambda c: office.reviewer.asks(c, "x"),
    ):
        with pytest.raises(NotOpenAnyMore):
            step(proposed)


def test_the_applicant_is_told_the_reasons_of_the_decision_only(office, proposed):
    assert not any("整改复查未通过" in told for told in office.told(office.representative))
    office.second.countersigns(proposed)
    assert "整改复查未通过" in office.told(office.representative)[-1]


def test_a_refused_record_stays_on_show_and_may_be_applied_for_again(office, proposed):
    office.second.countersigns(proposed)
    assert office.is_on_show(proposed.record)
    assert office.representative.applies(proposed.record).status == Status.SUBMITTED


def test_a_second_person_who_gets_the_duty_later_may_sign(office, proposed):
    give_duty(office.colleague.user, office.department, "countersign_cases", office.day.today)
    assert office.colleague.countersigns(proposed).status == Status.REJECTED


@pytest.mark.parametrize("reasons", ["", "   "])
def test_a_refusal_gives_reasons(office, reasons):
    case = office.has_taken_up()
    with pytest.raises(CaseError) as refusal:
        office.reviewer.proposes_refusal(case, reasons)
    assert refusal.value.field == "reason"
