"""The conditions of repair, one by one: met, not met or unknown, with the clause each stands on."""

from dataclasses import replace
from datetime import date

from rules.assessment import Condition, Message, SuggestedClass, iso
from rules.facts import Facts
from rules.instruments import ENDS_BY_ITSELF, EXCLUDED, LIST_RULE, NOT_PUBLISHED, ON_APPLICATION
from rules.library import RuleSet
from rules.periods import DAY, Periods
from rules.terms import Figure

UNSOURCED = Figure("required", "rule", "", False)


def conditions_of(
    facts: Facts, rule_set: RuleSet, periods: Periods, suggestion: SuggestedClass | None, on: date
) -> list[Condition]:
    """Every condition the rules name for the record, in the order in which people ask for them."""
    found = [
        _min_period(facts, rule_set, periods, on),
        _obligations(facts, rule_set),
        _done(rule_set, "commitment", facts.commitment_made),
    ]
    if rule_set.asks_for("training"):
        found.append(_done(rule_set, "training", facts.training_confirmed))
    if rule_set.asks_for("credit_report"):
        found.append(_done(rule_set, "credit_report", facts.credit_report_provided))
    found += [
        _repairable_kind(facts, rule_set, periods),
        _severity_known(facts, rule_set, suggestion),
        _ban_expired(facts, rule_set, on),
    ]
    if facts.barred_until:
        found.append(_repair_bar(rule_set, facts.barred_until, on))
    return found


def _condition(rule_set: RuleSet, code: str, met: bool | None, says: str, **params: object) -> Condition:
    return _sourced(code, met, rule_set.figure(code) or UNSOURCED, says, **params)


def _sourced(code: str, met: bool | None, source: Figure, says: str, **params: object) -> Condition:
    message = Message(says, {name: iso(value) for name, value in params.items()})
    return Condition(code, met, source.cites, source.confirmed, message)


def _min_period(facts: Facts, rule_set: RuleSet, periods: Periods, on: date) -> Condition:
    code, length = "min_period", rule_set.figure("min_period")
    source = _with_start(length or rule_set.figure("no_min_period") or UNSOURCED, rule_set)
    if rule_set.rule_class is None:
        return _sourced(code, None, source, "min_period_class_unknown")
    if length is None and rule_set.repair != ON_APPLICATION:
        return _sourced(code, None, source, f"min_period_{rule_set.repair}")
    if periods.start is None:
        return _sourced(code, None, source, "min_period_start_unknown", start=periods.start_of(facts))
    if length is None or periods.minimum is None:
        return _sourced(code, on >= periods.start, source, "min_period_none", starts_on=periods.start)
    met = on > periods.minimum
    days = (on - periods.minimum if met else periods.minimum + DAY - on).days
    return _sourced(
        code,
        met,
        source,
        "min_period_met" if met else "min_period_running",
        value=length.value,
        unit=length.unit,
        start=periods.start_of(facts),
        starts_on=periods.start,
        ends_on=periods.minimum,
        days=days,
    )


def _with_start(source: Figure, rule_set: RuleSet) -> Figure:
    """A period is only as sure as the day from which it is counted."""
    start = rule_set.figure("start")
    return replace(source, confirmed=False) if start and not start.confirmed else source


def _obligations(facts: Facts, rule_set: RuleSet) -> Condition:
    says = {True: "obligations_fulfilled", False: "obligations_open", None: "obligations_unknown"}
    met = facts.obligations_fulfilled
    return _condition(rule_set, "obligations", met, says[met])


def _done(rule_set: RuleSet, code: str, done: bool) -> Condition:
    return _condition(rule_set, code, done, f"{code}_done" if done else f"{code}_missing")


def _repairable_kind(facts: Facts, rule_set: RuleSet, periods: Periods) -> Condition:
    code, repair = "repairable_kind", rule_set.repair
    source = rule_set.figure("repair") or rule_set.figure(code) or UNSOURCED
    if repair is None and rule_set.instrument.knows_kind(facts.kind):
        return _sourced(code, True, source, "kind_repairable")
    met = {
        ON_APPLICATION: True,
        NOT_PUBLISHED: False,
        ENDS_BY_ITSELF: False,
        EXCLUDED: False,
        LIST_RULE: None,
    }
    says = f"kind_{repair}" if repair in met else "kind_unknown"
    if repair == ON_APPLICATION:
        says = "kind_repairable"
    return _sourced(code, met.get(repair or ""), source, says, ends_on=periods.maximum)


def _severity_known(facts: Facts, rule_set: RuleSet, suggestion: SuggestedClass | None) -> Condition:
    code, severity = "severity_known", rule_set.severity
    if not rule_set.instrument.uses_severity:
        return _condition(rule_set, code, True, "severity_not_used")
    if rule_set.rule_class:
        return _severity_of_class(facts, rule_set)
    if severity:
        known = not rule_set.instrument.knows_kind(facts.kind)
        says = "severity_set" if known else "severity_not_in_set"
        return _condition(rule_set, code, known, says, severity=severity)
    suggested = suggestion.severity if suggestion else None
    return _condition(rule_set, code, False, "severity_unknown", suggested=suggested)


def _severity_of_class(facts: Facts, rule_set: RuleSet) -> Condition:
    """Set by the department, or given by the kind of the record, or by its field and penalty."""
    code, severity = "severity_known", rule_set.severity
    by_kind = rule_set.instrument.kind_severity.get(facts.kind)
    if severity == facts.severity:
        return _condition(rule_set, code, True, "severity_set", severity=severity)
    if by_kind and not facts.severity:
        return _sourced(code, True, by_kind, "severity_by_kind", severity=severity)
    return _condition(rule_set, code, True, "severity_by_rule", severity=severity)


def _ban_expired(facts: Facts, rule_set: RuleSet, on: date) -> Condition:
    until = facts.ban_until
    if until is None:
        return _condition(rule_set, "ban_expired", True, "ban_none")
    return _condition(
        rule_set, "ban_expired", on > until, "ban_expired" if on > until else "ban_running", until=until
    )


def _repair_bar(rule_set: RuleSet, until: date, on: date) -> Condition:
    """Whoever handed in what was false cannot apply for a time, whatever the record."""
    source = rule_set.figure("false_statement_bar") or UNSOURCED
    over = on > until
    says = "repair_bar_over" if over else "repair_bar_running"
    return _sourced("repair_bar", over, source, says, until=until, clause=source.clause)
