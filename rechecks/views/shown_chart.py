"""The weeks as bars, drawn by the server; the table beside it has the same figures."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

WEEKS, FEW_WEEKS = 12, 6
TOP, BASE, LEFT, HEIGHT = 20, 170, 34, 196
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000)
LINES = 4  # at most so many lines across


@dataclass(frozen=True)
class Week:
    """One week up to its last day, today's up to today; cases without term are finished, but neither in time nor late."""

    since: date
    until: date
    finished: int
    in_time: int
    late: int
    urls: dict[str, str] = field(default_factory=dict)  # of the cases behind each number that is not nought

    @property
    def other(self) -> int:
        return self.finished - self.in_time - self.late

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by the name of what they count."""
        return {"finished": self.finished, "in_time": self.in_time, "late": self.late, "untimed": self.other}

    @property
    def numbers(self) -> list[tuple[int, str]]:
        """The same, each with the way to its cases."""
        return [(count, self.urls.get(name, "")) for name, count in self.counts.items()]


@dataclass(frozen=True)
class Bar:
    """Where the parts of one week stand, in units of the picture."""

    week: Week
    x: float
    middle: float
    width: float
    parts: tuple[tuple[str, float, float], ...]  # class, top, height
    top: float


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    left: int
    base: int
    lines: tuple[tuple[float, int], ...]
    bars: tuple[Bar, ...]


def weeks(rows: list[dict[str, Any]], on: date, n: int = WEEKS) -> list[Week]:
    """The last weeks up to today, those without a finished case too."""
    found = {row["week"]: row for row in rows}
    monday = on - timedelta(days=on.weekday())
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(n))]
    return [_week(each, found.get(each, {}), on) for each in mondays]


def first_day(on: date) -> date:
    """The Monday of the first week shown."""
    return on - timedelta(days=on.weekday(), weeks=WEEKS - 1)


def _week(monday: date, row: dict[str, Any], on: date) -> Week:
    until = min(monday + timedelta(days=6), on)
    return Week(monday, until, row.get("finished", 0), row.get("in_time", 0), row.get("late", 0))


def chart(shown: list[Week], width: int) -> Chart:
    """Bars for so many weeks, in a picture of that width."""
    most = max((week.finished for week in shown), default=0)
    step = next(step for step in STEPS if step * LINES >= most)
    scale = (BASE - TOP) / (step * LINES)
    space = (width - LEFT) / len(shown)
    bars = tuple(_bar(week, LEFT + space * n, space, scale) for n, week in enumerate(shown))
    lines = tuple((BASE - step * n * scale, step * n) for n in range(LINES + 1))
    return Chart(width, HEIGHT, LEFT, BASE, lines, bars)


def _bar(week: Week, left: float, space: float, scale: float) -> Bar:
    width = round(space * 0.56, 1)
    x, top, parts = round(left + (space - width) / 2, 1), float(BASE), []
    for name, count in (("xx-bar-ok", week.in_time), ("xx-bar-none", week.other), ("xx-bar-bad", week.late)):
        height = round(count * scale, 1)
        top = round(top - height, 1)
        if count:
            parts.append((name, top, height))
    return Bar(week, x, round(left + space / 2, 1), width, tuple(parts), round(top - 5, 1))
