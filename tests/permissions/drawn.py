"""A draw for the permission table."""

from datetime import date
from typing import Any

from rechecks.drawing import Plan
from rechecks.models import Draw
from rechecks.selectors import Scope
from rechecks.services import draw, freeze, population_of
from tests.world import Office


def one_drawn(office: Office, by: Any) -> Draw:
    """One of the closed repairs, for somebody of the credit office to check."""
    scope = Scope(date(2026, 11, 1), office.day.today, ("repair",))
    population = population_of(scope, Plan(size=1, strata=("department",), scope=scope.said), [by.username])
    frozen = freeze(population, scope, by=by, on=office.day.today)
    return draw(frozen, seed="2026136", seed_source="现场录入", by=by, on=office.day.today)
