"""R2: what is looked at before an application is taken up: five questions, each answered by what is known.

No rule is stated here: the answers are those of the assessment, of the conditions of handing in, and of
the case's own guards, gathered under the question they belong to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from casework.policy import acts_for_the_subject, words_of
from registry.models import Mandate
from repair.models import RepairCase
from repair.models import conditions as need
from repair.selectors.cases import CaseFile
from rules.assessment import Condition

PAPERS = (
    need.commitment_is_signed,
    need.training_is_confirmed_where_asked,
    need.credit_report_is_named_where_asked,
    need.every_obligation_is_answered,
)


@dataclass(frozen=True)
class Check:
    """One question: yes, no, or for the reviewer to judge; where the answer comes from, and its clauses."""

    code: str
    met: bool | None
    source: str = ""
    missing: tuple[Any, ...] = ()  # sentences: what speaks against it
    conditions: tuple[Condition, ...] = field(default=())


def acceptance_checks(file: CaseFile) -> list[Check]:
    """Identified by us? Papers complete? In time? The right party? Not twice?"""
    return [_ours(file.case), _papers(file), _period(file), _party(file), _twice(file.case)]


def _ours(case: RepairCase) -> Check:
    return Check("ours", case.department_id == case.record.department_id, source=case.record.department.name)


def _papers(file: CaseFile) -> Check:
    lacking = tuple(words_of(each) for each in PAPERS if not each(file.case))
    asked = _of(file, lambda each: each.code in {"commitment", "training", "credit_report"})
    return Check("papers", not lacking, missing=lacking, conditions=asked)


def _period(file: CaseFile) -> Check:
    periods = _of(file, lambda each: each.code in {"min_period", "ban_expired", "repair_bar"})
    return Check("period", all(each.met for each in periods), conditions=periods)


def _of(file: CaseFile, wanted: Callable[[Condition], bool]) -> tuple[Condition, ...]:
    return tuple(each for each in file.assessed.conditions if wanted(each))


def _party(file: CaseFile) -> Check:
    """Whoever handed it in acted for the subject that day; a remark on the subject's facts is for the reviewer."""
    case, remark = file.case, getattr(file.case, "subject_check", None)
    submitted = next(each for each in reversed(file.events) if each.verb == "submit")
    case.moving_on = submitted.on
    acts = acts_for_the_subject(case, submitted.actor)
    held = (
        Mandate.objects.in_force(submitted.on).filter(user=submitted.actor, subject=case.subject_id).first()
    )
    source = f"{held.get_role_display()}　{held.authorisation}".strip() if held else ""
    return Check("party", None if acts and remark and not remark.right else acts, source=source)


def _twice(case: RepairCase) -> Check:
    others = RepairCase.objects.filter(record=case.record_id, closed=False).exclude(pk=case.pk)
    numbers = tuple(others.values_list("number", flat=True))
    return Check("twice", not numbers, missing=numbers)
