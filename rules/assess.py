"""Holds one record against the rules that govern it: what is met, what is not, and from when."""

from dataclasses import replace
from datetime import date

from rules.assessment import ARISE_LATER, Assessment, Condition, Message, SuggestedClass, iso
from rules.facts import Facts
from rules.instruments import ENDS_BY_ITSELF, EXCLUDED, LIST_RULE, NOT_PUBLISHED, ON_APPLICATION, Suggestion
from rules.library import RuleSet
from rules.periods import Periods, is_on_show, periods_of
from rules.terms import Figure

DEADLINES = (
    "accept_working_days",
    "decide_working_days",
    "extension_working_days",
    "remove_working_days",
    "total_working_days",
)
UNSOURCED = Figure("required", "rule", "", False)


def assess(facts: Facts, rule_set: RuleSet, on: date) -> Assessment:
    """Every condition with met, not met or unknown, as things stand on the day of application."""
    periods = periods_of(facts, rule_set)
    suggestion = suggested_class(facts, rule_set)
    conditions = tuple(_conditions(facts, rule_set, periods, suggestion, on))
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
        reasons=tuple(_reasons(facts, rule_set, periods)),
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


def _conditions(
    facts: Facts, rule_set: RuleSet, periods: Periods, suggestion: SuggestedClass | None, on: date
) -> list[Condition]:
    found = [
        _min_period(rule_set, periods, on),
        _obligations(facts, rule_set),
        _done(rule_set, "commitment", facts.commitment_made),
    ]
    if rule_set.asks_for("training"):
        found.append(_done(rule_set, "training", facts.training_confirmed))
    if rule_set.asks_for("credit_report"):
        found.append(_done(rule_set, "credit_report", facts.credit_report_provided))
    found += [
        _repairable_kind(rule_set, periods),
        _severity_known(facts, rule_set, suggestion),
        _ban_expired(facts, rule_set, on),
    ]
    return found


def _condition(rule_set: RuleSet, code: str, met: bool | None, says: str, **params: object) -> Condition:
    return _sourced(code, met, rule_set.figure(code) or UNSOURCED, says, **params)


def _sourced(code: str, met: bool | None, source: Figure, says: str, **params: object) -> Condition:
    message = Message(says, {name: iso(value) for name, value in params.items()})
    return Condition(code, met, source.cites, source.confirmed, message)


def _min_period(rule_set: RuleSet, periods: Periods, on: date) -> Condition:
    code, length = "min_period", rule_set.figure("min_period")
    source = _with_start(length or rule_set.figure("no_min_period") or UNSOURCED, rule_set)
    if rule_set.rule_class is None:
        return _sourced(code, None, source, "min_period_class_unknown")
    if rule_set.repair != ON_APPLICATION:
        return _sourced(code, None, source, f"min_period_{rule_set.repair}")
    if periods.start is None:
        return _sourced(code, None, source, "min_period_start_unknown", start=periods.start_rule)
    if length is None or periods.minimum is None:
        met = on >= periods.start
        return _sourced(code, met, source, "min_period_none", starts_on=periods.start)
    met = on > periods.minimum
    return _sourced(
        code, met, source, "min_period_met" if met else "min_period_running",
        value=length.value, unit=length.unit, start=periods.start_rule, starts_on=periods.start,
        ends_on=periods.minimum, days=abs((on - periods.minimum).days),
    )  # fmt: skip


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


def _repairable_kind(rule_set: RuleSet, periods: Periods) -> Condition:
    code, repair = "repairable_kind", rule_set.repair
    source = rule_set.figure("repair") or rule_set.figure(code) or UNSOURCED
    if repair is None and rule_set.instrument.uses_severity:
        return _sourced(code, True, source, "kind_repairable")
    met = {ON_APPLICATION: True, NOT_PUBLISHED: False, ENDS_BY_ITSELF: False, EXCLUDED: False, LIST_RULE: None}
    says = f"kind_{repair}" if repair in met else "kind_unknown"
    if repair == ON_APPLICATION:
        says = "kind_repairable"
    return _sourced(code, met.get(repair or ""), source, says, ends_on=periods.maximum)


def _severity_known(facts: Facts, rule_set: RuleSet, suggestion: SuggestedClass | None) -> Condition:
    code = "severity_known"
    if not rule_set.instrument.uses_severity or (rule_set.rule_class and not rule_set.severity):
        return _condition(rule_set, code, True, "severity_not_used")
    if rule_set.rule_class:
        by_kind = None if facts.severity else rule_set.instrument.kind_severity.get(facts.kind)
        source = by_kind or rule_set.figure(code) or UNSOURCED
        says = "severity_by_kind" if by_kind else "severity_set"
        return _sourced(code, True, source, says, severity=rule_set.severity, kind=facts.kind)
    if rule_set.severity:
        return _condition(rule_set, code, False, "severity_not_in_set", severity=rule_set.severity)
    suggested = suggestion.severity if suggestion else None
    return _condition(rule_set, code, False, "severity_unknown", suggested=suggested)


def _ban_expired(facts: Facts, rule_set: RuleSet, on: date) -> Condition:
    until = facts.ban_until
    if until is None:
        return _condition(rule_set, "ban_expired", True, "ban_none")
    return _condition(
        rule_set, "ban_expired", on > until, "ban_expired" if on > until else "ban_running", until=until
    )


def _may_apply(conditions: tuple[Condition, ...]) -> bool:
    """Whether an application can be begun: what only arises during it does not count yet."""
    before = [c for c in conditions if c.code not in ARISE_LATER]
    return all(c.met is not False if c.code == "obligations" else c.met is True for c in before)


def _deadline(rule_set: RuleSet, name: str) -> Figure | None:
    """No application, no deadlines: what is not on show, not repairable or ends by itself has none."""
    without = (NOT_PUBLISHED, ENDS_BY_ITSELF, EXCLUDED)
    return None if rule_set.repair in without else rule_set.figure(name)


def _reasons(facts: Facts, rule_set: RuleSet, periods: Periods) -> list[Message]:
    """Why the answer is what it is, in the order in which a person would tell it."""
    name = rule_set.rule_class.name if rule_set.rule_class else ""
    length, repair = rule_set.figure("min_period"), rule_set.repair
    reasons = []
    if repair == EXCLUDED:
        reasons.append(Message("why_excluded", {"title": rule_set.instrument.title, "number": rule_set.instrument.number}))
    elif repair in (NOT_PUBLISHED, ENDS_BY_ITSELF, LIST_RULE):
        reasons.append(Message(f"why_{repair}", {"name": name, "ends_on": iso(periods.maximum)}))
    elif rule_set.rule_class is None:
        says = "why_unclassified" if rule_set.instrument.uses_severity else "why_kind_unknown"
        reasons.append(Message(says, {}))
    elif length is None:
        reasons.append(Message("why_minor" if rule_set.severity == "minor" else "why_no_minimum", {"name": name}))
    elif periods.minimum is not None:
        params = {"name": name, "value": length.value, "unit": length.unit, "start": periods.start_rule}
        params |= {"starts_on": iso(periods.start), "ends_on": iso(periods.minimum)}
        reasons.append(Message("why_period", params))
    if facts.obligations_fulfilled is False and repair == ON_APPLICATION:
        stays = bool(rule_set.figure("unfulfilled_at_maximum"))
        reasons.append(Message("why_obligations_stay" if stays else "why_obligations", {}))
    return reasons
