"""A draw for the permission table."""

from datetime import date
from typing import Any

from rechecks.drawing import Plan
from rechecks.models import Draw, RecheckCase
from rechecks.selectors import Scope
from rechecks.services import assess_blindly, draw, freeze, population_of, reveal
from tests.permissions.sheets import BLIND
from tests.world import Office


def one_drawn(office: Office, by: Any) -> Draw:
    """One of the closed repairs, for somebody of the credit office to check."""
    scope = Scope(date(2026, 11, 1), office.day.today, ("repair",))
    population = population_of(scope, Plan(size=1, strata=("department",), scope=scope.said), [by.username])
    frozen = freeze(population, scope, by=by, on=office.day.today)
    drawn = draw(frozen, seed="2026136", seed_source="现场录入", by=by, on=office.day.today)
    for case in RecheckCase.objects.filter(
        item__draw=drawn
    ):  # a checker who is blind sees less than the table says
        assess_blindly(case.number, BLIND, by=by, on=office.day.today)
        reveal(case.number, by=by, on=office.day.today)
    return drawn
