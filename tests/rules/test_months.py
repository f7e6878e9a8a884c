"""民法典 201, 202: a period of months does not count its first day and ends on the same day number, or the month's last."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.terms import Figure, add_months

DAYS = st.dates(date(1950, 1, 1), date(2200, 12, 31))


def slowly(start: date, months: int) -> date:
    """Walk on day by day, counting the months that begin; then stop at the day number, or at the month's end."""
    day = start
    for _ in range(months):
        day = day.replace(day=1)
        month = day.month
        while day.month == month:
            day += timedelta(days=1)
    month = day.month
    while day.day < start.day and (day + timedelta(days=1)).month == month:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-09-08", 3, "2026-12-08"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-01-31", 0, "2026-01-31"),
    ],
)
def test_examples(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@settings(print_blob=True, deadline=None)
@given(start=DAYS, months=st.integers(0, 60))
def test_as_a_slow_count_by_days_says(start, months):
    assert add_months(start, months) == slowly(start, months)


@settings(print_blob=True, deadline=None)
@given(start=DAYS, years=st.integers(0, 10))
def test_a_year_is_twelve_months(start, years):
    year = Figure(years, "years", "x", True)
    assert year.ends_on(start) == Figure(12 * years, "months", "x", True).ends_on(start)


def test_working_days_are_no_period_of_months():
    with pytest.raises(ValueError, match="working_days"):
        Figure(3, "working_days", "x", True).ends_on(date(2026, 1, 1))
