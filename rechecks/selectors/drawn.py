"""Draws as the pages of the credit office read them."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Func, JSONField, Prefetch, QuerySet, Value
from django.db.models.functions import Cast

from casework.wording import person_name
from rechecks.models import Draw, DrawnItem, DrawnPopulation
from rechecks.selectors.population import who_may_check


def populations(before: int | None = None) -> "QuerySet[DrawnPopulation]":
    """The frozen populations, the newest first, with the header of their files and with their draws."""
    header = Func("content", Value("\n"), Value(1), function="split_part")
    draws = Draw.objects.select_related("drawn_by").defer("content").order_by("pk")
    found = (
        DrawnPopulation.objects.annotate(header=Cast(header, JSONField()))
        .defer("content")
        .select_related("frozen_by")
        .prefetch_related(Prefetch("draws", draws))
        .order_by("-pk")
    )
    return found.filter(pk__lt=before) if before else found


def drawn_items(draw: Draw) -> list[DrawnItem]:
    """The list of a draw, in order."""
    read_with = ("case__record", "case__department", "record__department", "checker")
    return list(draw.items.select_related(*read_with).order_by("position"))


def checkers_offered() -> list[tuple[str, str]]:
    """Everybody who may be drawn to check, with their departments, by user name and as people read them."""
    people: Any = who_may_check().prefetch_related("memberships__department").order_by("username")
    return [(each.username, _with_departments(each)) for each in people]


def _with_departments(person: User) -> str:
    places: Any = person.memberships.all()
    names = sorted({each.department.short_name for each in places if each.until is None})
    return f"{person_name(person)}（{'、'.join(names)}）" if names else str(person_name(person))
