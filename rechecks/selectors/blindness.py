"""What a checker must not see before the first finding, and what they may read although it is not theirs."""

from typing import Any

from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from rechecks.models import RecheckCase
from registry.duties import may_check

# What the parties handed in; what a department answered says how it ended.
OF_THE_PARTIES = (Purpose.FULFILMENT, Purpose.RECTIFICATION, Purpose.SUPPLEMENT, Purpose.CLAIM)


def hidden_cases(user: Any) -> set[int]:
    """What is closed on the records that the user assesses blindly: the case examined, and any other."""
    blind = RecheckCase.objects.hidden_from(user).order_by().values("record_id")
    closed = Case.objects.filter(record_id__in=blind, closed=True).exclude(machine=RecheckCase.MACHINE)
    return set(closed.values_list("pk", flat=True))


def reads_for_a_recheck(user: Any, file: EvidenceFile) -> bool:
    """The checker reads what the parties handed in, the rest once the outcome is shown, and their own proof."""
    if not may_check(user):
        return False
    mine = RecheckCase.objects.filter(checker=user)
    if mine.filter(pk=file.case_id).exists():
        return True
    found = mine.open().filter(examines=file.case_id).first() if file.handed_in_on else None
    return found is not None and (file.purpose in OF_THE_PARTIES or not found.is_blind)
