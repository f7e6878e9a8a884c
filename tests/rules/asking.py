"""How the rule tests ask: a few facts, a day, and the answer of the shipped rule files."""

from datetime import date
from functools import cache
from typing import Any

from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts
from rules.library import Library


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
