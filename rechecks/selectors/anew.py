"""The assessment anew: the record under the rules of the day on which it was decided, without what was decided."""

from datetime import date

from rechecks.models import RecheckCase
from rechecks.selectors.as_it_was import record_as_it_was
from registry.assessing import facts_of
from repair.models import RepairCase
from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts
from rules.library import Library
from rules.services import current_library, library_of


def assess_anew(case: RecheckCase) -> Assessment:
    """What the rules of that day say of the facts as they are on file.

    Whether an obligation is fulfilled is taken from the register alone: what a reviewer has accepted
    is for the checker to judge.
    """
    facts = _facts(case)
    library, asked_for = _rules(case)
    return assess(facts, library.governing(facts, asked_for), asked_for)


def _facts(case: RecheckCase) -> Facts:
    repair, record = _repair(case), record_as_it_was(case)
    if repair is None:
        return facts_of(record)
    return facts_of(
        record,
        commitment_made=repair.commitment_signed_on is not None,
        training_confirmed=repair.trained_on is not None,
        credit_report_provided=bool(repair.credit_report),
    )


def _rules(case: RecheckCase) -> tuple[Library, date]:
    """The very versions that the decision names, or what held on the day the matter was brought."""
    repair = _repair(case)
    if repair is not None and repair.assessment:
        stored = Assessment.from_json(repair.assessment)
        return library_of(stored.layers), stored.as_of
    examined = case.examines
    return current_library(), case.opened_on if examined is None else examined.opened_on


def _repair(case: RecheckCase) -> RepairCase | None:
    examined = case.examines
    return examined.as_kind if examined is not None and examined.machine == RepairCase.MACHINE else None  # type: ignore[return-value]
