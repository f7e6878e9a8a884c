"""What the rules say about rows that are new: by the same functions as `assess`, but fast.

Which rule set governs does not hang on a record's own dates, so rule sets are looked up once per
kind of row; only the periods are counted for each. A test holds the result against `assess`.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from registry.assessing import last_day_on_show
from registry.importing.entry import Row
from registry.models.records import RecordKind
from rules.assess import suggested_class
from rules.facts import Facts
from rules.library import Library, NoRuleSet, RuleSet
from rules.periods import is_on_show, periods_of

BY_DEFAULT = "本单位采用规则集默认分类："
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Judged:
    """The columns of a record that follow from the rules."""

    severity: str
    severity_basis: str
    min_period_ends_on: date | None = None
    max_period_ends_on: date | None = None
    repairable_from: date | None = None
    rule_set: str = ""
    rule_version: str = ""
    on_show: bool = False
    shown_until: date | None = None


@dataclass(frozen=True, slots=True)
class _Governed:
    rule_set: RuleSet
    version: str
    severity: str
    severity_basis: str


class _Dates(NamedTuple):
    """The columns of Judged that come from the periods, in its order."""

    min_period_ends_on: date | None
    max_period_ends_on: date | None
    repairable_from: date | None
    rule_set: str
    rule_version: str
    on_show: bool
    shown_until: date | None


class Judge:
    """Assesses rows as of one day under one library."""

    def __init__(self, library: Library, on: date):
        self.library, self.on = library, on
        self._governed: dict[tuple, _Governed | None] = {}
        self._known: dict[tuple, _Dates] = {}

    def judge(
        self, row: Row, *, fulfilled: bool | None, severity: str = "", severity_basis: str = ""
    ) -> Judged:
        """The row as the rules see it; `severity` is the class the department has set before."""
        severity, severity_basis = (
            (severity, severity_basis) if severity else (row.severity, row.severity_basis)
        )
        governed = self._governing(row, severity, severity_basis)
        if governed is None:
            return Judged(severity, severity_basis)
        return Judged(
            governed.severity,
            governed.severity_basis,
            *self._dates(row, governed, fulfilled),
        )

    def _dates(self, row: Row, governed: _Governed, fulfilled: bool | None) -> _Dates:
        """Periods under one rule set hang on these facts alone, and many rows share them."""
        key = (governed.rule_set.id, governed.version, row.decided_on, row.ban_until, fulfilled)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[key] = _count(
                _facts(row, governed.severity, dated=True, fulfilled=fulfilled), governed, self.on
            )
        return known

    def _governing(self, row: Row, severity: str, severity_basis: str) -> _Governed | None:
        key = (row.department.pk, severity, severity_basis, row.penalty_types)
        if key not in self._governed:
            self._governed[key] = self._govern(row, severity, severity_basis)
        return self._governed[key]

    def _govern(self, row: Row, severity: str, severity_basis: str) -> _Governed | None:
        try:
            rule_set = self._rule_set(row, severity)
            if not severity and row.department.adopts_default_classes:
                suggested = suggested_class(_facts(row, severity), rule_set)
                if suggested is not None:
                    severity, severity_basis = suggested.severity, f"{BY_DEFAULT}{suggested.cites}"[:200]
                    rule_set = self._rule_set(row, severity)
        except NoRuleSet:
            return None
        return _Governed(rule_set, rule_set.version, str(severity), severity_basis)

    def _rule_set(self, row: Row, severity: str) -> RuleSet:
        return self.library.governing(_facts(row, severity), self.on)


def _count(facts: Facts, governed: _Governed, on: date) -> _Dates:
    rule_set = governed.rule_set
    periods = periods_of(facts, rule_set)
    return _Dates(
        periods.minimum,
        periods.maximum,
        periods.repairable_from,
        rule_set.id,
        governed.version,
        rule_set.rule_class is not None and is_on_show(facts, rule_set, periods, on),
        last_day_on_show(facts, rule_set),
    )


def _facts(row: Row, severity: str, *, dated: bool = False, fulfilled: bool | None = None) -> Facts:
    return Facts(
        jurisdiction=row.department.jurisdiction,
        sector=row.department.sector,
        kind=RecordKind.PENALTY.value,
        severity=severity or None,
        field=row.department.field or None,
        penalty_types=row.penalty_types,
        decided_on=row.decided_on if dated else None,
        obligations_fulfilled=fulfilled,
        ban_until=row.ban_until if dated else None,
    )
