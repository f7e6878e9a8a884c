"""Drawing a sample that anyone can repeat: pure functions over a frozen population and a seed.

What is drawn, and how, stands in docs/contracts/draw.md; `tools/verify_draw.py` repeats it without
this code. A change of any answer is a new version of `ALGORITHM`.
"""

from rechecks.drawing.assigning import assign
from rechecks.drawing.choosing import Chosen, choose
from rechecks.drawing.errors import CannotDraw
from rechecks.drawing.files import ALGORITHM, digest, population_text, read_population
from rechecks.drawing.lists import DrawnList, draw_list
from rechecks.drawing.population import (
    CASES,
    RECORDS,
    Checker,
    Item,
    Plan,
    Population,
    allowed_checkers,
    read_share,
)
from rechecks.drawing.sizes import Layer, Stratum, layers_of, sizes_of, strata_of

__all__ = [
    "ALGORITHM",
    "CASES",
    "RECORDS",
    "CannotDraw",
    "Checker",
    "Chosen",
    "DrawnList",
    "Item",
    "Layer",
    "Plan",
    "Population",
    "Stratum",
    "allowed_checkers",
    "assign",
    "choose",
    "digest",
    "draw_list",
    "layers_of",
    "population_text",
    "read_population",
    "read_share",
    "sizes_of",
    "strata_of",
]
