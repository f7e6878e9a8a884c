"""Holds one record against the rules that govern it: what is met, what is not, and from when."""

from datetime import date

from rules.assessment import ARISE_LATER, Assessment, Condition, SuggestedClass
from rules.conditions import conditions_of
from rules.facts import Facts
from rules.instruments import ENDS_BY_ITSELF, EXCLUDED, NOT_PUBLISHED, Suggestion
from rules.library import RuleSet
from rules.periods import is_on_show, periods_of
from rules.reasons import reasons_of
from rules.terms import Figure

DEADLINES = (
    "accept_working_days",
    "decide_working_days",
    "extension_working_days",
    "remove_working_days",
    "total_working_days",
)


def assess(facts: Facts, rule_set: RuleSet, on: date) -> Assessment:
    """Every condition with met, not met or unknown, as things stand on the day of application."""
    periods = periods_of(facts, rule_set)
    suggestion = suggested_class(facts, rule_set)
    conditions = tuple(conditions_of(facts, rule_set, periods, suggestion, on))
    return Assessment(
        as_of=on,
        rule_set=rule_set.id,
        rule_version=rule_set.version,
        layers=rule_set.layers,
        title=rule_set.instrument.title,
        number=rule_set.instrument.number,
        class_name=rule_set.rule_class.name if rule_set.rule_class else "",
        severity=rule_set.severity,
        starts_on=periods.start,
        published=is_on_show(facts, rule_set, periods, on),
        min_period_ends_on=periods.minimum,
        max_period_ends_on=periods.maximum,
        repairable_from=periods.repairable_from,
        repairable=all(c.met is True for c in conditions),
        may_apply=_may_apply(conditions),
        suggested_class=suggestion,
        conditions=conditions,
        deadlines={name: _deadline(rule_set, name) for name in DEADLINES},
        reasons=tuple(reasons_of(facts, rule_set, periods, on)),
    )


def suggested_class(facts: Facts, rule_set: RuleSet) -> SuggestedClass | None:
    """The class the default list gives while the department has set none. It never decides."""
    instrument = rule_set.instrument
    if rule_set.rule_class or not instrument.uses_severity:
        return None
    rows = [s for s in instrument.suggestions if facts.procedure in s.procedures]
    rows = rows or [s for s in instrument.suggestions if s.penalty_types & set(facts.penalty_types)]
    if not rows:
        return None

    def weight(row: Suggestion) -> tuple[bool, int, int]:
        rule_class = instrument.class_for_severity(row.severity)
        return rule_class.weight if rule_class else (False, 0, 0)

    heaviest = max(rows, key=weight)
    rule_class = instrument.class_for_severity(heaviest.severity)
    known = frozenset().union(*(s.penalty_types for s in instrument.suggestions))
    complete = bool(heaviest.procedures) or set(facts.penalty_types) <= known
    return SuggestedClass(
        severity=heaviest.severity,
        rule_set=rule_class.id if rule_class else instrument.id,
        cites=heaviest.evidence.cites,
        confirmed=heaviest.evidence.confirmed and complete,
    )


def _may_apply(conditions: tuple[Condition, ...]) -> bool:
    """Whether an application can be begun: what only arises during it does not count yet."""
    before = [c for c in conditions if c.code not in ARISE_LATER]
    return all(c.met is not False if c.code == "obligations" else c.met is True for c in before)


def _deadline(rule_set: RuleSet, name: str) -> Figure | None:
    """No application, no deadlines: what is not on show, not repairable or ends by itself has none."""
    without = (NOT_PUBLISHED, ENDS_BY_ITSELF, EXCLUDED)
    return None if rule_set.repair in without else rule_set.figure(name)
