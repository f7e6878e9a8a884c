"""Penalties whose party has not been told yet how to repair the record, and the notices that were served."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from registry.duties import departments_where
from registry.models import Record
from registry.models.subjects import SubjectKind
from repair.models import RepairNotice

NEW_DAYS = 90  # older penalties were decided before notices went along with them
MOST = 100


def without_served_notice(user: Any, on: date) -> list[Record]:
    """New penalties of the departments where the person reviews, the oldest first; individuals get none."""
    records = Record.objects.filter(
        department_id__in=departments_where(user, "review_cases"),
        kind="penalty",
        withdrawn_on__isnull=True,
        repair_notice__served_on__isnull=True,
    ).exclude(subject__kind=SubjectKind.NATURAL_PERSON)
    new = Q(decided_on__gt=on - timedelta(days=NEW_DAYS)) | Q(repair_notice__isnull=False)
    found = records.filter(new).select_related("subject", "department", "repair_notice")
    return list(found.order_by("decided_on", "pk")[:MOST])


def notices_of(user: Any) -> "QuerySet[RepairNotice]":
    """The notices of the departments where the person reviews."""
    return RepairNotice.objects.filter(record__department_id__in=departments_where(user, "review_cases"))


def served_notices(user: Any, on: date) -> list[RepairNotice]:
    """Served notices of these departments: first those whose receipt is awaited, then the newest."""
    recent = Q(scan__isnull=True) | Q(served_on__gt=on - timedelta(days=NEW_DAYS))
    served = notices_of(user).filter(recent, served_on__isnull=False)
    shown = about_service(served).alias(is_awaited=Q(scan__isnull=True))
    return list(shown.order_by("-is_awaited", "-served_on", "-pk")[:MOST])


def about_service(notices: "QuerySet[RepairNotice]") -> "QuerySet[RepairNotice]":
    """With all that the desk shows of a service."""
    return notices.select_related("record__subject", "record__department", "scan_confirmed_by")


def scans_of(record_ids: Iterable[int]) -> dict[int, EvidenceFile]:
    """The scan that stands for the receipt of each record's notice, whether confirmed or not."""
    found = EvidenceFile.objects.standing().filter(record_id__in=list(record_ids), purpose=Purpose.SERVICE)
    return {file.record_id: file for file in found.order_by("pk") if file.record_id}
