"""An officer need not watch the calendar either: one working day before the last one, on it, and once it has passed."""

from datetime import date

import pytest

from notifications.models import ReminderSettings, ShortMessage


@pytest.fixture
def case(office, day):
    """Taken up on Monday 23 November by Lin: to be decided by Wednesday 2 December."""
    day("2026-11-23")
    case = office.has_taken_up()
    assert case.due_on == date(2026, 12, 2)
    return case


def nights(office, day, *days):
    for each in days:
        day(each)
        office.night_passes()
        office.night_passes()


def about(office, person, case):
    return [words for words in office.told(person) if case.number in words and "2026-12-02" in words]


def test_whoever_has_taken_a_case_is_told_one_working_day_before_it_is_due_and_on_the_day(office, case, day):
    nights(office, day, "2026-11-30")
    assert about(office, office.reviewer, case) == []
    nights(office, day, "2026-12-01")
    assert len(about(office, office.reviewer, case)) == 1
    nights(office, day, "2026-12-02")
    assert len(about(office, office.reviewer, case)) == 2
    assert about(office, office.second, case) == []


def test_once_it_is_overdue_the_head_is_told_too(office, case, day):
    nights(office, day, "2026-12-01", "2026-12-03", "2026-12-04")
    assert len(about(office, office.reviewer, case)) == 2
    assert len(about(office, office.second, case)) == 1


def test_a_night_without_the_job_is_made_up_for_once(office, case, day):
    nights(office, day, "2026-12-07", "2026-12-08")
    assert len(about(office, office.reviewer, case)) == 1
    assert "3" in about(office, office.reviewer, case)[0]


def test_a_case_that_nobody_has_taken_is_the_heads(office, case, day):
    office.reviewer.releases(case)
    nights(office, day, "2026-12-01")
    assert len(about(office, office.second, case)) == 1
    assert about(office, office.reviewer, case) == []


def test_while_the_clock_stands_still_nobody_is_told(office, case, day):
    office.reviewer.asks(case, "整改验收报告")
    nights(office, day, "2026-12-01", "2026-12-03")
    assert about(office, office.reviewer, case) == []


def test_it_is_texted_to_the_number_one_has_given_and_can_be_switched_off(office, case, day):
    ReminderSettings.objects.create(user=office.reviewer.user, phone="13812346021", case_overdue=False)
    nights(office, day, "2026-12-01", "2026-12-03")
    assert list(ShortMessage.objects.filter(phone="13812346021").values_list("text", flat=True)) == [
        f"【江澜信用】{case.number}应在12月2日前办结本环节，请及时办理。"
    ]
