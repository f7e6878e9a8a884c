"""What an order demands and no channel can show: the department proves it, and the office says whether it does."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.handing_in import hand_in_evidence
from casework.evidence.receiving import Place, receive
from casework.models.evidence import Purpose
from casework.policy import settles_for_the_office
from notifications.papers import tell_office
from rechecks.models import Acceptance, Compliance, CorrectionOrder, Demand, Status
from rechecks.services.correcting import NotOfThisOrder, close_if_followed, ours
from rechecks.services.orders import recheck_of_office, says, tell_department
from rechecks.texts import orders as texts

OPEN_TO_PROOF: list[str] = [Status.CORRECTION_ORDERED, Status.HEARING, Status.CORRECTED]


def provable(order: CorrectionOrder) -> list[Any]:
    """What can be proved now: first what has to be, and of the rest what a paper can still add to."""
    return [*order.unmet, Demand(order.demand)]


@transaction.atomic
def show_compliance(
    number: str, demand: str, *, words: str, upload: UploadedFile, by: Any, on: date
) -> Compliance:
    """The department says what it did about one demand, with a paper that proves it."""
    recheck = ours(number, by)
    order = recheck.order_to_correct
    if recheck.status not in OPEN_TO_PROOF:
        raise NotOpenAnyMore
    if demand not in provable(order):
        raise NotOfThisOrder(field="demand")
    done = says(words)
    file = receive(recheck, upload, Place(Purpose.COMPLIANCE), by=by)
    hand_in_evidence(recheck, on)
    shown = Compliance.objects.create(order=order, demand=demand, words=done, proof=file, by=by, on=on)
    tell_office(recheck, texts.proof_shown(recheck))
    return shown


@transaction.atomic
def judge_compliance(number: str, pk: int, *, met: bool, words: str, by: Any, on: date) -> Acceptance:
    """The office says whether a further demand is met; with the last one the correction may be over."""
    recheck = recheck_of_office(number)
    if not settles_for_the_office(recheck, by):
        raise PermissionDenied
    shown = Compliance.objects.select_related("proof").get(pk=pk, order__recheck=recheck)
    if recheck.closed or shown.demand not in recheck.order_to_correct.further or hasattr(shown, "acceptance"):
        raise NotOpenAnyMore
    if met and not shown.proof.is_clean:
        raise CaseError(_("The file has not been found clean: it proves nothing yet."))
    reasons = words.strip() if met else says(words)
    said = Acceptance.objects.create(compliance=shown, met=met, words=reasons, by=by, on=on)
    tell_department(recheck, texts.proof_judged(recheck, met, reasons))
    if met:
        close_if_followed(recheck, on=on)
    return said
