"""Why the answer is what it is (为什么), in the order in which a person would tell it."""

from datetime import date

from rules.assessment import Message, iso
from rules.facts import Facts
from rules.instruments import ENDS_BY_ITSELF, EXCLUDED, LIST_RULE, NOT_PUBLISHED, ON_APPLICATION
from rules.library import RuleSet
from rules.periods import Periods


def reasons_of(facts: Facts, rule_set: RuleSet, periods: Periods, on: date) -> list[Message]:
    """The class and its period first, then what is still open."""
    reasons = [_main_reason(facts, rule_set, periods)]
    if facts.ban_until and on <= facts.ban_until and rule_set.repair == ON_APPLICATION:
        reasons.append(Message("ban_running", {"until": iso(facts.ban_until)}))
    if facts.obligations_fulfilled is False and rule_set.repair == ON_APPLICATION:
        stays = rule_set.word("unfulfilled_at_maximum") == "stays"
        reasons.append(Message("why_obligations_stay" if stays else "why_obligations"))
    return reasons


def _main_reason(facts: Facts, rule_set: RuleSet, periods: Periods) -> Message:
    repair = rule_set.repair
    name = rule_set.rule_class.name if rule_set.rule_class else ""
    if repair == EXCLUDED:
        return Message("why_excluded", {"clause": rule_set.figures["repair"].clause})
    if repair in (NOT_PUBLISHED, ENDS_BY_ITSELF, LIST_RULE):
        return Message(f"why_{repair}", {"name": name, "ends_on": iso(periods.maximum)})
    if rule_set.rule_class is None:
        known = rule_set.instrument.knows_kind(facts.kind)
        return Message("why_unclassified" if known else "why_kind_unknown")
    return _period_reason(facts, rule_set, periods, name)


def _period_reason(facts: Facts, rule_set: RuleSet, periods: Periods, name: str) -> Message:
    length = rule_set.figure("min_period")
    if length is None:
        return Message("why_minor" if rule_set.severity == "minor" else "why_no_minimum", {"name": name})
    if periods.minimum is None:
        return Message("why_start_unknown", {"start": periods.start_of(facts)})
    params = {"name": name, "value": length.value, "unit": length.unit, "start": periods.start_of(facts)}
    params |= {"starts_on": iso(periods.start), "ends_on": iso(periods.minimum)}
    return Message("why_period", params)
