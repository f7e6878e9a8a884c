"""The periods that figures are asked for, and the one that each is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}  # how long each is
NAMES = (*MONTHS, "last_month")


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueError(f"A period runs forward, not from {self.since} to {self.until}.")

    @property
    def whole_months(self) -> "Period | None":
        """From the first of a month to the last of one, as far as they lie within."""
        since = self.since if self.since.day == 1 else _first_of_next(self.since)
        until = (self.until + DAY).replace(day=1) - DAY
        return Period(since, until) if since <= until else None

    @property
    def edges(self) -> "tuple[Period, ...]":
        """What is left of it beside the whole months."""
        middle = self.whole_months
        if middle is None:
            return (self,)
        before = (Period(self.since, middle.since - DAY),) if self.since < middle.since else ()
        after = (Period(middle.until + DAY, self.until),) if middle.until < self.until else ()
        return before + after


def period_named(name: str, on: date) -> Period:
    """The month, quarter or year so far, or the whole month before."""
    if name == "last_month":
        return Period(_months_back(on.replace(day=1), 1), on.replace(day=1) - DAY)
    length = MONTHS[name]
    first = (on.month - 1) // length * length + 1
    return Period(date(on.year, first, 1), on)


def period_before(name: str, on: date) -> Period:
    """As much of the month, quarter or year before as has passed of this one."""
    if name == "last_month":
        return period_named(name, period_named(name, on).since)
    now = period_named(name, on)
    since = _months_back(now.since, MONTHS[name])
    return Period(since, min(_months_back(on, MONTHS[name]), now.since - DAY))


def _first_of_next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months_back(day: date, months: int) -> date:
    """The same day so many months before; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = _first_of_next(date(year, month + 1, 1)) - DAY
    return date(year, month + 1, min(day.day, last.day))
