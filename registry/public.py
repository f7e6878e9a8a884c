"""What is on show today, and how the public finds it.

Keyset pages by the publication's number: page n costs what page one costs, and nothing is counted.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from registry.documents import document_key
from registry.models import Publication

PAGE_SIZE = 20
USCC = re.compile(r"[0-9A-Z]{18}")


@dataclass(frozen=True)
class Page:
    """One page of publications, and where the next one begins."""

    publications: list[Publication]
    next_before: int | None


def matching(publications: QuerySet[Publication], words: str) -> QuerySet[Publication]:
    """Publications found by code, by name, and by document number however its brackets were typed."""
    key = document_key(words)
    if USCC.fullmatch(key):
        return publications.filter(record__subject__uscc=key)
    by_name = Q(record__subject__name__contains=words.strip())
    if not any(sign.isdigit() for sign in key):
        return publications.filter(by_name)
    return publications.filter(by_name | Q(record__document_key__contains=key))


def page_of_public_records(on: date, *, words: str = "", before: int | None = None) -> Page:
    """The newest publications on show that day, `PAGE_SIZE` of them."""
    found = Publication.objects.public(on).prefetch_related("record__effects").order_by("-pk")
    if words:
        found = matching(found, words)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    return Page(rows, rows[-1].pk if more else None)
