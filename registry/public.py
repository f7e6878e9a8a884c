"""What is on show today, and how the public finds it.

Keyset pages by the publication's number: page n costs what page one costs, and nothing is counted.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from registry.correctable import FIELDS
from registry.documents import document_key
from registry.models import CorrectionNotice, Publication, Subject
from registry.models.righting import NoticeKind
from registry.models.subjects import SubjectKind

PAGE_SIZE = 20
MOST_NOTICES = 5
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


@dataclass(frozen=True)
class RightedLine:
    """One field of a correction notice: what was shown, and what is right."""

    label: Any
    shown: str
    right: str


@dataclass(frozen=True)
class RightedNotice:
    """A correction notice as everybody reads it."""

    notice: CorrectionNotice
    lines: list[RightedLine]


def righted(public_id: str, *, is_on_show: bool) -> list[RightedNotice]:
    """The correction notices of a record: of one on show what was corrected, of one that is not that it was withdrawn."""
    kind = NoticeKind.CORRECTED if is_on_show else NoticeKind.WITHDRAWN
    notices = CorrectionNotice.objects.public().filter(record__public_id=public_id, kind=kind)
    return [RightedNotice(each, _lines(each)) for each in notices.order_by("-pk")]


def _lines(notice: CorrectionNotice) -> list[RightedLine]:
    return [
        RightedLine(field.label, field.shown_kept(each["old"]), field.shown_kept(each["new"]))
        for each in notice.lines
        if (field := FIELDS.get(each["field"]))
    ]


def withdrawn_as_wrong(words: str) -> list[CorrectionNotice]:
    """Notices about withdrawn records that somebody looks for by code, name or document number."""
    key = document_key(words)
    notices = CorrectionNotice.objects.public().filter(kind=NoticeKind.WITHDRAWN).order_by("-pk")
    if USCC.fullmatch(key):
        return list(notices.filter(record__subject__uscc=key)[:MOST_NOTICES])
    found = Q(record__subject__name__contains=words.strip())
    if any(sign.isdigit() for sign in key):
        found |= Q(record__document_key__contains=key)
    return list(notices.filter(found)[:MOST_NOTICES])


def said_falsely(on: date, *, of: Subject | None = None, words: str = "") -> list[Any]:
    """Where it is on show that day that a subject deceived in an application: of one, or of those looked for.

    The rules say for how long; natural persons are never named.
    """
    subjects = Subject.objects.exclude(kind=SubjectKind.NATURAL_PERSON)
    key = document_key(words)
    if of:
        subjects = subjects.filter(pk=of.pk)
    elif USCC.fullmatch(key):
        subjects = subjects.filter(uscc=key)
    else:
        subjects = subjects.filter(name__contains=words.strip())
    barred = subjects.filter(repair_bars__starts_on__lte=on, repair_bars__published_until__gte=on)
    found = barred.distinct().order_by("pk").prefetch_related("repair_bars")[:MOST_NOTICES]
    return [bar for each in found for bar in each.repair_bars.all() if bar.is_on_show(on)]
