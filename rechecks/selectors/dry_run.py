"""What a draft of a rule set would change on the day it takes effect: record by record, case by case, in bounded memory.

Records go by the rules of the day. A case keeps those of the day it was handed in, so that only cases not handed
in yet are held against the draft: from when they could be, and when they would be due.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from casework.models import Case
from objections.models import ObjectionCase
from objections.services.law import acceptance_stage
from rechecks.models import DryRunLine, Impact
from registry.assessing import Showing, facts_of, showing_after
from registry.departments import public_page
from registry.models import Publication, Record
from registry.models.publication import ON_SHOW
from repair.models import RepairCase
from repair.services.law import case_facts
from rules.assess import assess
from rules.assessment import Assessment
from rules.calendar import WorkCalendar
from rules.facts import Facts
from rules.instruments import Instrument
from rules.library import Library, NoRuleSet, RuleSet

CHUNK = 1000
KEPT = "kept"  # cases that stay under the version they were handed in under
UNCHANGED = "unchanged"
OVER = "over"  # records whose publication has ended, by repair or at its maximum: nothing is left to change

Days = dict[str, Any]


@dataclass
class Comparison:
    """Two libraries on one day: the rules as they would be without the draft, and with it."""

    draft: Instrument
    without: Library
    on: date
    calendar: WorkCalendar
    records: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)

    @cached_property
    def with_draft(self) -> Library:
        return self.without.with_version(self.draft, self.on)

    def lines(self) -> Iterator[DryRunLine]:
        """Everything that changes; what does not is only counted."""
        for record in _with_its_place(self.touched()).iterator(chunk_size=CHUNK):
            yield from self._counted(self.records, self._record(record), record, None)
        for case in self._open_cases(RepairCase):
            yield from self._counted(self.cases, self._repair(case), case.record, case)
        for case in self._open_cases(ObjectionCase):
            yield from self._counted(self.cases, self._objection(case), case.record, case)
        others = Case.objects.open().filter(record__in=self.touched())
        self.cases[KEPT] += others.exclude(machine__in=(RepairCase.MACHINE, ObjectionCase.MACHINE)).count()

    def touched(self) -> "QuerySet[Record]":
        """The records of the places and sectors for which any version of the instrument speaks."""
        versions = [self.draft, *(i for i in self.without.instruments if i.id == self.draft.id)]
        return touched_by(versions)

    @property
    def counts(self) -> dict[str, Any]:
        return {"records": dict(self.records), "cases": dict(self.cases)}

    def _counted(
        self, counter: Counter[str], found: "Change | str", record: Record, case: Case | None
    ) -> Iterator[DryRunLine]:
        if isinstance(found, str):
            counter[found] += 1
            return
        counter[found.verdict] += 1
        case_id = case.pk if case else None
        yield DryRunLine(record_id=record.pk, case_id=case_id, **asdict(found))

    def _record(self, record: Record) -> "Change | str":
        facts = facts_of(record)
        rules = self._both(facts)
        if rules is None:
            return UNCHANGED
        place = record.place[0] if record.place else None  # type: ignore[attr-defined]
        if place is not None and place.state not in ON_SHOW:
            return OVER
        before, after = (self._look(record, place, facts, each) for each in rules)
        return change(before, after)

    def _look(self, record: Record, place: Publication | None, facts: Facts, rules: RuleSet | None) -> Days:
        if rules is None:
            return {}
        assessed = assess(facts, rules, self.on)
        return days_of_record(assessed, showing_after(record, place, assessed, rules, self.on))

    def _repair(self, case: RepairCase) -> "Change | str":
        if case.submitted_on:
            return KEPT
        facts = case_facts(case)
        rules = self._both(facts)
        if rules is None:
            return UNCHANGED
        before, after = (
            days_of_repair(assess(facts, each, self.on), self.on, self.calendar) if each else {}
            for each in rules
        )
        return change(before, after)

    def _objection(self, case: ObjectionCase) -> "Change | str":
        if case.rules:
            return KEPT
        place = Facts(jurisdiction=case.record.jurisdiction, sector=case.record.sector)
        before, after = (
            acceptance_stage(case, library.objection_rules(place, self.on), self.on)
            for library in (self.without, self.with_draft)
        )
        return change(*({"accept_by": each.due_on.isoformat() if each else None} for each in (before, after)))

    def _both(self, facts: Facts) -> tuple[RuleSet | None, RuleSet | None] | None:
        """The rules of a record without the draft and with it; nothing where they say the same."""
        before, after = (_governing(library, facts, self.on) for library in (self.without, self.with_draft))
        same = before and after and (before.id, before.version) == (after.id, after.version)
        return None if same or before is after is None else (before, after)

    def _open_cases(self, model: Any) -> Iterator[Any]:
        cases = model.objects.open().filter(record__in=self.touched()).order_by("pk")
        related = cases.select_related("record").prefetch_related("record__obligations")
        yield from related.iterator(chunk_size=CHUNK)


@dataclass(frozen=True)
class Change:
    """What a record or case was to expect, and what it is with the draft."""

    verdict: str
    before: Days
    after: Days


def touched_by(versions: list[Instrument]) -> "QuerySet[Record]":
    """The records that an instrument speaks of by place and sector; those withdrawn are nobody's concern."""
    asked = Q(pk__in=[])
    for each in versions:
        here = Q() if each.jurisdiction == "CN" else _in(each.jurisdiction)
        asked |= here & (Q(sector=each.sector) if each.sector else Q(pk__isnull=False))
    return Record.objects.filter(asked, withdrawn_on=None)


def _in(jurisdiction: str) -> Q:
    return Q(jurisdiction=jurisdiction) | Q(jurisdiction__startswith=f"{jurisdiction}-")


def _with_its_place(records: "QuerySet[Record]") -> "QuerySet[Record]":
    on_our_page = Publication.objects.filter(channel=public_page())
    place = Prefetch("publications", queryset=on_our_page, to_attr="place")
    return records.order_by("pk").prefetch_related("obligations", place)


def _governing(library: Library, facts: Facts, on: date) -> RuleSet | None:
    try:
        return library.governing(facts, on)
    except NoRuleSet:
        return None


def days_of_record(assessed: Assessment, showing: Showing) -> Days:
    """What of a record the rules decide: when it can be repaired, and how long it is on show."""
    return {
        "repairable_from": _iso(assessed.repairable_from),
        "min_period_ends_on": _iso(assessed.min_period_ends_on),
        "max_period_ends_on": _iso(assessed.max_period_ends_on),
        "shown": showing.shown,
        "shown_until": _iso(showing.until),
    }


def days_of_repair(assessed: Assessment, on: date, calendar: WorkCalendar) -> Days:
    """By when an application handed in on a day would be taken up, and one taken up that day decided."""
    accept, decide = assessed.days("accept_working_days"), assessed.days("decide_working_days")
    return {
        "may_apply": assessed.may_apply,
        "accept_by": _iso(calendar.after(on, accept)) if accept is not None else None,
        "decide_by": _iso(calendar.after(on, decide)) if decide is not None else None,
    }


def change(before: Days, after: Days) -> Change | str:
    """What the difference means for the subject; the word for none where there is none."""
    if before == after:
        return UNCHANGED
    on_show_either_way = bool(before.get("shown") and after.get("shown"))
    names = [name for name in before | after if name != "shown_until" or on_show_either_way]
    signs = [_better(name, before.get(name), after.get(name)) for name in names]
    gains, loses = any(sign > 0 for sign in signs), any(sign < 0 for sign in signs)
    if gains and loses:
        return Change(Impact.MIXED, before, after)
    verdict = Impact.GAINS if gains else Impact.LOSES if loses else Impact.OTHER
    return Change(verdict, before, after)


# Sooner is better; where the day is not known, that stands for never (or, of what is on show, for ever).
SOONER_IS_BETTER = ("repairable_from", "shown_until", "accept_by", "decide_by")
NEVER = "9999-12-31"


def _better(name: str, before: Any, after: Any) -> int:
    """1 where the subject gains by it, -1 where it loses, else 0."""
    if name == "shown":
        return bool(before) - bool(after)
    if name == "may_apply":
        return bool(after) - bool(before)
    if name not in SOONER_IS_BETTER:
        return 0
    was, now = before or NEVER, after or NEVER
    return (was > now) - (was < now)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
