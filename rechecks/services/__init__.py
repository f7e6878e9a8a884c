from rechecks.services.drawing import draw, earlier_draws, freeze, population_of

__all__ = ["draw", "earlier_draws", "freeze", "population_of"]
