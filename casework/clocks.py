"""Due dates of a case, derived from its events and the calendar; never counted up, never overwritten."""

from dataclasses import dataclass
from datetime import date

from casework.models import Case, CaseEvent
from casework.models.events import COUNTED_FROM, ClockMark
from rules.calendar import WorkCalendar
from rules.clock import ClockEvent, ClockReading, read_clock

STANDS_STILL = (ClockMark.PAUSE, ClockMark.RESUME)  # also before a term that counts from an earlier day


@dataclass(frozen=True)
class StageClock:
    """The term that runs on a case: of which stage, since when, and how it stands."""

    stage: str
    start_on: date
    term: int
    unit: str
    reading: ClockReading


def stage_clock(events: list[CaseEvent], *, as_of: date, calendar: WorkCalendar) -> StageClock | None:
    """How the last term that was started stands on a day; none if none runs."""
    marks = [event for event in events if event.clock]
    start = next((event for event in reversed(marks) if event.clock == ClockMark.START), None)
    if start is None or any(event.clock == ClockMark.STOP for event in marks if event.seq > start.seq):
        return None
    if not start.working_days:  # "on the spot" is not a term that runs
        return None
    start_on = counted_from(start)
    later = [
        ClockEvent(on=event.on, kind=event.clock, working_days=event.working_days)
        for event in marks
        if event.seq > start.seq or (start_on < start.on and event.clock in STANDS_STILL)
    ]
    reading = read_clock(
        calendar,
        term_working_days=start.working_days,
        unit=start.days_unit,
        start_on=start_on,
        events=later,
        as_of=as_of,
    )
    return StageClock(start.stage, start_on, start.working_days, start.days_unit, reading)


def counted_from(start: CaseEvent) -> date:
    """The day a term counts from: that of its event, or an earlier one that the event names."""
    said = start.facts.get(COUNTED_FROM)
    return date.fromisoformat(said) if said else start.on


def stamp_due_date(case: Case, *, as_of: date, calendar: WorkCalendar) -> None:
    """Store the derived due date for sorting; the caller saves."""
    clock = stage_clock(list(case.events.order_by("seq")), as_of=as_of, calendar=calendar)
    case.due_on = clock.reading.due_on if clock else None
    case.due_is_provisional = bool(clock and clock.reading.provisional)
