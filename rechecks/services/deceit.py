"""Whether a repair was got by false materials or a false commitment: the office may hold it, the department decides it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from rechecks.models import Proposal, RecheckCase


@dataclass(frozen=True)
class Deceit:
    """What the office held, what the department says so far, and why where it differs."""

    held: bool
    decided: bool
    differs: str
    is_final: bool

    @property
    def is_another(self) -> bool:
        return self.held != self.decided


def was_told(proposal: Proposal) -> bool:
    """Whether the subject was told, and so heard, that it may have deceived."""
    return bool(proposal.notice and proposal.notice.facts["deceived"])


def deceit_of(recheck: RecheckCase) -> Deceit | None:
    """What the department has said last; nothing before it has accepted the order."""
    events = recheck.events.filter(verb__in=("hear", "correct"), facts__has_key="deceived")
    last = events.order_by("-seq").first()
    if last is None:
        return None
    held = recheck.order_to_correct.deceived
    return Deceit(held, last.facts["deceived"], last.facts["differs"], last.verb == "correct")


def said_of_deceit(recheck: RecheckCase, deceived: bool, differs: str) -> dict[str, Any]:
    """What the step says of it; why is asked where it is not what the office held, unless it was said before."""
    if deceived == recheck.order_to_correct.deceived:
        return {"deceived": deceived, "differs": ""}
    before = deceit_of(recheck)
    why = differs.strip() or (before.differs if before and before.decided == deceived else "")
    if not why:
        words = _("Say why your department holds otherwise than the credit office.")
        raise CaseError(words, field="differs")
    return {"deceived": deceived, "differs": why}
