"""The supplement: one complete list, once per stage; the clock stands still; no answer in time, it lapses."""

from datetime import date

import pytest

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from repair.models import Status


@pytest.fixture
def asked(office, day):
    """Taken up on Monday 23 November, asked on Thursday: two of seven days are used."""
    case = office.has_taken_up()
    day("2026-11-26")
    return office.reviewer.asks(case, "整改验收报告", "缴款凭证")


def test_the_clock_stands_still_while_the_applicant_answers(office, asked):
    assert office.reload(asked).due_on is None
    assert office.status_of(asked) == Status.SUPPLEMENTING


def test_after_the_answer_as_many_days_are_left_as_before(office, asked, day):
    day("2026-12-01")
    office.representative.supplements(asked, "见附件一", "见附件二")
    # 24 and 25 November are used; 2, 3, 4, 7, 8 December are left
    assert office.reload(asked).due_on == date(2026, 12, 8)


def test_an_answer_on_the_same_day_costs_nobody_a_day_but_that_one(office, asked):
    office.representative.supplements(asked, "见附件一", "见附件二")
    # without the supplement: 2 December
    assert office.reload(asked).due_on == date(2026, 12, 3)


def test_a_supplement_before_acceptance_returns_to_acceptance(office):
    case = office.has_received()
    office.reviewer.asks(case, "授权委托书")
    office.representative.supplements(case, "已补交")
    assert office.status_of(case) == Status.SUBMITTED


def test_a_supplement_during_the_review_returns_to_the_review(office, asked):
    office.representative.supplements(asked, "见附件一", "见附件二")
    assert office.status_of(asked) == Status.ACCEPTED


def test_the_reviewer_who_asked_has_the_case_again_when_the_answer_comes(office, asked):
    office.representative.supplements(asked, "见附件一", "见附件二")
    assert office.reload(asked).claimed_by == office.reviewer.user
    office.reviewer.judges(asked)
    assert office.reviewer.approves(asked).status == Status.APPROVED


def test_it_is_asked_for_once_in_a_stage(office, asked):
    office.representative.supplements(asked, "见附件一", "见附件二")
    with pytest.raises(NotOpenAnyMore, match="本阶段已经要求补正过一次"):
        office.reviewer.asks(asked, "再补一份")


def test_it_may_be_asked_for_once_in_each_stage(office):
    case = office.has_received()
    office.reviewer.asks(case, "授权委托书")
    office.representative.supplements(case, "已补交")
    office.reviewer.accepts(case)
    assert office.reviewer.asks(case, "整改验收报告").status == Status.SUPPLEMENTING


def test_the_list_names_at_least_one_thing(office):
    case = office.has_taken_up()
    with pytest.raises(CaseError) as refusal:
        office.reviewer.asks(case, "", "  ")
    assert refusal.value.field == "items"


def test_every_item_is_answered(office, asked):
    with pytest.raises(CaseError) as refusal:
        office.representative.supplements(asked, "见附件一", " ")
    assert refusal.value.field == "answers"
    assert office.status_of(asked) == Status.SUPPLEMENTING


def test_while_the_applicant_answers_nobody_decides(office, asked):
    for step in (office.reviewer.approves, office.reviewer.proposes_refusal):
        with pytest.raises(NotOpenAnyMore):
            step(asked)


def test_there_are_ten_working_days_to_answer(asked):
    assert asked.answer_by == date(2026, 12, 10)


def test_it_does_not_lapse_on_the_last_day(office, asked, day):
    day("2026-12-10")
    assert office.night_passes()["lapsed"] == 0
    assert office.representative.supplements(asked, "见附件一", "见附件二").status == Status.ACCEPTED


def test_it_lapses_the_day_after_the_last(office, asked, day):
    day("2026-12-11")
    assert office.night_passes()["lapsed"] == 1
    assert office.status_of(asked) == Status.LAPSED
    assert office.night_passes()["lapsed"] == 0


def test_an_answer_after_the_last_day_is_late_even_before_the_night_job_came(office, asked, day):
    day("2026-12-11")
    with pytest.raises(CaseError):
        office.representative.supplements(asked, "见附件一", "见附件二")


def test_what_has_lapsed_cannot_be_answered(office, asked, day):
    day("2026-12-11")
    office.night_passes()
    with pytest.raises(NotOpenAnyMore):
        office.representative.supplements(asked, "见附件一", "见附件二")


def test_after_it_has_lapsed_the_record_may_be_applied_for_again(office, asked, day):
    day("2026-12-11")
    office.night_passes()
    assert office.representative.applies(asked.record).status == Status.SUBMITTED


def test_the_applicant_is_told_what_is_missing_and_until_when(office, asked, day):
    assert "2026-12-10" in office.told(office.representative)[-1]
    day("2026-12-11")
    office.night_passes()
    assert asked.number in office.told(office.representative)[-1]


def test_what_is_stated_in_a_supplement_is_judged_anew(office, day):
    case = office.has_judged()
    office.reviewer.asks(case, "缴款凭证不清晰")
    office.representative.states(case, "2026-11-20", proof="缴款书 23990077")
    office.representative.signs(case)  # the commitment speaks of the materials as they are now
    office.representative.supplements(case, "重新上传")
    with pytest.raises(ConditionsNotMet):
        office.reviewer.approves(case)
    office.reviewer.judges(case)
    assert office.reviewer.approves(case).status == Status.APPROVED
