"""The answer to each claim, by whoever's turn it is; an answer that changes nothing needs a reason the letter can state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from objections.models import Answer, Claim, ClaimAnswer, ObjectionCase, Status
from objections.models.status import IN_REVIEW
from objections.services.access import turn_to_answer
from registry.correctable import FIELDS, CannotCorrect, check


@dataclass(frozen=True)
class AnswerDraft:
    """What is answered to one claim: `value` is what the record says from now on, as typed."""

    answer: str
    value: str = ""
    reason: str = ""
    source: str = ""
    cites: str = ""


@transaction.atomic
def answer(number: str, answers: Mapping[int, AnswerDraft], *, by: Any, on: date) -> ObjectionCase:
    """Answer claims by their numbers; answers can be changed until the matter is concluded.

    Raises CaseError with the field: `answer_1`, `value_1`, `reason_1`, …
    """
    case = turn_to_answer(number, by)
    claims = {each.number: each for each in case.claims.all()}
    for place, said in answers.items():
        if place not in claims:
            raise CaseError(_("This objection has no such claim."), field=f"answer_{place}")
        values = _read(claims[place], said)
        ClaimAnswer.objects.update_or_create(
            claim=claims[place], round=case.round, defaults=values | {"by": by, "on": on}
        )
    _fits_together(case, on)
    return case


def _read(claim: Claim, said: AnswerDraft) -> dict[str, Any]:
    place = claim.number
    if said.answer not in Answer.values:
        raise CaseError(_("Please choose an answer."), field=f"answer_{place}")
    if not said.reason.strip():
        raise CaseError(_("Give a reason that the letter can state."), field=f"reason_{place}")
    return {
        "answer": said.answer,
        "value": _value(claim, said),
        "reason": said.reason.strip(),
        "source": said.source.strip(),
        "cites": said.cites.strip(),
    }


def _value(claim: Claim, said: AnswerDraft) -> str:
    """The corrected value as it is kept; nothing where nothing is corrected."""
    if said.answer != Answer.CORRECTED:
        return ""
    if claim.of_the_record:
        raise CaseError(
            _("The record as a whole is right or withdrawn; to correct a field, answer a claim on it."),
            field=f"answer_{claim.number}",
        )
    field = FIELDS[claim.field]
    try:
        value = field.packed(field.read(said.value))
        same = field.says_already(claim.case.record, said.value)
    except CannotCorrect as refusal:
        raise CaseError(str(refusal), field=f"value_{claim.number}") from refusal
    if not value:
        raise CaseError(_("Say what is right, or answer “deleted”."), field=f"value_{claim.number}")
    if same:
        raise CaseError(_("That is what the record says already."), field=f"value_{claim.number}")
    return value


def _fits_together(case: ObjectionCase, on: date) -> None:
    """The record has to be able to say all of the corrections at once."""
    given = [
        (claim.field, each.value)
        for claim in case.claims.prefetch_related("answers")
        for each in claim.answers.all()
        if each.round == case.round and each.changes_the_record and not claim.of_the_record
    ]
    try:
        check(case.record, {field: FIELDS[field].read(value) for field, value in given}, on)
    except CannotCorrect as refusal:
        place = case.claims.filter(field=refusal.field).values_list("number", flat=True).first()
        raise CaseError(str(refusal), field=f"value_{place}" if place else "") from refusal


def outcome_of(case: ObjectionCase) -> Status | None:
    """What follows from the answers of this round; none while a claim has none.

    Where the answers rest with the credit office, only a copy that differs throughout is its to correct.
    """
    answers = list(ClaimAnswer.objects.filter(claim__case=case, round=case.round))
    changes = [each.changes_the_record for each in answers]
    if not answers or len(answers) < case.claims.count():
        return None
    if case.status == Status.ACCEPTED:
        return Status.UPHELD if all(changes) and all(each.source for each in answers) else None
    if case.status not in IN_REVIEW and Answer.UNVERIFIABLE in {each.answer for each in answers}:
        return Status.UNVERIFIABLE
    if not any(changes):
        return Status.DISMISSED
    return Status.UPHELD if all(changes) else Status.PARTLY_UPHELD
