"""Running stored decisions again: the same facts under the same rules must give the same answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from repair.models import RepairCase
from repair.services.law import facts_from_json
from rules.assess import assess
from rules.assessment import Assessment
from rules.services import library_of


@dataclass(frozen=True)
class Difference:
    """One field of one stored assessment that comes out otherwise now."""

    case: str
    field: str
    stored: Any
    again: Any


def replay(case: RepairCase) -> list[Difference]:
    """Run a case's stored assessment again under the versions it names; raises LookupError if one is gone."""
    stored = Assessment.from_json(case.assessment)
    facts = facts_from_json(case.facts)
    again = assess(facts, library_of(stored.layers).governing(facts, stored.as_of), stored.as_of).to_json()
    return [
        Difference(case.number, field, case.assessment.get(field), value)
        for field, value in again.items()
        if case.assessment.get(field) != value
    ]


def replay_all() -> Iterator[tuple[RepairCase, list[Difference]]]:
    """Every case with a stored assessment, oldest first, with what comes out otherwise."""
    for case in RepairCase.objects.exclude(assessment={}).order_by("pk").iterator():
        yield case, replay(case)
