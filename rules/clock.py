"""A clock in working or natural days, read from the events of a case: never a counter, so it can be read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.calendar import WorkCalendar
from rules.terms import DAYS, WORKING_DAYS

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
    """Something that moves a clock: "pause", "resume", or "extend" by days of the kind its term is counted in."""

    on: date
    kind: str
    working_days: int | None = None


@dataclass(frozen=True)
class ClockReading:
    """How a clock stands on a day; used and left are counted like its term."""

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


@dataclass(frozen=True)
class Count:
    """Which days count towards a term, and on which it may end."""

    calendar: WorkCalendar
    unit: str
    pauses: list[Pause]

    def counts(self, day: date) -> bool:
        worked = self.unit == DAYS or self.calendar.is_working(day)
        return worked and not any(pause.covers(day) for pause in self.pauses)

    def may_end(self, day: date) -> bool:
        """A last day that is not worked gives way to the next one that is (民法典 203)."""
        return self.counts(day) and self.calendar.is_working(day)

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].ends is None

    def stands_still(self, day: date) -> bool:
        """Whether a pause that nobody has ended yet covers the day: what comes after it is not known."""
        return self.paused and self.pauses[-1].covers(day)

    def used(self, start: date, through: date) -> int:
        days = range(1, (through - start).days + 1)
        return sum(self.counts(start + timedelta(days=n)) for n in days)

    def last_day(self, start: date, term: int) -> date | None:
        """The day on which the counted days reach the term; none while an open pause keeps them from it."""
        day, counted = start, 0
        while counted < term or (counted and not self.may_end(day)):
            day += DAY
            if self.stands_still(day):
                return None
            counted += self.counts(day)
        return day

    def over(self, due: date, as_of: date) -> int:
        """How far a day lies behind the last one, pauses or not."""
        return (as_of - due).days if self.unit == DAYS else self.calendar.count(due, as_of)

    def is_provisional(self, start: date, due: date | None, as_of: date) -> bool:
        """Whether the answer may change once a year's calendar is decided."""
        if self.unit == DAYS:  # only whether the last day is worked depends on it
            return self.calendar.is_provisional(due or as_of, due or as_of)
        late = due is not None and as_of > due
        return self.calendar.is_provisional(start, max(start, due or as_of, as_of if late else start))


def read_clock(
    calendar: WorkCalendar,
    *,
    term_working_days: int,
    start_on: date,
    events: Iterable[ClockEvent],
    as_of: date,
    unit: str = WORKING_DAYS,
) -> ClockReading:
    """Read the clock as of a day. What happens later is not known yet and not counted."""
    known = _known(events, as_of)
    count = Count(calendar, unit, _pauses(known))
    term = term_working_days + sum(event.working_days or 0 for _, event in known if event.kind == "extend")
    due = count.last_day(start_on, term)
    used = min(term, count.used(start_on, as_of))
    late = due is not None and as_of > due
    return ClockReading(
        due_on=None if count.paused else due,
        used_working_days=used,
        left_working_days=-count.over(due, as_of) if due and late else term - used,
        state=State.PAUSED if count.paused else State.OVERDUE if late else State.RUNNING,
        provisional=count.is_provisional(start_on, due, as_of),
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
