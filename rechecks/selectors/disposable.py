"""What may be disposed of on a day: its period is over, and no legal hold stands on its case."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from casework.models import CaseEvent, CaseLook, EvidenceFile, EvidenceLook
from rechecks.models import Disposable, LegalHold


def disposable(kind: str, through: date) -> "QuerySet[Any]":
    """What of the kind is of that day or earlier and not held, in the order of its keys."""
    return _OF_KIND[kind](through).order_by("pk")


def _evidence(through: date) -> "QuerySet[EvidenceFile]":
    """Files whose bytes are still there, of cases closed for good; an open case on the record keeps them all."""
    closings = CaseEvent.objects.filter(case=OuterRef("case"), closes=True).order_by("-seq")
    return (
        EvidenceFile.objects.standing()
        .filter(case__closed=True, disposed_on__isnull=True)
        .annotate(closed_on=Subquery(closings.values("on")[:1]))
        .filter(~_is_held("case"), closed_on__lte=through)
        .exclude(case__record__cases__closed=False)
    )


def _case_looks(through: date) -> "QuerySet[CaseLook]":
    return CaseLook.objects.filter(~_is_held("case"), at__lt=_end_of(through))


def _evidence_looks(through: date) -> "QuerySet[EvidenceLook]":
    return EvidenceLook.objects.filter(~_is_held("file__case"), at__lt=_end_of(through))


def _is_held(case: str) -> Any:
    return Exists(LegalHold.objects.filter(case=OuterRef(case), lifted_on__isnull=True))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


_OF_KIND: dict[str, Callable[[date], "QuerySet[Any]"]] = {
    Disposable.EVIDENCE: _evidence,
    Disposable.CASE_LOOKS: _case_looks,
    Disposable.EVIDENCE_LOOKS: _evidence_looks,
}
