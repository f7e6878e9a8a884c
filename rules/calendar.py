"""Working days: weekdays, less holidays, plus the weekends that are worked to make up for them (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5

# Statutory holidays with a fixed date (全国年节及纪念日放假办法). In a year whose plan the State Council
# has not published yet, these are known; the rest of that year's calendar is provisional.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True)
class Due:
    """A due date, and whether it may still move because a year's calendar is not decided."""

    on: date
    provisional: bool


@dataclass(frozen=True)
class WorkCalendar:
    """A pure table: the days that differ from the weekday rule, and the years that are decided."""

    days: Mapping[date, bool]
    decided_years: frozenset[int]

    def with_year(self, year: int, days: Mapping[date, bool]) -> "WorkCalendar":
        """The same calendar with another plan for one year, which is decided with it."""
        others = {day: works for day, works in self.days.items() if day.year != year}
        return WorkCalendar(others | dict(days), self.decided_years | {year})

    def differs_from(self, other: "WorkCalendar", first: date, last: date) -> list[date]:
        """The days within a span that are worked in one of two calendars only."""
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in span if self.is_working(day) != other.is_working(day)]

    def is_working(self, day: date) -> bool:
        if day in self.days:
            return self.days[day]
        if day.year not in self.decided_years and (day.month, day.day) in FIXED_HOLIDAYS:
            return False
        return day.weekday() < SATURDAY

    def after(self, start: date, working_days: int) -> date:
        """The n-th working day after `start`; with none to count, `start` itself."""
        day = start
        for _ in range(working_days):
            day = self.next_working_day(day)
        return day

    def next_working_day(self, after: date) -> date:
        day = after + DAY
        while not self.is_working(day):
            day += DAY
        return day

    def due(self, start: date, working_days: int) -> Due:
        """The last day on which acting is still in time."""
        on = self.after(start, working_days)
        return Due(on, self.is_provisional(start, on))

    def due_in_days(self, start: date, days: int) -> Due:
        """The same for natural days: a last day that is not worked gives way to the next one that is (民法典 203)."""
        last = start + timedelta(days=days)
        on = last if not days or self.is_working(last) else self.next_working_day(last)
        return Due(on, self.is_provisional(last, on))

    def count(self, after: date, through: date) -> int:
        """How many working days lie after one day and not after another."""
        span = range(1, (through - after).days + 1)
        return sum(self.is_working(after + timedelta(days=n)) for n in span)

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether the calendar of any year from `first` to `last` is not decided yet."""
        return any(year not in self.decided_years for year in range(first.year, last.year + 1))
