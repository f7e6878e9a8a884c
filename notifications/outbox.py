"""The outbox: what a decision sets off is a row beside it, and leaves after the commit.

A row is claimed in a short transaction, worked on outside of any, and finished only by whoever
holds its lease. One row is claimed at a time, so that a row that kills its worker costs no other
row an attempt.
"""

import logging
import random
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from casework.nudge import nudge
from notifications.models import Outgoing, OutgoingState, Resend

log = logging.getLogger(__name__)
RELAY_TASK = "notifications.relay"
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
Handler = Callable[[dict[str, Any], str], None]


def put(
    kind: str, *, key: str, payload: dict[str, int], after: str = "", not_before: datetime | None = None
) -> Outgoing:
    """Add work to the outbox, once per key, and wake the worker when the transaction commits."""
    earlier = Outgoing.objects.get(key=after) if after else None
    what = {"kind": kind, "payload": payload, "after": earlier, "next_at": not_before or timezone.now()}
    row, _ = Outgoing.objects.get_or_create(key=key, defaults=what)
    transaction.on_commit(wake_the_relay, robust=True)
    return row


def wake_the_relay() -> None:
    """Have what is due delivered now; if the broker does not answer, the sweep delivers it."""
    nudge(RELAY_TASK)


def relay(handlers: dict[str, Handler], *, seconds: float = 45.0) -> int:
    """Work through what is due; returns how many rows were done."""
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until and (row := claim(timezone.now())):
        done += work(row, handlers)
    return done


def claim(now: datetime) -> Outgoing | None:
    """Lease the row that has waited longest; rows that others hold are passed over."""
    with transaction.atomic():
        row = (
            Outgoing.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=OutgoingState.QUEUED, next_at__lte=now)
            .filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))
            .filter(Q(after__isnull=True) | Q(after__state=OutgoingState.SENT))
            .order_by("next_at", "pk")
            .first()
        )
        if row:
            row.attempts += 1
            row.lease, row.lease_until = uuid.uuid4(), now + Outgoing.LEASE
            row.save(update_fields=["attempts", "lease", "lease_until"])
    return row


def work(row: Outgoing, handlers: dict[str, Handler]) -> bool:
    """Do one claimed row's work, outside any transaction of ours."""
    if row.attempts > allowed_attempts():  # its last worker died with it
        give_up(row, row.last_error or "The worker died at every attempt.")
        return False
    try:
        handlers[row.kind](row.payload, row.key)
    except Exception as problem:  # noqa: BLE001 - one bad row must not stop the others
        log.warning("outbox row %s failed, attempt %s: %s", row.pk, row.attempts, type(problem).__name__)
        postpone(row, f"{type(problem).__name__}: {problem}"[:2000])
        return False
    return finish(row)


def finish(row: Outgoing) -> bool:
    """Close the row, if the lease is still ours."""
    return bool(
        _still_ours(row).update(
            state=OutgoingState.SENT, done_at=timezone.now(), lease=None, lease_until=None, last_error=""
        )
    )


def postpone(row: Outgoing, error: str) -> None:
    """Try again later, each time later; give up after the last attempt."""
    if row.attempts >= allowed_attempts():
        give_up(row, error)
        return
    wait = min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311
    _still_ours(row).update(next_at=timezone.now() + wait, lease=None, lease_until=None, last_error=error)


def give_up(row: Outgoing, error: str) -> None:
    """Set the row aside for a person; `manage.py outbox --retry-dead` brings it back."""
    _still_ours(row).update(state=OutgoingState.DEAD, lease=None, lease_until=None, last_error=error)
    log.error("outbox row %s (%s) was given up after %s attempts", row.pk, row.kind, row.attempts)


def retry_dead() -> int:
    """Give every row that was given up a fresh set of attempts."""
    return Outgoing.objects.filter(state=OutgoingState.DEAD).update(
        state=OutgoingState.QUEUED, attempts=0, next_at=timezone.now(), last_error=F("last_error")
    )


@transaction.atomic
def resend(pk: int, *, by: Any) -> bool:
    """Bring one given-up row back, and keep who did and why it had failed; False where it is not given up."""
    row = Outgoing.objects.select_for_update().filter(pk=pk, state=OutgoingState.DEAD).first()
    if row is None:
        return False
    Resend.objects.create(outgoing=row, by=by, attempts=row.attempts, reason=row.last_error)
    row.state, row.attempts, row.next_at = OutgoingState.QUEUED, 0, timezone.now()
    row.save(update_fields=["state", "attempts", "next_at"])
    transaction.on_commit(wake_the_relay, robust=True)
    return True


def allowed_attempts() -> int:
    return getattr(settings, "OUTBOX_ATTEMPTS", 8)


def _still_ours(row: Outgoing):
    return Outgoing.objects.filter(pk=row.pk, lease=row.lease, state=OutgoingState.QUEUED)
