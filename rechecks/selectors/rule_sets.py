"""What the pages of the rules show: the sets by their scope, one of them figure by figure, what a version changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rechecks.models import DraftKind, DryRun, DryRunLine, RuleDraft, RuleRelease
from rechecks.texts.rules import LEVELS, figure_value, place_name
from registry.models import Department
from registry.models.departments import Sector
from rules.facts import Facts
from rules.instruments import Instrument, Level
from rules.latitude import OBJECTIONS, Opening, Stated, openings
from rules.models import RuleSetVersion
from rules.reading import read_content
from rules.services import current_library
from rules.terms import Figure

ORDER = (Level.NATIONAL_POLICY, Level.NATIONAL_ORDER, Level.SECTOR, Level.LOCAL, Level.OFFICE)
LINES = 50


@dataclass(frozen=True)
class ListedSet:
    """One rule set in the list."""

    instrument: Instrument
    version: RuleSetVersion
    unconfirmed: int
    to_come: date | None  # the day of a released version that does not count yet
    ours: bool  # drafted here, not loaded from a file

    @property
    def sector(self) -> str:
        return sector_name(self.instrument.sector)


def listed_sets(on: date) -> list[tuple[str, list[ListedSet]]]:
    """Every rule set by its scope, the highest first."""
    from_files = set(RuleSetVersion.objects.from_files().values_list("instrument", flat=True))
    newest: dict[str, list[RuleSetVersion]] = {}
    for row in RuleSetVersion.objects.order_by("instrument", "ordinal"):
        newest.setdefault(row.instrument, []).append(row)
    found = [_listed(rows, on, rows[0].instrument not in from_files) for rows in newest.values()]
    return [(str(LEVELS[level]), [e for e in found if e.instrument.level is level]) for level in ORDER]


def _listed(rows: list[RuleSetVersion], on: date, ours: bool) -> ListedSet:
    now = version_on(rows, on)
    instrument = read_content(now.content, now.instrument)
    last = rows[-1].takes_effect_on
    figures = [figure for _place, figure in instrument.all_figures()]
    unconfirmed = sum(not figure.confirmed for figure in figures)
    return ListedSet(instrument, now, unconfirmed, last if last and last > on else None, ours)


def sector_name(sector: str | None) -> str:
    return str(dict(Sector.choices).get(sector or "", sector or ""))


def version_on(rows: list[RuleSetVersion], on: date) -> RuleSetVersion:
    """The version that counts on a day; before the first day of a set, its first one."""
    counting = [row for row in rows if row.takes_effect_on is None or row.takes_effect_on <= on]
    return max(counting, key=lambda row: row.ordinal, default=rows[0])


@dataclass(frozen=True)
class ShownFigure:
    """A figure of a set as it is read on a page."""

    place: str
    name: str
    value: str
    figure: Figure
    read_in: str
    release: RuleRelease | None  # that confirmed it

    @property
    def can_be_confirmed(self) -> bool:
        """Whether the page offers it; what suggests a class is confirmed in its file."""
        return not self.figure.confirmed and not self.place.startswith("suggestions.")


def shown_figures(instrument: Instrument) -> list[ShownFigure]:
    """Every figure with its source, and who confirmed it when from which text."""
    classes = {each.key: each.name for each in instrument.classes}
    confirmed = confirmations(instrument.id)
    return [
        ShownFigure(
            place,
            place_name(place, classes),
            figure_value(figure),
            figure,
            _read_in(figure, instrument),
            confirmed.get(place),
        )
        for place, figure in instrument.all_figures()
    ]


def _read_in(figure: Figure, instrument: Instrument) -> str:
    """Where a figure was read, in full: a file names its sources once and refers to them by short names."""
    sources = instrument.content.get("sources", {})
    return "；".join(sources.get(each, each) for each in figure.read_in.split(", "))


def confirmations(instrument_id: str) -> dict[str, RuleRelease]:
    """The latest confirmation of each figure of a set."""
    rows = RuleRelease.objects.filter(draft__instrument=instrument_id, draft__kind=DraftKind.CONFIRMATION)
    found = rows.select_related("draft", "drafted_by", "released_by").order_by("pk")
    return {each.draft.figure: each for each in found}


@dataclass(frozen=True)
class Difference:
    """One figure of which two versions say something else."""

    name: str
    before: Figure | None
    after: Figure | None

    @property
    def before_value(self) -> str:
        return figure_value(self.before) if self.before else "—"

    @property
    def after_value(self) -> str:
        return figure_value(self.after) if self.after else "—"


def differences(before: Instrument | None, after: Instrument) -> list[Difference]:
    """What a version says otherwise than another: value, source or confirmation."""
    classes = {each.key: each.name for i in (before, after) if i for each in i.classes}
    was = dict(before.all_figures()) if before else {}
    now = dict(after.all_figures())
    return [
        Difference(place_name(place, classes), was.get(place), now.get(place))
        for place in was | now
        if was.get(place) != now.get(place)
    ]


def draft_differences(draft: RuleDraft) -> list[Difference]:
    """What a draft changes: of the version before it, or of what governs its place without it."""
    if draft.based_on:
        before = read_content(draft.based_on.content, draft.instrument)
        return differences(before, draft.as_instrument)
    return list(_against_what_governs(draft))


def _against_what_governs(draft: RuleDraft) -> Iterator[Difference]:
    instrument, library = draft.as_instrument, current_library()
    facts = Facts(
        jurisdiction=instrument.jurisdiction, sector=instrument.sector or "general", severity="general"
    )
    repair = library.governing(facts, draft.takes_effect_on).figures
    objections = library.objection_rules(facts, draft.takes_effect_on).figures
    classes = {each.key: each.name for each in instrument.classes}
    for place, figure in instrument.all_figures():
        part, _dot, rest = place.partition(".")
        was = objections.get(rest) if part == "objections" else repair.get(place.rpartition(".")[2])
        yield Difference(place_name(place, classes), was, figure)


def places() -> list[str]:
    """The jurisdictions for which a local set can be drafted: those of departments and of local rules."""
    known = {i.jurisdiction for i in current_library().instruments}
    known |= set(Department.objects.values_list("jurisdiction", flat=True))
    return sorted(each for each in known if each.count("-"))


@dataclass(frozen=True)
class Offered:
    """A figure that the form offers, under the name its field has."""

    field: str
    opening: Opening

    @property
    def stated(self) -> Stated:
        return self.opening.stated

    @property
    def part(self) -> str:
        return "objections" if self.stated.part == OBJECTIONS else "figures"


def notional_set(place: str) -> Instrument:
    """A local set of a place that says nothing yet."""
    content = {"id": f"{place}-", "title": place, "layer": "local", "jurisdiction": place}
    return read_content(content, place)


def offered(place: str, on: date) -> tuple[list[Offered], list[Stated]]:
    """What a local set may state at a place, and what is fixed there."""
    opened, fixed = openings(notional_set(place), current_library(), on)
    found = []
    for each in opened:
        part = "objections" if each.stated.part == OBJECTIONS else "figures"
        found.append(Offered(f"value_{part}_{each.stated.name}", each))
    seen: dict[str, Offered] = {each.field: each for each in reversed(found)}
    return [seen[name] for name in sorted(seen)], fixed


def lines_of(
    run: DryRun, *, verdict: str = "", cases: bool = False, after: int = 0
) -> tuple[list[DryRunLine], int]:
    """A page of what a dry run found, and the key of the next page; 0 where this is the last."""
    rows: QuerySet[DryRunLine] = run.lines.filter(pk__gt=after, case__isnull=not cases).order_by("pk")
    rows = rows.filter(verdict=verdict) if verdict else rows
    found = list(rows.select_related("record__subject", "record__department", "case")[: LINES + 1])
    return found[:LINES], found[LINES - 1].pk if len(found) > LINES else 0


def open_drafts() -> "QuerySet[Any]":
    return RuleDraft.objects.open().select_related("drafted_by").order_by("-pk")
