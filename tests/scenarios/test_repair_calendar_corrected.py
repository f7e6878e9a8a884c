"""When a holiday is corrected, open cases get their new dates, and the change is an event."""

from datetime import date

from notifications.models import Message
from rules.models import CalendarDay


def taken_up(office, day):
    day("2026-11-23")
    case = office.representative.applies(office.identifies())
    office.reviewer.accepts(case)
    return case


def declare_a_holiday(on: date) -> None:
    CalendarDay.objects.create(day=on, kind="holiday", name="临时放假", source="测试")


def test_a_new_holiday_moves_the_date_by_a_working_day(office, day):
    case = taken_up(office, day)
    assert office.reload(case).due_on == date(2026, 12, 2)
    declare_a_holiday(date(2026, 11, 27))
    assert office.night_passes()["due_dates_moved"] == 1
    assert office.reload(case).due_on == date(2026, 12, 3)


def test_the_move_is_an_event_with_both_dates_and_the_applicant_is_told(office, day):
    case = taken_up(office, day)
    declare_a_holiday(date(2026, 11, 27))
    office.night_passes()
    assert case.events.latest("seq").facts == {"from": "2026-12-02", "to": "2026-12-03"}
    assert "2026-12-03" in Message.objects.filter(user=office.representative.user).latest("pk").text


def test_the_next_night_moves_nothing(office, day):
    taken_up(office, day)
    declare_a_holiday(date(2026, 11, 27))
    office.night_passes()
    assert office.night_passes()["due_dates_moved"] == 0
