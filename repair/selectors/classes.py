"""Records whose class their department has still to decide."""

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from registry.assessing import assess_record
from registry.duties import departments_where
from registry.models import Record
from registry.models.records import RecordKind
from rules.services import current_library

SHOWN = 40


def without_class(user: Any) -> "QuerySet[Record]":
    """Penalties of the departments in which the user reviews, that have no class."""
    ours = Record.objects.filter(department_id__in=departments_where(user, "review_cases"))
    return ours.filter(severity="", kind=RecordKind.PENALTY, withdrawn_on=None)


def to_classify(user: Any, on: date) -> list[Record]:
    """The first of them, those that were asked for before the others; not those whose class the rules know."""
    rows = without_class(user).annotate(asked_on=Max("class_requests__on")).select_related("subject")
    rows = rows.prefetch_related("obligations").order_by("asked_on", "decided_on", "pk")[:SHOWN]
    return [record for record in rows if needs_a_class(record, on)]


def needs_a_class(record: Record, on: date) -> bool:
    known = assess_record(record, on, current_library()).condition("severity_known")
    return known is not None and known.met is False
