"""Attacks on the thresholds of figures: what was set stays on file."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.probes.attack import Attack
from rechecks.models import FigureThreshold

THRESHOLD = """
    INSERT INTO rechecks_figurethreshold (figure, watch, chase, set_by_id)
    VALUES ('probe', %(watch)s, 2, %(actor)s)"""


def attacks_on_thresholds(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing."""
    if FigureThreshold._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings thresholds there is nothing to guard
    with connection.cursor() as cursor:
        cursor.execute(THRESHOLD, world | {"watch": 1})
    yield Attack("threshold_is_no_less_than_nought", THRESHOLD, world | {"watch": -1})
    yield Attack("threshold_is_never_changed", "UPDATE rechecks_figurethreshold SET watch = watch", world)
    yield Attack("threshold_is_never_changed", "DELETE FROM rechecks_figurethreshold", world)
