"""What was given up, as the administrator sees it: which case, why, and how often it was tried."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from notifications.models import Letter, LetterPreview, Message, Outgoing, OutgoingState, Resend, ShortMessage

# Gateways name the addressee in their errors; whoever keeps the outbox running need not read it.
ADDRESSES = re.compile(r"[\w.+-]+@[\w.-]+|(?<!\d)1\d{10}(?!\d)")
SUBJECTS: dict[str, Any] = {
    "letter": Letter,
    "message": Message,
    "short_message": ShortMessage,
    "preview": LetterPreview,
}


@dataclass(frozen=True)
class DeadRow:
    """One row that was given up."""

    pk: int
    kind: str
    case_number: str
    about: str
    reason: str
    attempts: int
    queued_at: datetime
    waiting: int  # rows that wait for this one
    resends: Sequence[Resend]


def dead_rows(before: int | None, limit: int) -> list[DeadRow]:
    """Given-up rows, newest first."""
    rows = Outgoing.objects.filter(state=OutgoingState.DEAD).order_by("-pk").annotate(waiting=Count("then"))
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.prefetch_related("resends__by")[:limit])
    subjects = {name: _subjects(model, name, found) for name, model in SUBJECTS.items()}
    return [_shown(row, subjects) for row in found]


def _subjects(model: Any, name: str, rows: list[Outgoing]) -> dict[int, Any]:
    wanted: QuerySet = model.objects.filter(pk__in=[row.payload[name] for row in rows if name in row.payload])
    return {each.pk: each for each in wanted.select_related("case")}


def _shown(row: Outgoing, subjects: dict[str, dict[int, Any]]) -> DeadRow:
    subject = next((subjects[name].get(row.payload[name]) for name in SUBJECTS if name in row.payload), None)
    case = subject.case if subject else None
    return DeadRow(
        pk=row.pk,
        kind=row.get_kind_display(),
        case_number=case.number if case else "",
        about=subject.number if isinstance(subject, Letter) else "",
        reason=ADDRESSES.sub("***", row.last_error),
        attempts=row.attempts,
        queued_at=row.queued_at,
        waiting=row.waiting,
        resends=list(row.resends.all()),
    )
