"""The minimum publicity period: an application made early waits, and goes on by itself when it is over.

General record, three months from the decision (Order 36); 民法典 201, 202: decided on 8 September,
the period ends on 8 December, and the day after is the first on which the application can go on.
"""

from datetime import date

import pytest

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.models import Desk
from repair.models import Status, conditions


@pytest.fixture
def waiting(office):
    """Applied for on 23 November, with a period that runs through 8 December."""
    return office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))


def test_an_application_before_the_period_is_over_waits(office, waiting):
    assert waiting.status == Status.APPLIED
    assert waiting.record.min_period_ends_on == date(2026, 12, 8)


def test_it_still_waits_on_the_last_day_of_the_period(office, waiting, day):
    day("2026-12-08")
    assert office.night_passes()["went_on"] == 0
    assert office.status_of(waiting) == Status.APPLIED


def test_it_goes_on_by_itself_the_day_after_the_last_day(office, waiting, day):
    day("2026-12-09")
    assert office.night_passes()["went_on"] == 1
    assert office.status_of(waiting) == Status.PERIOD_MET


def test_a_night_that_comes_late_lets_it_go_on_all_the_same(office, waiting, day):
    day("2026-12-20")
    office.night_passes()
    assert office.status_of(waiting) == Status.PERIOD_MET


def test_the_same_night_twice_takes_the_step_once(office, waiting, day):
    day("2026-12-09")
    office.night_passes()
    assert not any(office.night_passes().values())
    assert [event.verb for event in waiting.events.all()] == ["apply", "meet_period"]


def test_the_system_takes_the_step_in_its_own_name(office, waiting, day):
    day("2026-12-09")
    office.night_passes()
    event = waiting.events.get(verb="meet_period")
    assert (event.actor.username, event.capacity, event.on) == ("system", "system", date(2026, 12, 9))
    assert not event.actor.has_usable_password()


def test_nothing_can_be_signed_or_submitted_while_it_waits(office, waiting):
    for early in (office.representative.signs, office.representative.submits):
        with pytest.raises(NotOpenAnyMore):
            early(waiting)


def test_what_was_fulfilled_can_be_stated_while_it_waits(office, waiting):
    office.representative.states(waiting, "2026-09-10")
    assert waiting.statements.count() == 1


def test_a_waiting_application_can_be_withdrawn(office, waiting, day):
    office.representative.withdraws(waiting)
    day("2026-12-09")
    office.night_passes()
    assert office.status_of(waiting) == Status.WITHDRAWN


def test_after_the_period_an_application_goes_on_at_once(office):
    case = office.representative.starts(office.identifies(decided_on=date(2026, 8, 6)))
    assert case.status == Status.PERIOD_MET
    assert office.reload(case).desk == Desk.APPLICANT


def test_the_first_day_to_go_on_at_once_is_the_day_after_the_last(office, day):
    day("2026-12-08")
    on_the_last_day = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
    day("2026-12-09")
    on_the_day_after = office.representative.starts(office.identifies(decided_on=date(2026, 9, 8)))
    assert (on_the_last_day.status, on_the_day_after.status) == (Status.APPLIED, Status.PERIOD_MET)


def test_a_day_the_later_month_does_not_have_is_that_months_last(office, day):
    day("2026-02-28")  # three months from 30 November: there is no 30 February
    case = office.representative.starts(office.identifies(decided_on=date(2025, 11, 30)))
    assert case.status == Status.APPLIED
    day("2026-03-01")
    office.night_passes()
    assert office.status_of(case) == Status.PERIOD_MET


def test_a_minor_record_has_no_minimum_period(office, day):
    day("2026-08-20")
    case = office.representative.starts(office.identifies(severity="minor", decided_on=date(2026, 8, 6)))
    assert case.status == Status.PERIOD_MET


def test_a_serious_record_waits_a_year(office, day):
    case = office.representative.starts(office.identifies(severity="serious", decided_on=date(2025, 12, 1)))
    day("2026-12-01")
    office.night_passes()
    assert office.status_of(case) == Status.APPLIED
    day("2026-12-02")
    office.night_passes()
    assert office.status_of(case) == Status.PERIOD_MET


def test_those_who_act_for_the_subject_are_told_on_the_first_day_it_can_apply(office, day):
    office.identifies(decided_on=date(2026, 9, 8), document_number="江环罚〔2026〕88号")
    day("2026-12-08")
    office.night_passes()
    assert office.told(office.representative) == []
    day("2026-12-09")
    office.night_passes()
    office.night_passes()
    (told,) = office.told(office.representative)
    assert "江环罚〔2026〕88号" in told


def test_obligations_can_be_fulfilled_on_any_day_from_the_decision_to_today(office):
    case = office.representative.starts(office.identifies(decided_on=date(2026, 8, 6)))
    office.representative.states(case, "2026-08-06")
    office.representative.states(case, "2026-11-23")
    for outside in ("2026-08-05", "2026-11-24"):
        with pytest.raises(CaseError) as refusal:
            office.representative.states(case, outside)
        assert refusal.value.field.startswith("on_")


def test_submission_asks_for_an_answer_to_every_obligation(office):
    record = office.identifies(obligations=[("fine", None), ("rectification", None), ("other", True)])
    case = office.representative.starts(record)
    office.representative.signs(case)
    with pytest.raises(ConditionsNotMet) as refusal:
        office.representative.submits(case)
    assert refusal.value.reasons == [conditions.every_obligation_is_answered.words]
    office.representative.states(case)
    office.representative.signs(case)  # for what is stated now
    assert office.representative.submits(case).status == Status.SUBMITTED
