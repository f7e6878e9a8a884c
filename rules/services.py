"""Loads rule files and the calendar into the database, and hands both out to the rest of the system."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from chinese_calendar import constants
from django.db import connection, models, transaction
from django.db.models import Count, Max

from rules.calendar import WorkCalendar
from rules.facts import Facts
from rules.instruments import Instrument, Layer
from rules.library import SETS, Library, Version
from rules.models import CalendarDay, CalendarYear, RuleSetVersion
from rules.objections import ObjectionRules
from rules.reading import read_content
from rules.shipped_calendar import shipped_calendar

Stamp = tuple[datetime | int | None, int]
LOADING = 0x52554C45  # "RULE": the advisory lock that lets one loader work at a time

HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


class UnknownVersion(LookupError):
    """A decision names a rule set version that is neither stored nor shipped."""


@transaction.atomic
def load_rule_sets(folder: Path = SETS, *, over: Collection[str] = ()) -> list[RuleSetVersion]:
    """Load every rule file; a changed file becomes a new version, an unchanged one nothing.

    What the credit office released stands against files: an unchanged file never replaces it, and a
    changed one only where the operator names it in `over` (`kept_back` says which these are).
    """
    lock_versions()
    released = {row.instrument for row in _released_last()}
    return [
        add_version(instrument, loaded_from=f"{folder.name}/{instrument.id}.toml")
        for instrument in _changed_files(folder)
        if instrument.id not in released or instrument.id in over
    ]


def kept_back(folder: Path = SETS) -> list[RuleSetVersion]:
    """The releases of the credit office that a file changed since would replace, were it loaded."""
    changed = {instrument.id for instrument in _changed_files(folder)}
    return [row for row in _released_last() if row.instrument in changed]


def _released_last() -> list[RuleSetVersion]:
    return [row for row in RuleSetVersion.objects.newest() if row.takes_effect_on]


def _changed_files(folder: Path) -> list[Instrument]:
    """The files that say something else than when they were loaded last."""
    loaded = dict(RuleSetVersion.objects.from_files().newest().values_list("instrument", "sha256"))
    return [i for i in Library.from_files(folder).instruments if loaded.get(i.id) != i.sha256]


def lock_versions() -> None:
    """Let one transaction at a time add versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])


def add_version(
    instrument: Instrument, *, loaded_from: str, takes_effect_on: date | None = None
) -> RuleSetVersion:
    """Keep a version of an instrument as its next one."""
    last = RuleSetVersion.objects.filter(instrument=instrument.id).aggregate(last=Max("ordinal"))["last"]
    return RuleSetVersion.objects.create(
        instrument=instrument.id,
        ordinal=(last or 0) + 1,
        content=instrument.content,
        sha256=instrument.sha256,
        loaded_from=loaded_from,
        takes_effect_on=takes_effect_on,
    )


def current_library() -> Library:
    """Every instrument in the versions that count, by the day they are asked for; the files while none is loaded."""
    return _library_at(_stamp(RuleSetVersion, "pk"))


@lru_cache(maxsize=2)
def _library_at(stamp: Stamp) -> Library:
    if not stamp[1]:
        return Library.from_files()
    rows = RuleSetVersion.objects.order_by("instrument", "ordinal")
    return Library.from_versions(
        Version(read_content(content, name), begins)
        for name, content, begins in rows.values_list("instrument", "content", "takes_effect_on")
    )


def library_of(layers: Iterable[Layer]) -> Library:
    """Exactly the versions that an assessment was made with, for replay."""
    return _library_of(tuple(layers))


@lru_cache(maxsize=64)
def _library_of(layers: tuple[Layer, ...]) -> Library:
    shipped = {(i.id, i.version): i for i in Library.from_files().instruments}
    return Library(tuple(_stored(layer) or _from(shipped, layer) for layer in layers))


def objection_rules(place: Facts | str, on: date) -> ObjectionRules:
    """What holds for an objection that is filed on a day, to a record or to records of a place."""
    return current_library().objection_rules(place, on)


def objection_rules_of(layers: Iterable[Layer], place: Facts | str, on: date) -> ObjectionRules:
    """The same in exactly the versions that an objection was filed under, for as long as it is open."""
    return library_of(layers).objection_rules(place, on)


def _stored(layer: Layer) -> Instrument | None:
    rows = RuleSetVersion.objects.filter(instrument=layer.id, sha256__startswith=layer.version)
    row = rows.order_by("ordinal").first()
    return read_content(row.content, layer.id) if row else None


def _from(shipped: dict[tuple[str, str], Instrument], layer: Layer) -> Instrument:
    try:
        return shipped[layer.id, layer.version]
    except KeyError:
        raise UnknownVersion(f"{layer.id} in version {layer.version} is not stored") from None


@transaction.atomic
def seed_calendar() -> int:
    """Enter the days of the package that the table does not have; rows that are there stay as they are."""
    source = f"chinesecalendar {version('chinesecalendar')}"
    rows = [_day(day, CalendarDay.Kind.HOLIDAY, name, source) for day, name in constants.holidays.items()]
    rows += [_day(day, CalendarDay.Kind.WORKING, name, source) for day, name in constants.workdays.items()]
    years = [
        CalendarYear(year=y, decided=True, source=source) for y in sorted(shipped_calendar().decided_years)
    ]
    before = CalendarDay.objects.count()
    CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
    CalendarYear.objects.bulk_create(years, ignore_conflicts=True)
    return CalendarDay.objects.count() - before


def _day(day: date, kind: str, name: str, source: str) -> CalendarDay:
    return CalendarDay(day=day, kind=kind, name=HOLIDAY_NAMES.get(name, name), source=source)


def office_calendar() -> WorkCalendar:
    """The calendar as the office keeps it; the shipped one while the table is empty."""
    return _calendar_at(_stamp(CalendarDay, "changed_at"), _stamp(CalendarYear, "changed_at"))


@lru_cache(maxsize=2)
def _calendar_at(days: Stamp, years: Stamp) -> WorkCalendar:
    if not days[1] and not years[1]:
        return shipped_calendar()
    rows = CalendarDay.objects.values_list("day", "kind")
    decided = CalendarYear.objects.filter(decided=True).values_list("year", flat=True)
    return WorkCalendar({day: kind == CalendarDay.Kind.WORKING for day, kind in rows}, frozenset(decided))


def _stamp(model: type[models.Model], field: str) -> Stamp:
    """The latest change of a table and the number of its rows: enough to know that a copy is still good."""
    found = model._default_manager.aggregate(latest=Max(field), rows=Count("pk"))
    return found["latest"], found["rows"]
