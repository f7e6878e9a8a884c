"""Carrying a granted repair out: every channel takes the record off show, and is looked at again."""

from datetime import date, datetime, timedelta

import structlog
from django.db import DatabaseError, transaction

from casework.channels import UnknownChannel, adapter_of
from casework.models import ChannelReceipt
from notifications.outbox import nudge
from repair.models import RepairCase, Status
from repair.services.finish import complete_if_gone

log = structlog.get_logger(__name__)
CHANNELS_TASK = "repair.tasks.work_channels"
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)


def nudge_channels() -> None:
    """Wake the worker; if the broker does not answer, the sweep finds the receipts."""
    nudge(CHANNELS_TASK)


def work_channels(*, now: datetime, on: date) -> int:
    """Work every receipt that is due and close the cases whose channels all show the record gone."""
    due = ChannelReceipt.objects.filter(seen_absent_at__isnull=True, next_at__lte=now).order_by("next_at")
    done = sum(_work(pk, now=now, on=on) for pk in list(due.values_list("pk", flat=True)))
    granted = RepairCase.objects.filter(status=Status.APPROVED).exclude(
        removal__receipts__seen_absent_at__isnull=True, removal__receipts__isnull=False
    )
    for case in granted:
        complete_if_gone(case, on=on)
    return done


def _work(receipt_pk: int, *, now: datetime, on: date) -> bool:
    """One receipt: take off show, look again, note both; a failure waits longer each time."""
    try:
        with transaction.atomic():
            receipt = (
                ChannelReceipt.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("channel", "removal__record", "removal__case")
                .filter(pk=receipt_pk, seen_absent_at__isnull=True)
                .first()
            )
            if receipt is None:
                return False
            adapter = adapter_of(receipt)
            adapter.remove(receipt.removal, on=on)
            receipt.removed_at = receipt.removed_at or now
            if adapter.shows(receipt.removal.record, on=on):
                raise StillShown(receipt.channel.code)
            receipt.seen_absent_at, receipt.last_error = now, ""
            receipt.attempts += 1
            receipt.save()
        return True
    except (StillShown, UnknownChannel, OSError, DatabaseError) as problem:
        _postpone(receipt_pk, now, problem)
        return False


class StillShown(Exception):
    """The channel took the removal and shows the record all the same."""


def _postpone(receipt_pk: int, now: datetime, problem: Exception) -> None:
    receipt = ChannelReceipt.objects.get(pk=receipt_pk)
    receipt.attempts += 1
    receipt.next_at = now + min(FIRST_WAIT * 2 ** min(receipt.attempts, 9), LONGEST_WAIT)
    receipt.last_error = f"{type(problem).__name__}: {problem}"
    receipt.save(update_fields=["attempts", "next_at", "last_error"])
    log.warning(
        "channel_postponed", receipt=receipt_pk, attempts=receipt.attempts, error=type(problem).__name__
    )
