"""Penalties whose party has not been told yet how to repair the record."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

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
