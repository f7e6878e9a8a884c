"""From when to when a record is on show, and from when it can be repaired."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules.facts import Facts, Kind
from rules.instruments import ON_APPLICATION
from rules.library import RuleSet

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Periods:
    """The dates of one record under one rule set. Last days are inclusive; unknown is None."""

    start_rule: str
    start: date | None = None
    minimum: date | None = None
    maximum: date | None = None
    repairable_from: date | None = None

    def start_of(self, facts: Facts) -> str:
        """What the period counts from, in the word for this kind of record."""
        penalty = self.start_rule == "decision" and facts.kind == Kind.PENALTY
        return "penalty_decision" if penalty else self.start_rule


def periods_of(facts: Facts, rule_set: RuleSet) -> Periods:
    """Count the periods from the day the rule set names: the decision, or the publication."""
    start_rule = rule_set.word("start", "decision")
    start = facts.published_on if start_rule == "publication" else facts.decided_on
    if rule_set.rule_class is None or start is None:
        return Periods(start_rule, start)
    minimum = _end(rule_set, "min_period", start)
    return Periods(
        start_rule,
        start,
        minimum,
        _maximum(facts, rule_set, start),
        _repairable_from(facts, rule_set, start, minimum),
    )


def _end(rule_set: RuleSet, name: str, start: date) -> date | None:
    figure = rule_set.figure(name)
    return figure.ends_on(start) if figure else None


def _maximum(facts: Facts, rule_set: RuleSet, start: date) -> date | None:
    """The last day on show; some rules follow a ban that runs longer."""
    maximum = _end(rule_set, "max_period", start)
    if maximum and facts.ban_until and rule_set.word("maximum_follows_ban") == "yes":
        return max(maximum, facts.ban_until)
    return maximum


def _repairable_from(facts: Facts, rule_set: RuleSet, start: date, minimum: date | None) -> date | None:
    """The day after the minimum and after every ban; without a minimum, the start itself."""
    if rule_set.repair != ON_APPLICATION:
        return None
    earliest = minimum + DAY if minimum else start
    bans = [day + DAY for day in (facts.ban_until, facts.barred_until) if day]
    return max([earliest, *bans])


def is_on_show(facts: Facts, rule_set: RuleSet, periods: Periods, on: date) -> bool:
    """Whether the record should be on show on a day, repair aside."""
    shown = facts.published_on is not None and facts.published_on <= on
    if rule_set.rule_class is None:
        # Not classified: nothing new goes on show; what is on show stays until it is classified.
        return shown
    on_show = rule_set.word("on_show", "yes")
    if on_show == "no" or periods.start is None or on < periods.start:
        return on_show == "yes" and periods.start is None and shown
    if on_show == "if_published" and not shown:
        return False
    if periods.maximum is None or on <= periods.maximum:
        return True
    return facts.obligations_fulfilled is False and rule_set.word("unfulfilled_at_maximum") == "stays"
