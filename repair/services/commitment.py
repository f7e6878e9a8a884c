"""The public commitment: signed over the materials as they stand, and void once they are others."""

from datetime import date
from typing import Any

from django.db import transaction

from casework import moves
from casework.routing import desk_of
from notifications.models import Letter
from notifications.models.letters import LetterState
from notifications.papers import issue
from notifications.services import replace_letter, revoke_letter
from repair.flows import RepairFlow
from repair.letters import Commitment
from repair.models import RepairCase, Status
from repair.models.conditions import commitment_covers_the_materials
from repair.models.covered import covered_by
from repair.services.law import assess_case
from repair.services.letter_facts import ONLINE_SIGNATURE, commitment_facts

SIGNED = (Status.COMMITTED, Status.TRAINED)
CHANGED = "签署后申请材料有变化，原签署不再有效。"  # letters and their pages of verification are in Chinese


@transaction.atomic
def sign_commitment(
    number: str, *, signatory: str, role: str, by: Any, on: date, means: str = ONLINE_SIGNATURE
) -> RepairCase:
    """Sign the public commitment letter over the materials as they stand; the letter is issued with it.

    In a supplement it is signed again where what is handed in has changed.
    """
    case = ready_to_sign(number, by=by, on=on)
    assess_case(case, on)
    before, covers = signed_letter(case), covered_by(case).digest
    said: dict[str, Any] = {"by": by, "on": on, "signatory": signatory, "covers": covers}
    facts = {"role": role, "covers": covers}
    if case.status == Status.SUPPLEMENTING:
        moves.make(case.sign_again, facts=facts, **said)
    else:
        with desk_of(case, RepairFlow.commit):
            moves.make(case.commit, facts=facts, **said)
    letter = issue(case, commitment_facts(case, role=role, means=means), on=on)
    if before:
        replace_letter(before, letter, reason=CHANGED, on=on)
    return case


@transaction.atomic
def ready_to_sign(number: str, *, by: Any, on: date) -> RepairCase:
    """The case, locked, without a signature that no longer holds."""
    case = moves.locked(RepairCase.objects.visible_to_subject(by, on).order_by(), number=number)
    void_if_changed(case, by=by, on=on)
    return case


def signed_letter(case: RepairCase) -> Letter | None:
    """The commitment that holds, if one does; those before it are kept beside it."""
    letters = Letter.objects.of_case(case).filter(kind=Commitment.kind, state=LetterState.VALID)
    return letters.first()


def void_if_changed(case: RepairCase, *, by: Any, on: date) -> None:
    """After a change of the materials of an application: a signature that no longer covers them is void."""
    if case.status not in SIGNED or commitment_covers_the_materials(case):
        return
    with desk_of(case, RepairFlow.train, RepairFlow.submit):
        moves.make(case.void_commitment, by=by, on=on)
    if letter := signed_letter(case):
        revoke_letter(letter, reason=CHANGED, on=on)
