"""What dates and channels bring about; jobs call these as the named system user."""

from datetime import date

import structlog
from django.db import transaction

from casework import moves
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of, end_process
from notifications.papers import issue
from registry.models import SanctionsMeasure
from repair import sms, texts
from repair.flows import RepairFlow
from repair.models import RepairCase, Status
from repair.services.law import assess_case, renew_due_date
from repair.services.letter_facts import lapse_facts
from repair.services.papers import tell_applicant

log = structlog.get_logger(__name__)


@transaction.atomic
def meet_period(case: RepairCase, *, on: date) -> bool:
    """Let a waiting application go on once the minimum period is over; False while it is not."""
    case = moves.locked(RepairCase.objects.order_by(), pk=case.pk)
    period = assess_case(case, on).condition("min_period")
    if case.status != Status.APPLIED or period is None or not period.met:
        return False
    with desk_of(case, RepairFlow.wait_period):
        moves.make(case.meet_period, by=system_user(), on=on)
    return True


@transaction.atomic
def lapse(case: RepairCase, *, on: date) -> bool:
    """End a case whose supplement did not come in time; False where it came or time is left."""
    case = moves.locked(RepairCase.objects.order_by(), pk=case.pk)
    if case.status != Status.SUPPLEMENTING or case.answer_by is None or case.answer_by >= on:
        return False
    moves.make(case.lapse, by=system_user(), on=on, clock=moves.Clock(ClockMark.STOP, ""))
    end_process(case)
    renew_due_date(case, on)
    asked = case.supplements.latest("pk")
    letter = issue(case, lapse_facts(case, asked, on=on), on=on)
    tell_applicant(case, texts.lapsed(case), letter, sms.lapsed(case))
    return True


@transaction.atomic
def complete_if_gone(case: RepairCase, *, on: date) -> bool:
    """Close a granted case when every channel has been seen without the record; lift its measures."""
    case = moves.locked(RepairCase.objects.order_by(), pk=case.pk)
    waiting = case.removal.receipts.filter(seen_absent_at__isnull=True).exists()
    if case.status != Status.APPROVED or waiting:
        return False
    with desk_of(case, RepairFlow.channels):
        moves.make(case.complete, by=system_user(), on=on)
    SanctionsMeasure.objects.filter(record=case.record, lifted_on__isnull=True).update(
        lifted_on=on, lifted_because=case.number
    )
    tell_applicant(case, texts.repaired(case))
    return True
