"""Figures by department: a handful of grouped queries, however many cases there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, Sum, Value
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
    for row in chain(
        *(_counts(asked, day) for day in (HANDED_IN, TAKEN, FINISHED, REOPENED)), _in_hand(asked)
    ):
        figures = found[row.pop("department")]
        figures.returns += row.pop("returned_times", 0)
        figures.counts.update(row)
    for row in _days(asked):
        figures = found[row["department"]]
        figures.net[row["net_days"]] += row["n"]
        figures.gross[row["gross_days"]] += row["n"]
    return {department: figures for department, figures in found.items() if any(figures.counts.values())}


def together(each: Iterable[Figures]) -> Figures:
    """The figures of several departments as one."""
    whole = Figures()
    for figures in each:
        whole.add(figures)
    return whole


def _counts(asked: Asked, day: str) -> Iterator[dict[str, Any]]:
    """By department: whole months from their sums, and what lies beside them from the cases."""
    measures = [measure for measure in MEASURES.values() if measure.day == day]
    for rows, times in _rows(asked, day):
        numbers: dict[str, Any] = {
            m.name: Sum(times, filter=m.means(asked) or None, default=0) for m in measures
        }
        if day == FINISHED:
            numbers["returned_times"] = Sum(F("returns") * times, default=0)
        yield from rows.order_by().values("department").annotate(**numbers)


def _in_hand(asked: Asked) -> Iterator[dict[str, Any]]:
    """Each by itself: the few that are overdue are found by their due date, not among all in hand."""
    for measure in MEASURES.values():
        if measure.day == IN_HAND:
            rows: Any = asked.counted(measure).order_by().values("department")
            yield from rows.annotate(**{measure.name: Count("pk")})


def _days(asked: Asked) -> Iterator[dict[str, Any]]:
    """How long the answered cases took: as many rows as there are different lengths."""
    answered = MEASURES["answered"].means(asked)
    for rows, times in _rows(asked, FINISHED):
        lengths = rows.filter(answered).order_by().values("department", "net_days", "gross_days")
        yield from lengths.annotate(n=Sum(times))


def _rows(asked: Asked, day: str) -> Iterator[tuple[Any, Any]]:
    """What the figures of a day are added up from, and how many cases a row stands for."""
    if (single := asked.single(day)) is not None:
        yield single, Value(1)
    if (months := asked.summed(day)) is not None:
        yield months, F("n")
    if (too_much := asked.summed_too_much(day)) is not None:
        yield too_much, Value(-1)


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


def add_up_months() -> int:
    """Add up the differences that the trigger has written since; returns how many sums there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xinxiu_add_up_months()")
        return int(cursor.fetchone()[0])


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
