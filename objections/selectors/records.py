"""Records that staff look for, to say of one that it is contested or wrong."""

from typing import Any

from django.db.models import Q, QuerySet

from registry.documents import document_key
from registry.duties import departments_where
from registry.models import Record

FOUND = 10


def records_of(user: Any, duty: str) -> "QuerySet[Record]":
    """The records of the departments in which the person holds the duty."""
    return Record.objects.filter(department_id__in=departments_where(user, duty))


def records_found(records: "QuerySet[Record]", words: str) -> list[Record]:
    """Those with this in their document number or in the name of their subject, the newest first."""
    found = Q(subject__name__contains=words.strip())
    if key := document_key(words):
        found |= Q(document_key__contains=key)
    newest = records.filter(found).select_related("subject", "department")
    return list(newest.order_by("-decided_on", "-pk")[:FOUND])
