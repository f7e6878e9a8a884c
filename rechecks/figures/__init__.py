"""Figures of the credit office (journeys C1, C9): counted by the database, never by loops over cases."""

from rechecks.figures.counting import SMALL, Figures, by_department, by_week, median, together
from rechecks.figures.measures import KINDS, MEASURES, Asked, Measure
from rechecks.figures.periods import NAMES, Period, period_before, period_named

__all__ = [
    "KINDS",
    "MEASURES",
    "NAMES",
    "SMALL",
    "Asked",
    "Figures",
    "Measure",
    "Period",
    "by_department",
    "by_week",
    "median",
    "period_before",
    "period_named",
    "together",
]
