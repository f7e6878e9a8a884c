"""A note that somebody is told, and the rows of the outbox it leaves."""

from django.db import transaction

from notifications import outbox
from notifications.models import Outgoing, OutgoingKind
from notifications.services import Note, tell

NOTE = Note("准予信用修复", "您的申请已准予修复。", "/cases/XF-2026-000001/")


def told(to, note=NOTE, **named):
    with transaction.atomic():
        return tell(to, note, **named)


def row(key):
    return Outgoing.objects.get(key=key)


def queue(number, kind=OutgoingKind.EMAIL, **payload):
    with transaction.atomic():
        return outbox.put(kind, key=f"test:{number}", payload=payload)
