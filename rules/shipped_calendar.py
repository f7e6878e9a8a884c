"""The working calendar that the package chinesecalendar ships: the State Council's plans since 2004."""

from functools import cache

from chinese_calendar import constants

from rules.calendar import WorkCalendar


@cache
def shipped_calendar() -> WorkCalendar:
    """The calendar as published, for when there is no database, and as the seed of the one in it."""
    holidays = dict.fromkeys(constants.holidays, False)
    make_up_days = dict.fromkeys(constants.workdays, True)
    years = frozenset(day.year for day in holidays)
    return WorkCalendar(holidays | make_up_days, years)
