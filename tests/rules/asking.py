"""How the rule tests ask: a few facts, a day, and the answer of the shipped rule files."""

from datetime import date
from functools import cache
from typing import Any

from rules.assess import assess
from rules.assessment import Assessment
from rules.clock import ClockEvent, ClockReading, State, read_clock
from rules.facts import Facts
from rules.library import Library
from rules.objection_words import Receiver
from rules.objections import ObjectionRules
from rules.shipped_calendar import shipped_calendar


@cache
def shipped_library() -> Library:
    return Library.from_files()


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def asked(on: str, **facts: Any) -> Assessment:
    """A record whose duties are done and whose commitment is made, unless the test says otherwise."""
    known = {"obligations_fulfilled": True, "commitment_made": True, "decided_on": "2026-09-08", **facts}
    for name in ("decided_on", "published_on", "ban_until"):
        known[name] = day(known.get(name))
    record = Facts(**known)
    as_of = date.fromisoformat(on)
    return assess(record, shipped_library().governing(record, as_of), as_of)


def met(answer: Assessment) -> dict[str, bool | None]:
    return {condition.code: condition.met for condition in answer.conditions}


def objection_rules(place: str, on: str, receiver: str = Receiver.PLATFORM) -> ObjectionRules:
    return shipped_library().objection_rules(place, date.fromisoformat(on), receiver)


def clock(
    rules: ObjectionRules, term: str, start: str, as_of: str, *events: tuple[str, str, int | None]
) -> ClockReading:
    """How the clock of a term stands that began on a day."""
    asked_for = rules.term(term)
    assert asked_for, term
    return read_clock(
        shipped_calendar(),
        term_working_days=asked_for.days,
        unit=asked_for.unit,
        start_on=date.fromisoformat(start),
        events=[ClockEvent(date.fromisoformat(on), kind, days) for on, kind, days in events],
        as_of=date.fromisoformat(as_of),
    )


def holds(
    rules: ObjectionRules,
    term: str,
    start: str,
    last: str,
    late: str,
    *events: tuple[str, str, int | None],
) -> bool:
    """Whether acting is in time on the one day, its last, and late on the other."""
    in_time = clock(rules, term, start, last, *events)
    too_late = clock(rules, term, start, late, *events)
    assert (in_time.due_on, in_time.state) == (date.fromisoformat(last), State.RUNNING), in_time
    return too_late.state == State.OVERDUE
