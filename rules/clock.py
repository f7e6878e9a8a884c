"""A clock in working days, read from the events of a case: never a counter, so it can be read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar import WorkCalendar

DAY = timedelta(days=1)


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"


class BrokenEvents(ValueError):
    """Events that cannot have happened in this order."""

    def __init__(self, code: str, index: int) -> None:
        super().__init__(f"{code} at event {index}")
        self.code, self.index = code, index


@dataclass(frozen=True)
class ClockEvent:
    """Something that moves a clock: "pause", "resume", or "extend" by working days."""

    on: date
    kind: str
    working_days: int | None = None


@dataclass(frozen=True)
class ClockReading:
    """How a clock stands on a day."""

    due_on: date | None
    used_working_days: int
    left_working_days: int
    state: State
    provisional: bool


@dataclass(frozen=True)
class Pause:
    """From its own day through the day of the resume, both included; open while not resumed."""

    begins: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


def read_clock(
    calendar: WorkCalendar,
    *,
    term_working_days: int,
    start_on: date,
    events: Iterable[ClockEvent],
    as_of: date,
) -> ClockReading:
    """Read the clock as of a day. What happens later is not known yet and not counted."""
    known = _known(events, as_of)
    pauses = _pauses(known)
    term = term_working_days + sum(event.working_days or 0 for _, event in known if event.kind == "extend")
    due = _day_reached(calendar, start_on, pauses, term)
    used = min(term, sum(1 for _ in _counted(calendar, start_on, pauses, as_of)))
    paused = bool(pauses) and pauses[-1].ends is None
    late = due is not None and as_of > due
    return ClockReading(
        due_on=None if paused else due,
        used_working_days=used,
        left_working_days=-calendar.count(due, as_of) if due and late else term - used,
        state=State.PAUSED if paused else State.OVERDUE if late else State.RUNNING,
        provisional=calendar.is_provisional(
            start_on, max(start_on, due or as_of, as_of if late else start_on)
        ),
    )


def _known(events: Iterable[ClockEvent], as_of: date) -> list[tuple[int, ClockEvent]]:
    """The events up to the day, by date, each with its place in the list as it was given."""
    known = [(n, event) for n, event in enumerate(events) if event.on <= as_of]
    return sorted(known, key=lambda numbered: numbered[1].on)


def _pauses(known: list[tuple[int, ClockEvent]]) -> list[Pause]:
    pauses: list[Pause] = []
    for index, event in known:
        standing = bool(pauses) and pauses[-1].ends is None
        if event.kind == "pause":
            if standing:
                raise BrokenEvents("already_paused", index)
            pauses.append(Pause(event.on))
        elif event.kind == "resume":
            if not standing:
                raise BrokenEvents("not_paused", index)
            pauses[-1] = Pause(pauses[-1].begins, event.on)
    return pauses


def _counts(calendar: WorkCalendar, pauses: list[Pause], day: date) -> bool:
    return calendar.is_working(day) and not any(pause.covers(day) for pause in pauses)


def _counted(calendar: WorkCalendar, start: date, pauses: list[Pause], through: date) -> Iterable[date]:
    days = ((start + timedelta(days=n)) for n in range(1, (through - start).days + 1))
    return (day for day in days if _counts(calendar, pauses, day))


def _day_reached(calendar: WorkCalendar, start: date, pauses: list[Pause], term: int) -> date | None:
    """The day on which the counted days reach the term; none while an open pause keeps them from it."""
    day, counted = start, 0
    while counted < term:
        day += DAY
        if pauses and pauses[-1].ends is None and day >= pauses[-1].begins:
            return None
        counted += _counts(calendar, pauses, day)
    return day
