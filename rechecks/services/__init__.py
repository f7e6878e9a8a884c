from rechecks.services.drawing import Repeated, draw, earlier_draws, freeze, population_of, repeat

__all__ = ["Repeated", "draw", "earlier_draws", "freeze", "population_of", "repeat"]
