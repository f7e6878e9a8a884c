from rechecks.services.drawing import (
    Repeated,
    draw,
    earlier_draws,
    freeze,
    population_of,
    refuse_what_tells,
    repeat,
)
from rechecks.services.rechecking import (
    assess_blindly,
    conclude,
    confirm,
    open_rechecks,
    reassign,
    reveal,
    send_back,
)
from rechecks.services.saying import Said

__all__ = [
    "Repeated",
    "Said",
    "assess_blindly",
    "conclude",
    "confirm",
    "draw",
    "earlier_draws",
    "freeze",
    "open_rechecks",
    "population_of",
    "reassign",
    "refuse_what_tells",
    "repeat",
    "reveal",
    "send_back",
]
