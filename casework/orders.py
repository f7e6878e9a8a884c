"""Carrying the orders out: every channel is told how a record has to look, and looked at again."""

from datetime import date, datetime

from casework.carrying import NotAsOrdered, work_through
from casework.channels import adapter_of, due_look
from casework.models import Case, ChannelOrder
from casework.nudge import nudge

ORDERS_TASK = "casework.follow_orders"


def nudge_orders() -> None:
    """Wake the worker; if the broker does not answer, the sweep finds the orders."""
    nudge(ORDERS_TASK)


def follow_orders(*, now: datetime, on: date) -> int:
    """Tell every channel what it is owed and due; returns how many orders were seen carried out."""

    def follow(order: ChannelOrder) -> None:
        adapter = adapter_of(order.channel)
        look = due_look(order.record, order.channel, on=on)
        adapter.follow(order, look, on=on)
        order.done_at = order.done_at or now
        if adapter.shows_as(order.record, on=on) != look:
            raise NotAsOrdered(order.channel.code)
        order.seen_at = now

    owed = ChannelOrder.objects.owed().select_related("channel", "record__subject", "case")
    return work_through(owed, follow, now=now)


def owes_nothing(case: Case) -> bool:
    """Whether every channel was seen to show what the case has brought about."""
    return not ChannelOrder.objects.owed().filter(case_id=case.pk).exists()
