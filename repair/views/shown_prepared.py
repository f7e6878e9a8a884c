"""What has been issued and can still be taken back, as the desk shows it."""

import math
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repair.models import PreparedDecision, RepairCase


@dataclass(frozen=True)
class ShownPrepared:
    """One decision on its way out: what it is, and how long it can be taken back."""

    case: RepairCase
    what: str
    until: str
    seconds: int

    @property
    def left(self) -> str:
        return ngettext("%(n)s second", "%(n)s seconds", self.seconds) % {"n": self.seconds}


def step_words() -> dict[str, str]:
    """What each step that can be taken back is called."""
    return {
        "accept": _("Take up"),
        "decline": _("Do not take up"),
        "ask_supplement": _("Return for correction"),
        "propose_refusal": _("Refuse"),
        "approve": _("Grant"),
        "countersign": _("Sign the refusal"),
        "send_back": _("Send back to review"),
    }


def shown_prepared(prepared: PreparedDecision, now: datetime) -> ShownPrepared:
    return ShownPrepared(
        case=prepared.case,
        what=step_words()[prepared.verb],
        until=f"{timezone.localtime(prepared.until):%H:%M:%S}",
        seconds=max(0, math.ceil((prepared.until - now).total_seconds())),
    )
