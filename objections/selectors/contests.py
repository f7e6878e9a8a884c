"""What a department reads of the decisions that are contested."""

from typing import Any

from django.db.models import QuerySet

from objections.models import ContestCase
from objections.selectors.records import records_found, records_of
from registry.duties import DESK_DUTIES, departments_where
from registry.models import Record

SHOWN = 40


def contests_of(user: Any) -> "QuerySet[ContestCase]":
    """The contests of the departments in which the person holds a duty at the desk."""
    ours = {pk for duty in DESK_DUTIES for pk in departments_where(user, duty)}
    seen = ContestCase.objects.filter(department_id__in=ours)
    return seen.select_related("record__subject", "subject", "department", "opened_by")


def newest_contests(user: Any) -> list[ContestCase]:
    """Those that run first, then the newest that are over."""
    return list(contests_of(user).order_by("closed", "-pk")[:SHOWN])


def records_to_contest(user: Any, words: str) -> list[Record]:
    """Records of the departments in which the person reviews, by document number or name of the subject."""
    return records_found(records_of(user, "review_cases").filter(withdrawn_on=None), words)
