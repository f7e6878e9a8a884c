"""What the rules say about rows that are new: by the same functions as `assess`, but fast.

Which rule set governs does not hang on a record's own dates, so rule sets are looked up once per
kind of row; only the periods are counted for each. A test holds the result against `assess`.
"""

from dataclasses import dataclass
from datetime import date

from registry.assessing import last_day_on_show
from registry.importing.entry import Row
from registry.models.records import RecordKind
from rules.assess import suggested_class
from rules.facts import Facts
from rules.library import Library, NoRuleSet, RuleSet
from rules.periods import is_on_show, periods_of

BY_DEFAULT = "本单位采用规则集默认分类："


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


class Judge:
    """Assesses rows as of one day under one library."""

    def __init__(self, library: Library, on: date):
        self.library, self.on = library, on
        self._governed: dict[tuple, _Governed | None] = {}

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
        facts = _facts(row, governed.severity, dated=True, fulfilled=fulfilled)
        periods = periods_of(facts, governed.rule_set)
        classified = governed.rule_set.rule_class is not None
        return Judged(
            governed.severity,
            governed.severity_basis,
            periods.minimum,
            periods.maximum,
            periods.repairable_from,
            governed.rule_set.id,
            governed.version,
            classified and is_on_show(facts, governed.rule_set, periods, self.on),
            last_day_on_show(facts, governed.rule_set),
        )

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
