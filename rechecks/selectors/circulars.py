"""Circulars (通报): which of them a person reads."""

from typing import Any

from django.db.models import Q

from notifications.models import Letter
from rechecks.models import Circular
from registry.duties import DESK_DUTIES, departments_where, is_an_officer, sits_in_credit_office


def circulars_for(user: Any) -> Any:
    """Those to every department, and those to one's own; the credit office reads all."""
    rows = Circular.objects.select_related("letter", "notice__department", "notice__letter")
    if sits_in_credit_office(user):
        return rows
    ours = {pk for duty in DESK_DUTIES for pk in departments_where(user, duty)}
    return rows.filter(Q(to_all=True) | Q(notice__department__in=ours))


def reads_circular(user: Any, letter: Letter) -> bool:
    """A circular to every department is everybody's on the staff to read."""
    return (
        letter.kind == "circular"
        and is_an_officer(user)
        and Circular.objects.filter(letter=letter, to_all=True).exists()
    )
