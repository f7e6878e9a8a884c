"""The working calendar: seeded from the State Council's plans, then the office's own to edit."""

from datetime import date

import pytest
from django.db import connection

from rules.models import CalendarDay, CalendarYear
from rules.services import office_calendar, seed_calendar
from rules.shipped_calendar import shipped_calendar


@pytest.fixture
def as_the_owner(db):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-02-14", True),  # a Saturday worked for the Spring Festival
        ("2026-02-16", False),  # a Monday of the Spring Festival
        ("2026-10-10", True),
        ("2026-11-21", False),
        ("2026-11-23", True),
        ("2027-01-01", False),  # not decided yet, but fixed
        ("2027-01-04", True),
        ("2027-05-02", False),
    ],
)
def test_days(day, working):
    assert shipped_calendar().is_working(date.fromisoformat(day)) is working


def test_the_years_with_a_plan_are_2004_to_2026():
    assert shipped_calendar().decided_years == frozenset(range(2004, 2027))


def test_the_seeded_calendar_is_the_shipped_one(db):
    assert office_calendar() == shipped_calendar()


def test_seeding_again_overwrites_nothing_that_was_edited(as_the_owner):
    CalendarDay.objects.filter(day=date(2026, 10, 10)).update(kind="holiday", note="moved")
    assert seed_calendar() == 0
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).note == "moved"


def test_an_edit_counts_from_the_next_question_on(as_the_owner):
    assert office_calendar().is_working(date(2026, 11, 23))
    CalendarDay.objects.create(day=date(2026, 11, 23), kind="holiday", source="the office")
    assert not office_calendar().is_working(date(2026, 11, 23))
    CalendarDay.objects.get(day=date(2026, 11, 23)).delete()
    assert office_calendar().is_working(date(2026, 11, 23))


def test_deciding_a_year_makes_its_due_dates_final(as_the_owner):
    assert office_calendar().due(date(2026, 12, 28), 7).provisional
    CalendarYear.objects.create(year=2027, decided=True, source="国办发明电〔2026〕")
    assert not office_calendar().due(date(2026, 12, 28), 7).provisional


def test_without_rows_the_shipped_calendar_stands_in(as_the_owner):
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    assert office_calendar() is shipped_calendar()


def test_reading_the_calendar_again_costs_two_small_queries(db, django_assert_num_queries):
    office_calendar()
    with django_assert_num_queries(2):
        office_calendar()


def test_an_edit_that_passes_by_the_models_is_noticed_too(as_the_owner):
    assert office_calendar().is_working(date(2026, 10, 10))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rules_calendarday SET kind = 'holiday' WHERE day = '2026-10-10'")
    assert not office_calendar().is_working(date(2026, 10, 10))
