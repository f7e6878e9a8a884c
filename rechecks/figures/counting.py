"""Figures by department: a handful of grouped queries, however many cases there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncWeek

from rechecks.figures.measures import FINISHED, HANDED_IN, IN_HAND, MEASURES, REOPENED, TAKEN, Asked

SMALL = 10  # below so many cases nobody is given a percentage


@dataclass
class Figures:
    """The numbers of one department, or of all together."""

    counts: Counter[str] = field(default_factory=Counter)
    returns: int = 0
    net: Counter[int] = field(default_factory=Counter)  # how many answered cases took so many working days
    gross: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Figures") -> None:
        self.counts += other.counts
        self.returns += other.returns
        self.net += other.net
        self.gross += other.gross


def by_department(asked: Asked) -> dict[int, Figures]:
    """The figures of every department that has any."""
    found: defaultdict[int, Figures] = defaultdict(Figures)
    for day in (HANDED_IN, TAKEN, FINISHED, REOPENED, IN_HAND):
        for row in _counts(asked, day):
            figures = found[row.pop("department")]
            figures.returns += row.pop("returned_times", None) or 0
            figures.counts.update(row)
    for row in _days(asked):
        figures = found[row["department"]]
        figures.net[row["net_days"]] += row["n"]
        figures.gross[row["gross_days"]] += row["n"]
    return dict(found)


def together(each: Iterable[Figures]) -> Figures:
    """The figures of several departments as one."""
    whole = Figures()
    for figures in each:
        whole.add(figures)
    return whole


def _counts(asked: Asked, day: str) -> Any:
    measures = [measure for measure in MEASURES.values() if measure.day == day]
    numbers: dict[str, Any] = {m.name: Count("pk", filter=m.means(asked) or None) for m in measures}
    if day == FINISHED:
        numbers["returned_times"] = Sum("returns")
    return asked.within(day).order_by().values("department").annotate(**numbers)


def _days(asked: Asked) -> Any:
    """How long the answered cases took: as many rows as there are different lengths."""
    answered = asked.counted(MEASURES["answered"]).order_by()
    return answered.values("department", "net_days", "gross_days").annotate(n=Count("pk"))


RECOUNT = """
    WITH changed AS (
        SELECT day AS since, day AS until, changed_at FROM rules_calendarday
        UNION ALL
        SELECT make_date(year, 1, 1), make_date(year, 12, 31), changed_at FROM rules_calendaryear
    ), stale AS (
        SELECT case_id FROM rechecks_casefacts facts
        WHERE counted_at < (SELECT max(changed_at) FROM changed) AND EXISTS (
            SELECT FROM changed WHERE changed_at > counted_at AND until >= handed_in_on
              AND since <= coalesce(finished_on, taken_on, handed_in_on))
        ORDER BY case_id LIMIT %s
    )
    SELECT cardinality(ids), xinxiu_count_cases(ids) FROM (SELECT array_agg(case_id) FROM stale) counted (ids)
    WHERE ids IS NOT NULL"""
CHUNK = 5000


def recount_after_the_calendar() -> int:
    """Count anew the cases whose days a change of the calendar touches; returns how many."""
    counted = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(RECOUNT, [CHUNK])
            row = cursor.fetchone()
            done = row[0] if row else 0
            counted += done
            if done < CHUNK:
                return counted


def median(lengths: Mapping[int, int]) -> float | None:
    """The middle of so many lengths, each with how often it occurs."""
    total = sum(lengths.values())
    if not total:
        return None
    return (_nth(lengths, (total + 1) // 2) + _nth(lengths, total // 2 + 1)) / 2


def _nth(lengths: Mapping[int, int], place: int) -> int:
    passed = 0
    for length in sorted(lengths):
        passed += lengths[length]
        if passed >= place:
            return length
    raise ValueError(place)


def by_week(asked: Asked) -> list[dict[str, Any]]:
    """Finished cases by week, Monday to Sunday: how many, and how many of those under a term in time and late."""
    rows: Any = asked.within(FINISHED).order_by().annotate(week=TruncWeek("finished_on")).values("week")
    return list(
        rows.annotate(
            finished=Count("pk"),
            in_time=Count("pk", filter=Q(finished_late=False)),
            late=Count("pk", filter=Q(finished_late=True)),
        ).order_by("week")
    )
