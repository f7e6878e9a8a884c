"""The share log: who outside received the data of a record, so that they can be told when it turns out wrong."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.documents import document_key
from registry.duties import sits_in_credit_office
from registry.models import Record, RecordShare


class CannotEnter(ValueError):
    """The share cannot be entered; `str()` of it is for the person who tries, `field` the one it speaks of."""

    def __init__(self, words: Any, field: str) -> None:
        super().__init__(words)
        self.field = field


UNKNOWN = _("No record has this document number")
SEVERAL = _("Several subjects have this document number: enter the credit code as well")
TOO_SOON = _("The record was not in the register on that day, or the day is still to come")


def record_meant(document: str, uscc: str = "") -> Record:
    """The record of a document number, and of a credit code where several subjects have it."""
    found = Record.objects.filter(document_key=document_key(document))
    if uscc:
        found = found.filter(subject__uscc=uscc.strip().upper())
    records = list(found[:2])
    if not records:
        raise CannotEnter(UNKNOWN, "document_number")
    if len(records) > 1:
        raise CannotEnter(SEVERAL, "uscc")
    return records[0]


def enter_share(
    record: Record, *, receiver: str, address: str, what: str, shared_on: date, by: Any, on: date
) -> RecordShare:
    """Note what somebody received; the same note twice is one."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    if not record.decided_on <= shared_on <= on:
        raise CannotEnter(TOO_SOON, "shared_on")
    key = {"record": record, "address": address.lower(), "on": shared_on, "what": what}
    share, _made = RecordShare.objects.get_or_create(**key, defaults={"receiver": receiver, "entered_by": by})
    return share


def latest_shares(count: int) -> "QuerySet[RecordShare]":
    shares = RecordShare.objects.select_related("record__subject", "entered_by")
    return shares.order_by("-pk")[:count]
