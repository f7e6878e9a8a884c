"""The clock against an oracle that does nothing but walk from day to day."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import WorkCalendar
from rules.clock import BrokenEvents, ClockEvent, read_clock
from rules.shipped_calendar import shipped_calendar

DAY = timedelta(days=1)
CALENDAR = shipped_calendar()
FAR = date(2031, 12, 31)


def is_working(day: date) -> bool:
    """By the package's own rule, and by weekday and fixed holidays where it has no plan."""
    if day.year <= 2026:
        return is_workday(day)
    fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    return day.weekday() < 5 and (day.month, day.day) not in fixed


def pauses_of(events):
    """The days that ended pauses cover, and the day since which an open one does."""
    covered, since = set(), None
    for event in events:
        if event.kind == "pause":
            since = event.on
        elif event.kind == "resume":
            while since <= event.on:
                covered.add(since)
                since += DAY
            since = None
    return covered, since


def oracle(term, start, events, as_of, unit="working_days"):
    """Every sentence of the contract, one day at a time; natural days all count, and the last one is worked."""
    natural = unit == "days"
    events = sorted((e for e in events if e.on <= as_of), key=lambda e: e.on)
    term += sum(e.working_days for e in events if e.kind == "extend")
    covered, since = pauses_of(events)
    day, counted, used, due, late = start, 0, 0, None, 0
    while day < FAR and (due is None or day < as_of):
        day += DAY
        if due is not None and (natural or is_working(day)):
            late += 1
        if (natural or is_working(day)) and day not in covered and (since is None or day < since):
            counted += 1
            used += day <= as_of
            if counted >= term and due is None and is_working(day):
                due = day
    used = min(used, term)
    state = "paused" if since else "overdue" if due < as_of else "running"
    left = -late if due and due < as_of else term - used
    return (None if state == "paused" else due, used, left, state)


@st.composite
def histories(draw):
    start = draw(st.dates(date(2025, 12, 1), date(2027, 2, 28)))
    day, paused, events = start + timedelta(days=draw(st.integers(-3, 10))), False, []
    for _ in range(draw(st.integers(0, 5))):
        if draw(st.booleans()) and not paused:
            events.append(ClockEvent(day, "extend", draw(st.integers(1, 15))))
        else:
            events.append(ClockEvent(day, "resume" if paused else "pause"))
            paused = not paused
        day += timedelta(days=draw(st.integers(0, 12)))
    return start, events


@settings(print_blob=True, deadline=None, max_examples=300)
@given(
    history=histories(),
    term=st.integers(1, 30),
    ahead=st.integers(-5, 90),
    unit=st.sampled_from(["working_days", "days"]),
)
def test_the_clock_says_what_walking_from_day_to_day_says(history, term, ahead, unit):
    start, events = history
    as_of = start + timedelta(days=ahead)
    reading = read_clock(
        CALENDAR, term_working_days=term, unit=unit, start_on=start, events=events, as_of=as_of
    )
    said = (reading.due_on, reading.used_working_days, reading.left_working_days, reading.state)
    assert said == oracle(term, start, events, as_of, unit)


@settings(print_blob=True, deadline=None, max_examples=50)
@given(start=st.dates(date(2025, 1, 1), date(2026, 12, 31)), days=st.integers(1, 40))
def test_counting_back_over_a_term_gives_the_term(start, days):
    due = CALENDAR.after(start, days)
    assert CALENDAR.is_working(due)
    assert CALENDAR.count(start, due) == days


@settings(print_blob=True, deadline=None, max_examples=50)
@given(start=st.dates(date(2025, 1, 1), date(2026, 11, 30)), days=st.integers(1, 40))
def test_a_term_in_natural_days_ends_where_its_clock_does(start, days):
    due = CALENDAR.due_in_days(start, days)
    assert due.on == read(days, start.isoformat(), start.isoformat(), unit="days").due_on
    assert CALENDAR.is_working(due.on)
    assert not any(CALENDAR.is_working(start + DAY * n) for n in range(days, (due.on - start).days))


def read(term, start, as_of, *events, calendar=CALENDAR, unit="working_days"):
    known = [ClockEvent(date.fromisoformat(on), kind, days) for on, kind, days in events]
    return read_clock(
        calendar,
        term_working_days=term,
        unit=unit,
        start_on=date.fromisoformat(start),
        events=known,
        as_of=date.fromisoformat(as_of),
    )


def test_over_the_october_holiday_with_its_worked_saturday():
    assert read(7, "2026-09-28", "2026-09-28").due_on == date(2026, 10, 13)
    assert CALENDAR.is_working(date(2026, 10, 10))  # a Saturday, worked


def test_a_pause_asked_on_one_day_and_answered_on_another_covers_both():
    reading = read(
        7, "2026-11-02", "2026-11-10", ("2026-11-04", "pause", None), ("2026-11-10", "resume", None)
    )
    assert reading.state == "running"
    assert reading.used_working_days == 1
    assert reading.due_on == date(2026, 11, 18)


def test_a_term_that_reaches_into_an_undecided_year_is_provisional():
    assert read(7, "2026-12-28", "2026-12-29").provisional
    assert not read(3, "2026-12-28", "2026-12-29").provisional


def test_once_the_year_is_decided_the_due_date_is_final_and_may_have_moved():
    bridge = {date(2027, 1, 1): False, date(2027, 1, 4): False}
    decided = WorkCalendar({**CALENDAR.days, **bridge}, CALENDAR.decided_years | {2027})
    before, after = (read(4, "2026-12-28", "2026-12-29", calendar=c) for c in (CALENDAR, decided))
    assert (before.due_on, before.provisional) == (date(2027, 1, 4), True)
    assert (after.due_on, after.provisional) == (date(2027, 1, 5), False)


def test_natural_days_count_on_over_a_holiday():
    assert read(20, "2026-09-14", "2026-09-14", unit="days").due_on == date(
        2026, 10, 8
    )  # 4 October is a holiday
    assert read(20, "2026-09-07", "2026-09-07", unit="days").due_on == date(2026, 9, 28)  # a Sunday before it
    assert read(20, "2026-11-02", "2026-11-02", unit="days").due_on == date(2026, 11, 23)


def test_after_a_term_in_natural_days_every_day_is_a_day_late():
    last, late = (read(20, "2026-11-03", on, unit="days") for on in ("2026-11-23", "2026-11-30"))
    assert (last.state, last.left_working_days) == ("running", 0)
    assert (late.state, late.left_working_days) == ("overdue", -7)


def test_a_pause_that_begins_on_the_free_days_at_the_end_keeps_the_term_open():
    """Saturday is the nineteenth and last day; the pause of Sunday comes before the Monday on which the term would end."""
    paused = read(19, "2026-11-02", "2026-11-24", ("2026-11-22", "pause", None), unit="days")
    assert (paused.state, paused.due_on, paused.left_working_days) == ("paused", None, 0)
    ended = ("2026-11-22", "pause", None), ("2026-11-24", "resume", None)
    assert read(19, "2026-11-02", "2026-11-24", *ended, unit="days").due_on == date(2026, 11, 25)


def test_a_term_in_natural_days_is_provisional_only_where_it_ends():
    assert read(20, "2026-12-20", "2026-12-21", unit="days").provisional
    assert not read(9, "2026-12-20", "2027-01-21", unit="days").provisional  # ended on 29 December


@pytest.mark.parametrize(
    ("events", "code", "index"),
    [
        ([("2026-11-04", "resume", None)], "not_paused", 0),
        ([("2026-11-04", "pause", None), ("2026-11-05", "pause", None)], "already_paused", 1),
    ],
)
def test_events_that_cannot_have_happened_are_named(events, code, index):
    with pytest.raises(BrokenEvents) as broken:
        read(7, "2026-11-02", "2026-11-12", *events)
    assert (broken.value.code, broken.value.index) == (code, index)
