"""The department's terms: three working days to take an application up, seven to decide.

Working days as the State Council arranges them for 2026: Mid-Autumn is off from 25 to 27 September,
National Day from 1 to 7 October; Sunday 20 September and Saturday 10 October are worked (调休).
"""

from datetime import date

import pytest

from repair.models import Status
from repair.selectors import queue
from rules.models import CalendarDay

DECIDED = date(2026, 5, 6)


def test_the_day_of_submission_does_not_count(office, day):
    day("2026-11-23")  # a Monday
    assert office.reload(office.has_received()).due_on == date(2026, 11, 26)


def test_weekends_do_not_count(office, day):
    day("2026-11-26")  # Thursday: Friday, Monday, Tuesday
    assert office.reload(office.has_received()).due_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("2026-09-17", date(2026, 9, 21)),  # Friday, the worked Sunday, Monday
        ("2026-09-24", date(2026, 9, 30)),  # past Mid-Autumn
        ("2026-09-29", date(2026, 10, 9)),  # past National Day
        ("2026-09-30", date(2026, 10, 10)),  # the worked Saturday is the last day
        ("2026-10-02", date(2026, 10, 10)),  # submitted on a holiday
    ],
)
def test_holidays_do_not_count_and_swapped_in_weekends_do(office, day, submitted, due):
    day(submitted)
    assert office.reload(office.has_received(decided_on=DECIDED)).due_on == due


def test_the_term_for_the_decision_starts_when_the_application_is_taken_up(office, day):
    day("2026-09-29")
    case = office.has_received(decided_on=DECIDED)
    day("2026-09-30")
    office.reviewer.accepts(case)  # 8, 9, 10, 12, 13, 14, 15 October
    assert office.reload(case).due_on == date(2026, 10, 15)


def test_a_decision_ends_the_term(office):
    assert office.reload(office.has_granted()).due_on is None


def test_a_late_department_is_shown_as_late_and_can_still_decide(office, day):
    case = office.has_judged()
    due = office.reload(case).due_on
    assert due == date(2026, 12, 2)
    day("2026-12-02")
    assert not _overdue(office)
    day("2026-12-03")
    assert _overdue(office) == [case.number]
    assert office.reviewer.approves(case).status == Status.APPROVED


def _overdue(office):
    today = office.day.today
    return [case.number for case in queue(office.reviewer.user, on=today, soon=today, lens="overdue").cases]


def test_a_year_whose_holidays_are_not_decided_gives_a_provisional_date(office, day):
    day("2026-12-28")
    within_the_year = office.reload(office.has_received())
    assert (within_the_year.due_on, within_the_year.due_is_provisional) == (date(2026, 12, 31), False)
    day("2026-12-31")
    into_the_next = office.reload(office.has_received())
    assert into_the_next.due_is_provisional
    assert into_the_next.due_on >= date(2027, 1, 5)


def test_a_corrected_holiday_moves_the_dates_of_open_cases(office):
    case = office.has_taken_up()
    assert office.reload(case).due_on == date(2026, 12, 2)
    CalendarDay.objects.create(day=date(2026, 11, 30), kind="holiday", name="临时放假", source="test")
    assert office.night_passes()["due_dates_moved"] == 1
    assert office.reload(case).due_on == date(2026, 12, 3)
    assert office.night_passes()["due_dates_moved"] == 0


def test_where_the_rules_name_no_term_none_runs(office, day):
    day("2022-10-10")  # 527号 names no days
    case = office.has_received(decided_on=date(2022, 3, 1), published_on=date(2022, 3, 4))
    assert office.reload(case).due_on is None
