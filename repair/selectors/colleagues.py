"""The people of a department: who reviews there, and whom one stands in for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from registry.duties import departments_where
from registry.models import Department
from repair.models import Delegation


def reviewers_of(departments: Iterable[int]) -> list[User]:
    """Everybody active who reviews cases of one of the departments, in stable order."""
    codes = Department.objects.filter(pk__in=list(departments)).values_list("uscc", flat=True)
    groups = [f"{code}/review_cases" for code in codes]
    return list(User.objects.filter(groups__name__in=groups, is_active=True).distinct().order_by("pk"))


def absent_colleagues(user: Any, on: date) -> list[Delegation]:
    """Colleagues of the user's departments who are or will be away, with who stands in for them."""
    mine = departments_where(user, "review_cases") + departments_where(user, "lead_department")
    people = [each for each in reviewers_of(mine) if each.pk != user.pk]
    ahead = Delegation.objects.filter(user__in=people, until__gte=on, ended_on__isnull=True)
    return list(ahead.select_related("user", "delegate").order_by("since", "pk"))


def stood_in_for(user: Any, on: date) -> set[int]:
    """The people who are away that day and have left their cases to the user."""
    return set(Delegation.objects.to(user, on).values_list("user", flat=True))
