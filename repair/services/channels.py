"""Carrying a granted repair out: every channel takes the record off show, and is looked at again."""

from datetime import date, datetime

from casework.carrying import NotAsOrdered, work_through
from casework.channels import adapter_of, end_by_repair
from casework.models import ChannelReceipt
from casework.nudge import nudge
from repair.models import RepairCase, Status
from repair.services.finish import complete_if_gone

CHANNELS_TASK = "repair.tasks.work_channels"


def nudge_channels() -> None:
    """Wake the worker; if the broker does not answer, the sweep finds the receipts."""
    nudge(CHANNELS_TASK)


def work_channels(*, now: datetime, on: date) -> int:
    """Work every receipt that is due and close the cases whose channels all show the record gone."""

    def remove(receipt: ChannelReceipt) -> None:
        adapter = adapter_of(receipt.channel)
        adapter.remove(receipt.removal, on=on)
        receipt.removed_at = receipt.removed_at or now
        if adapter.shows(receipt.removal.record, on=on):
            raise NotAsOrdered(receipt.channel.code)
        receipt.seen_absent_at = now
        end_by_repair(receipt.removal, receipt.channel.code, on=on)

    owed = ChannelReceipt.objects.filter(seen_absent_at__isnull=True)
    owed = owed.select_related("channel", "removal__record", "removal__case")
    done = work_through(owed, remove, now=now)
    granted = RepairCase.objects.filter(status=Status.APPROVED).exclude(
        removal__receipts__seen_absent_at__isnull=True, removal__receipts__isnull=False
    )
    for case in granted:
        complete_if_gone(case, on=on)
    return done
