"""Work on channels is tried again until it is done, each row by itself, and waits longer after each failure."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from casework.channels import UnknownChannel
from casework.models.removal import ChannelWork

log = structlog.get_logger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
Work = TypeVar("Work", bound=ChannelWork)


class NotAsOrdered(Exception):
    """The channel took the order, and shows the record otherwise all the same."""


def work_through(owed: "QuerySet[Work]", deed: Callable[[Work], None], *, now: datetime) -> int:
    """Do what is owed and due; returns how many rows were done.

    `deed` does one row, looks again and notes both on it, or raises; no failure stops the next row.
    """
    due = owed.filter(next_at__lte=now).order_by("next_at").values_list("pk", flat=True)
    return sum(_work(owed, pk, deed, now) for pk in list(due))


def _work(owed: "QuerySet[Work]", pk: int, deed: Callable[[Work], None], now: datetime) -> bool:
    try:
        with transaction.atomic():
            row = owed.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if row is None:
                return False
            deed(row)
            row.attempts += 1
            row.last_error = ""
            row.save()
        return True
    except (NotAsOrdered, UnknownChannel, OSError, DatabaseError) as problem:
        _postpone(owed.model, pk, now, problem)
        return False


def _postpone(kind: type[ChannelWork], pk: int, now: datetime, problem: Exception) -> None:
    row = kind._default_manager.get(pk=pk)
    row.attempts += 1
    row.next_at = now + min(FIRST_WAIT * 2 ** min(row.attempts, 9), LONGEST_WAIT)
    row.last_error = f"{type(problem).__name__}: {problem}"
    row.save(update_fields=["attempts", "next_at", "last_error"])
    log.warning(
        "channel_postponed",
        kind=kind.__name__,
        row=pk,
        attempts=row.attempts,
        error=type(problem).__name__,
    )
