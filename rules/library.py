"""All instruments together, and the question which of them governs a record on a day."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rules.facts import Facts
from rules.instruments import ON_APPLICATION, Instrument, Layer, Level, RuleClass
from rules.objection_words import Receiver
from rules.objections import ObjectionRules, compose
from rules.reading import BadRuleFile, canonical, read_content, read_file
from rules.terms import Figure

SETS = Path(__file__).parent / "sets"
COMPOSED_AT_MOST = 5000  # rule sets kept composed: the same few govern a whole file of records

# These belong to the class that gives the periods: another layer never fills them in,
# and a local set changes them only by naming them in its `overrides`.
OF_THE_CLASS_ALONE = frozenset({
    "start", "min_period", "no_min_period", "max_period", "repair", "on_show", "training", "credit_report",
    "unfulfilled_at_maximum", "maximum_follows_ban",
})  # fmt: skip


class NoRuleSet(LookupError):
    """No instrument in force on that day gives periods for the record."""

    code, field = "no_rule_set", "as_of"


class Version(NamedTuple):
    """One version of an instrument, and the day from which it counts; none where it replaces all before it."""

    instrument: Instrument
    counts_from: date | None


def counting(versions: Sequence[Version]) -> tuple[Instrument, ...]:
    """The versions of one instrument in their order, each for its days: a later one counts from its day on."""
    held: list[Instrument] = []
    for instrument, begins in versions:
        before = [each for each in held if begins and (each.counts_from or date.min) < begins]
        held = [_ending_before(each, begins) for each in before if begins]
        held.append(replace(instrument, counts_from=begins, counts_to=None))
    return tuple(held)


def _ending_before(instrument: Instrument, begins: date) -> Instrument:
    last = begins - timedelta(days=1)
    return replace(instrument, counts_to=min(instrument.counts_to or last, last))


class Said(NamedTuple):
    """What one instrument in force states for the record."""

    instrument: Instrument
    stated: Mapping[str, Figure]


@dataclass(frozen=True)
class RuleSet:
    """What governs one record on one day: the class that gives the periods, and every figure composed."""

    instrument: Instrument
    rule_class: RuleClass | None
    severity: str | None
    figures: Mapping[str, Figure]
    layers: tuple[Layer, ...]

    @property
    def id(self) -> str:
        return self.rule_class.id if self.rule_class else self.instrument.id

    @cached_property
    def version(self) -> str:
        """Twelve digits that change whenever anything in the composed rules changes."""
        composed = {name: figure.to_json() for name, figure in self.figures.items()}
        content = canonical({"id": self.id, "severity": self.severity, "figures": composed})
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    @property
    def repair(self) -> str | None:
        """How records of this class are repaired; unknown where no class covers the record."""
        figure = self.figures.get("repair")
        if figure:
            return str(figure.value)
        return ON_APPLICATION if self.rule_class else None

    def figure(self, name: str) -> Figure | None:
        return self.figures.get(name)

    def word(self, name: str, default: str = "") -> str:
        figure = self.figures.get(name)
        return str(figure.value) if figure else default

    def asks_for(self, condition: str) -> bool:
        return condition in self.figures


@dataclass(frozen=True)
class Library:
    """Every instrument, each in one version."""

    instruments: tuple[Instrument, ...]
    _composed: dict[object, RuleSet] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_files(cls, folder: Path = SETS) -> "Library":
        return cls._of(read_file(path) for path in folder.glob("*.toml"))

    @classmethod
    def from_contents(cls, contents: Iterable[Mapping[str, Any]]) -> "Library":
        return cls._of(read_content(content, str(content.get("id", "?"))) for content in contents)

    @classmethod
    def from_versions(cls, versions: Iterable["Version"]) -> "Library":
        """Every version, each for the days on which it counts: the day that is asked for chooses among them."""
        known: dict[str, list[Version]] = {}
        for each in versions:
            known.setdefault(each.instrument.id, []).append(each)
        return cls(tuple(one for i in sorted(known) for one in counting(known[i])))

    def with_version(self, instrument: Instrument, counts_from: date) -> "Library":
        """The same library once a further version takes effect."""
        ours = [Version(i, i.counts_from) for i in self.instruments if i.id == instrument.id]
        others = tuple(i for i in self.instruments if i.id != instrument.id)
        found = others + counting([*ours, Version(instrument, counts_from)])
        return Library(tuple(sorted(found, key=lambda i: (i.id, i.counts_from or date.min))))

    @classmethod
    def _of(cls, instruments: Iterable[Instrument]) -> "Library":
        known: dict[str, Instrument] = {}
        for instrument in instruments:
            if instrument.id in known:
                raise BadRuleFile(f"{instrument.id}: two files have this id; give each its own")
            known[instrument.id] = instrument
        return cls(tuple(known[i] for i in sorted(known)))

    def instrument(self, instrument_id: str) -> Instrument:
        """The latest version of an instrument."""
        return next(i for i in reversed(self.instruments) if i.id == instrument_id)

    def speaking(self, facts: Facts, on: date) -> list[Instrument]:
        """What is in force for the record: local before sector before national; nearer and newer first."""
        found = [i for i in self.instruments if i.in_force(on) and i.speaks_to(facts)]
        return sorted(found, key=_precedence)

    def governing(self, facts: Facts, on: date) -> RuleSet:
        """The rules for a record. The date of application chooses the instruments."""
        key = (on, facts.choosing)
        rule_set = self._composed.get(key)
        if rule_set is None:
            if len(self._composed) >= COMPOSED_AT_MOST:
                self._composed.clear()
            rule_set = self._composed[key] = self._rule_set_for(facts, on)
        return rule_set

    def _rule_set_for(self, facts: Facts, on: date) -> RuleSet:
        speaking = self.speaking(facts, on)
        base = next((i for i in speaking if i.classes and i.level not in (Level.LOCAL, Level.OFFICE)), None)
        if base is None:
            raise NoRuleSet(f"no rule set governs {facts.jurisdiction}/{facts.sector} on {on}")
        by_kind = base.kind_severity.get(facts.kind)
        severity = facts.severity or (str(by_kind.value) if by_kind else None)
        rule_class = base.class_of(facts, severity)
        said = [
            Said(i, i.stated(rule_class if i is base else i.class_of(facts, severity), on)) for i in speaking
        ]
        without = base.without | (rule_class.without if rule_class else frozenset())
        figures, layers = _compose(said, base, without)
        if rule_class and rule_class.severity:
            severity = rule_class.severity
        return RuleSet(base, rule_class, severity, figures, layers)

    def objection_rules(
        self, place: Facts | str, on: date, receiver: str = Receiver.PLATFORM
    ) -> ObjectionRules:
        """What holds for an objection to a record, or to records of a place. The day it is filed chooses."""
        facts = place if isinstance(place, Facts) else Facts(jurisdiction=place)
        return compose(self.speaking(facts, on), receiver)


def _precedence(instrument: Instrument) -> tuple[int, int, int, str]:
    begins = instrument.in_force_from or date.min
    return (instrument.level, -instrument.jurisdiction.count("-"), -begins.toordinal(), instrument.id)


def _compose(
    said: list[Said], base: Instrument, without: frozenset[str]
) -> tuple[dict[str, Figure], tuple[Layer, ...]]:
    """Take each figure from the first layer that may give it, and a confirmed source for it from any."""
    figures: dict[str, Figure] = {}
    used = {base.id}
    for instrument, stated in said:
        for name, figure in stated.items():
            if name in figures or not _may_give(instrument, name, base, without):
                continue
            witness, figures[name] = _best_source(instrument, name, figure, said)
            used |= {instrument.id, witness.id}
    layers = tuple(Layer(i.id, i.version) for i, _ in said if i.id in used)
    return dict(sorted(figures.items())), layers


def _may_give(instrument: Instrument, name: str, base: Instrument, without: frozenset[str]) -> bool:
    if instrument.level is Level.LOCAL:
        return name in instrument.overrides
    if name in without:
        return False
    return instrument is base or name not in OF_THE_CLASS_ALONE


def _best_source(
    instrument: Instrument, name: str, figure: Figure, said: list[Said]
) -> tuple[Instrument, Figure]:
    """The figure itself, or the same figure as another layer in force states it and was read to state it."""
    if not figure.confirmed:
        for other, stated in said:
            same = stated.get(name)
            if same and same.confirmed and same.says_the_same_as(figure):
                return other, same
    return instrument, figure
