"""What the rules say about a case, and under which version of them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from casework.clocks import stamp_due_date
from casework.moves import Clock
from registry.assessing import facts_of
from repair.models import RepairCase
from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts
from rules.library import RuleSet
from rules.services import current_library, library_of, office_calendar
from rules.words import condition_text


def obligations_fulfilled(case: RepairCase) -> bool | None:
    """True if every obligation is fulfilled, as the register knows or the reviewer has accepted."""
    judged = {each.obligation_id: each.accepted for each in case.statements.all()}
    states = [one.fulfilled or judged.get(one.pk, one.fulfilled) for one in case.record.obligations.all()]
    if any(state is False for state in states):
        return False
    return None if any(state is None for state in states) else True


def case_facts(case: RepairCase) -> Facts:
    """The facts of the record, with what the applicant has done in this case."""
    known = facts_of(
        case.record,
        commitment_made=case.commitment_signed_on is not None,
        training_confirmed=case.trained_on is not None,
        credit_report_provided=bool(case.credit_report),
    )
    own = {"obligations_fulfilled": obligations_fulfilled(case)}
    if applied_before_the_bar(case):
        own["barred_until"] = None
    return Facts(**{**asdict(known), **own})


def applied_before_the_bar(case: RepairCase) -> bool:
    """A bar shuts the door to applications made while it runs; one handed in before goes its way."""
    begun = case.subject.repair_barred_from if case.subject_id else None
    return bool(begun and case.submitted_on and case.submitted_on < begun)


def governing(case: RepairCase, facts: Facts, on: date) -> tuple[RuleSet, date]:
    """The rule set of a case and the day it is asked for.

    Until the application is made, today's rules; from then on those of the day of application, in
    the version they had then.
    """
    if case.submitted_on and case.assessment:
        layers = Assessment.from_json(case.assessment).layers
        return library_of(layers).governing(facts, case.submitted_on), case.submitted_on
    return current_library().governing(facts, on), on


def assess_case(case: RepairCase, on: date) -> Assessment:
    """Ask the rules about the case and hand it the answer, for the conditions of its next step."""
    facts = case_facts(case)
    rule_set, asked_for = governing(case, facts, on)
    case.assessed = assess(facts, rule_set, asked_for)
    case.rule_set = rule_set
    return case.assessed


def figure_today(case: RepairCase, name: str, on: date) -> int:
    """A setting of the office as it is today: it binds those who work on the case, whenever that began."""
    figure = current_library().governing(case_facts(case), on).figure(name)
    if figure is None:
        raise LookupError(f"no rule file states {name!r}")
    return int(figure.value)


def assess_as_recorded_now(case: RepairCase) -> bool:
    """After the record has moved or was corrected: ask the rules that this chooses, as of the day of application.

    False where the rules are those of before, in the version that the case has.
    """
    facts = case_facts(case)
    if facts_from_json(case.facts).choosing == facts.choosing:
        return False
    asked_for = case.submitted_on or case.moving_on
    case.rule_set = current_library().governing(facts, asked_for)
    case.assessed = assess(facts, case.rule_set, asked_for)
    return True


def asked_of_the_applicant(rule_set: RuleSet) -> tuple[bool, int]:
    """Whether the rules ask for training, and how many supplements they give in each stage."""
    rounds = rule_set.figure("supplement_rounds")
    return rule_set.asks_for("training"), int(rounds.value) if rounds else 1


# What shuts the door before anything is filled in; the period alone only makes the case wait.
BEFORE_STARTING = frozenset({"repairable_kind", "severity_known", "obligations", "ban_expired", "repair_bar"})


def closed_doors(assessed: Assessment) -> list[str]:
    """Why a record cannot be applied for at all, in words; nothing where it can, perhaps later."""
    shut = [each for each in assessed.conditions if each.code in BEFORE_STARTING and each.met is False]
    return [condition_text(each) for each in shut]


def keep_assessment(case: RepairCase) -> None:
    """Store the assessment a step was taken on, with its facts, so that it can be run again."""
    case.facts = facts_to_json(case_facts(case))
    case.assessment = case.assessed.to_json()


def facts_to_json(facts: Facts) -> dict[str, Any]:
    plain = asdict(facts)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def facts_from_json(content: dict[str, Any]) -> Facts:
    dates = {
        name: date.fromisoformat(content[name]) if content.get(name) else None
        for name in ("decided_on", "published_on", "ban_until", "barred_until")
    }
    return Facts(**{**content, **dates, "penalty_types": tuple(content["penalty_types"])})


def term(case: RepairCase, mark: str, stage: str, figure: str) -> Clock | None:
    """The start of a term that the case's rules give; none where they give none."""
    days = case.assessed.days(figure)
    return None if days is None else Clock(mark, stage, days)


def renew_due_date(case: RepairCase, on: date) -> None:
    """Derive the due date from the events again, and store it for sorting."""
    stamp_due_date(case, as_of=on, calendar=office_calendar())
    case.save(update_fields=["due_on", "due_is_provisional"])
