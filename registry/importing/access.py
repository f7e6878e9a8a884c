"""Whose uploaded files a person sees, and whose rows they may bring."""

from typing import Any

from django.db.models import QuerySet

from registry.duties import departments_where, sits_in_credit_office
from registry.models import ImportRun


def departments_of(user: Any) -> list[int]:
    """The departments whose rows the person may bring; none listed means any."""
    return [] if sits_in_credit_office(user) else departments_where(user, "import_records")


def visible_to(user: Any) -> QuerySet[ImportRun]:
    """The credit office sees every run; others those whose departments are all their own."""
    if sits_in_credit_office(user):
        return ImportRun.objects.all()
    mine = departments_where(user, "import_records")
    return ImportRun.objects.filter(department_ids__contained_by=mine).exclude(department_ids=[])


def allowed(run: ImportRun, by: Any) -> list[int] | None:
    """The departments whose rows may enter with this run by this person today. None: any."""
    if sits_in_credit_office(by):
        return run.department_ids or None
    mine = departments_where(by, "import_records")
    return [pk for pk in run.department_ids if pk in mine]
