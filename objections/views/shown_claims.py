"""Claims as who objects reads them: what the record says, what it should say, and what was answered."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from casework.models.evidence import Purpose
from objections.forms import FieldsForm, WholeForm
from objections.models import Answer, Claim, ClaimAnswer, ObjectionCase, Round
from objections.models.kinds import OF_FIELDS
from objections.models.status import IN_REVIEW
from repair.selectors.evidence import files_of
from repair.views.shown_evidence import ShownFile, shown_file


def claims_form(case: ObjectionCase, typed: Any = None) -> FieldsForm | WholeForm:
    """The form of the second step, with what was claimed before."""
    claimed = list(case.claims.all())
    if case.kind in OF_FIELDS:
        return FieldsForm(typed, record=case.record, kind=case.kind, claims=claimed)
    return WholeForm(typed, claims=claimed)


@dataclass(frozen=True)
class ShownAnswer:
    """One answer: in a word, what the record says from now on, why, and what proves it."""

    answer: ClaimAnswer
    word: str
    css: str
    value: str
    files: list[ShownFile] = field(default_factory=list)


@dataclass(frozen=True)
class ShownClaim:
    """One claim with the answers it has, the one that stands on top."""

    claim: Claim
    answers: list[ShownAnswer]


def answered_rounds(case: ObjectionCase) -> set[int]:
    """Whose answers the party reads: those of a round that is concluded, not while somebody writes."""
    if case.concluded_on is None:
        return set()
    return {Round.FIRST} if case.status in IN_REVIEW else {Round.FIRST, Round.REVIEW}


def shown_claims(case: ObjectionCase, rounds: set[int]) -> list[ShownClaim]:
    """Every claim with the answers of these rounds, and the files that were sent with them."""
    sent = [each for each in files_of(case) if each.purpose == Purpose.ANSWER and each.handed_in_on]
    files = sent if rounds else []
    shown = []
    for claim in case.claims.prefetch_related("answers"):
        mine = [shown_file(each, case.record) for each in files if each.claim == claim.number]
        given = [each for each in claim.answers.all() if each.round in rounds]
        answers = [_shown(each, mine) for each in sorted(given, key=lambda each: each.round, reverse=True)]
        shown.append(ShownClaim(claim, answers))
    return shown


def _shown(answer: ClaimAnswer, files: list[ShownFile]) -> ShownAnswer:
    word, css = {
        Answer.RIGHT: (_("Right as it is"), ""),
        Answer.CORRECTED: (_("Corrected"), "xx-ok"),
        Answer.DELETED: (_("Deleted"), "xx-ok"),
        Answer.UNVERIFIABLE: (_("Could not be verified"), "xx-w"),
    }[Answer(answer.answer)]
    if answer.answer == Answer.DELETED and answer.claim.of_the_record:
        word = _("Record withdrawn")
    value = answer.shown if answer.answer == Answer.CORRECTED else ""
    return ShownAnswer(answer, word, css, value, files)
