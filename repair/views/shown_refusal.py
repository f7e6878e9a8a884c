"""What a refusal rests on, as its applicant reads it."""

from dataclasses import dataclass
from datetime import date

from repair.models import FulfilmentStatement
from repair.selectors import CaseFile
from repair.services.decision_facts import again_from
from repair.views.shown_rules import ShownCondition, shown_condition
from rules.assessment import Assessment

REFUSED = frozenset({"rejected", "not_accepted"})


@dataclass(frozen=True)
class Grounds:
    """What a refusal rests on besides the reviewer's words: the evidence, the clauses, and the day from which
    the law would answer otherwise."""

    found: list[FulfilmentStatement]
    unmet: list[ShownCondition]
    again_from: date | None


def grounds_of(file: CaseFile) -> Grounds | None:
    """The grounds as they stood when the case was refused; none for any other answer."""
    case = file.case
    if case.status not in REFUSED:
        return None
    decided = Assessment.from_json(case.assessment) if case.assessment else file.assessed
    return Grounds(
        found=file.statements,
        unmet=[shown_condition(each) for each in decided.conditions if each.met is False],
        again_from=again_from(decided, case.decided_on) if case.decided_on else None,
    )
