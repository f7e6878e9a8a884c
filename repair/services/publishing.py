"""The public commitment: what everybody may read of it."""

from typing import Any

from notifications.services import publish_copy
from registry.secret import masked_name
from repair.models import RepairCase
from repair.services.commitment import signed_letter


def publish_commitment(case: RepairCase) -> None:
    """Have a copy drawn of the commitment that holds, with the names of persons masked."""
    if letter := signed_letter(case):
        publish_copy(letter, for_the_public(letter.facts))


def for_the_public(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of the letter as everybody may read them: 张*, and no number of a person."""
    hidden = {"signatory": masked_name(facts["signatory"]), "signatory_id": "", "is_public_copy": True}
    if facts["is_person"]:
        hidden |= {"subject": masked_name(facts["subject"])}
    return facts | hidden
