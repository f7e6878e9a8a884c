"""One legal instrument as data: its figures, its classes of records, and when it is in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from rules.facts import Facts
from rules.terms import Figure


class Level(IntEnum):
    """Who speaks first where several instruments state the same figure."""

    LOCAL = 0
    SECTOR = 1
    NATIONAL_ORDER = 2
    NATIONAL_POLICY = 3
    OFFICE = 4


# How a record of a class is repaired; "list_rule" leaves it to the rules of the list it stands on.
ON_APPLICATION = "on_application"
NOT_PUBLISHED = "not_published"
ENDS_BY_ITSELF = "ends_by_itself"
EXCLUDED = "excluded"
LIST_RULE = "list_rule"
REPAIR_WORDS = frozenset({ON_APPLICATION, NOT_PUBLISHED, ENDS_BY_ITSELF, EXCLUDED, LIST_RULE})

# What a rule word may say. Any other name is a number.
RULE_WORDS = {
    "start": frozenset({"decision", "publication"}),
    "on_show": frozenset({"yes", "no", "if_published"}),
    "repair": REPAIR_WORDS,
    "unfulfilled_at_maximum": frozenset({"stays"}),
    "maximum_follows_ban": frozenset({"yes"}),
}


# What an instrument below may do with a figure that a higher one states. What nobody leaves open is fixed.
SHORTER, LONGER, OTHER = "shorter", "longer", "other"
LATITUDE_WORDS = frozenset({SHORTER, LONGER, OTHER})


@dataclass(frozen=True)
class Layer:
    """An instrument that contributed to a rule set, in the version it had."""

    id: str
    version: str


@dataclass(frozen=True)
class Case:
    """One row of "this class covers…": every list that is given must hold the record's fact."""

    kinds: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()
    penalty_types: frozenset[str] = frozenset()

    def covers(self, facts: Facts, severity: str | None, penalty_type: str | None) -> bool:
        asked = (
            (self.kinds, facts.kind),
            (self.severities, severity),
            (self.fields, facts.field),
            (self.procedures, facts.procedure),
            (self.penalty_types, penalty_type),
        )
        return all(not allowed or fact in allowed for allowed, fact in asked)


@dataclass(frozen=True)
class RuleClass:
    """A class of records with periods of its own, such as 一般失信 under Order 36."""

    id: str
    key: str
    name: str
    severity: str | None
    covers: tuple[Case, ...]
    figures: Mapping[str, Figure]
    without: frozenset[str] = frozenset()

    def holds(self, facts: Facts, severity: str | None, penalty_type: str | None) -> bool:
        return any(case.covers(facts, severity, penalty_type) for case in self.covers)

    @property
    def weight(self) -> tuple[bool, int, int]:
        """Longer periods weigh more; what cannot be repaired weighs most."""
        return (self.word("repair") == EXCLUDED, self._months("max_period"), self._months("min_period"))

    def word(self, name: str) -> str | None:
        figure = self.figures.get(name)
        return str(figure.value) if figure else None

    def _months(self, name: str) -> int:
        figure = self.figures.get(name)
        return (figure.months or 0) if figure else 0


@dataclass(frozen=True)
class Suggestion:
    """A default class for a penalty type. The department decides; this only spares it typing."""

    severity: str
    evidence: Figure
    penalty_types: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Instrument:
    """One regulation, as one version of its file states it."""

    id: str
    title: str
    number: str
    level: Level
    jurisdiction: str
    sector: str | None
    in_force_from: date | None
    in_force_to: date | None
    uses_severity: bool
    overrides: frozenset[str]
    without: frozenset[str]
    figures: Mapping[str, Figure]
    kind_severity: Mapping[str, Figure]
    classes: tuple[RuleClass, ...]
    suggestions: tuple[Suggestion, ...]
    objections: Mapping[str, Figure]
    objections_without: frozenset[str]
    receiver: str
    principles: Mapping[str, Figure]
    latitude: Mapping[str, Figure]
    sha256: str = field(compare=False)
    content: Mapping[str, Any] = field(compare=False, repr=False, hash=False)
    # From when to when this version is the one that counts here; no part of what it says.
    counts_from: date | None = None
    counts_to: date | None = None

    @property
    def version(self) -> str:
        return self.sha256[:12]

    def in_force(self, on: date) -> bool:
        counts = (self.counts_from or date.min) <= on <= (self.counts_to or date.max)
        return counts and (self.in_force_from or date.min) <= on <= (self.in_force_to or date.max)

    def holds_after(self, on: date) -> bool:
        """Whether it is in force on a day, or will be."""
        return on <= (self.in_force_to or date.max) and on <= (self.counts_to or date.max)

    def speaks_to(self, facts: Facts) -> bool:
        """Whether the instrument holds in the record's place and sector."""
        return self.jurisdiction in facts.places and self.sector in (None, facts.sector)

    def class_of(self, facts: Facts, severity: str | None) -> RuleClass | None:
        """The class of a record. Several penalty types in one decision: the longest period counts."""
        per_type = (self._class_of_one(facts, severity, one) for one in facts.penalty_types or (None,))
        found = [rule_class for rule_class in per_type if rule_class]
        return max(found, key=lambda rule_class: rule_class.weight, default=None)

    def knows_kind(self, kind: str) -> bool:
        """Whether any class covers records of this kind at all."""
        return any(not case.kinds or kind in case.kinds for c in self.classes for case in c.covers)

    def _class_of_one(self, facts: Facts, severity: str | None, penalty_type: str | None) -> RuleClass | None:
        holding = (c for c in self.classes if c.holds(facts, severity, penalty_type))
        return next(holding, None)

    def stated(self, rule_class: RuleClass | None, on: date) -> dict[str, Figure]:
        """Every figure the instrument states for records of this class; a class knows better than the whole."""
        own = {**self.figures, **(rule_class.figures if rule_class else {})}
        return {name: figure for name, figure in own.items() if figure.until is None or on <= figure.until}

    def class_for_severity(self, severity: str) -> RuleClass | None:
        return next((c for c in self.classes if c.severity == severity), None)

    def all_figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its place in the file, for tables and for checks."""
        tables = {"": self.figures, "kind_severity.": self.kind_severity}
        tables |= {"objections.": self.objections, "principles.": self.principles}
        tables |= {"latitude.": self.latitude}
        tables |= {f"classes.{c.key}.": c.figures for c in self.classes}
        for place, table in tables.items():
            yield from ((place + name, figure) for name, figure in table.items())
        yield from ((f"suggestions.{s.severity}", s.evidence) for s in self.suggestions)
