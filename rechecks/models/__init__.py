from rechecks.models.draws import Draw, DrawnItem, DrawnPopulation

__all__ = ["Draw", "DrawnItem", "DrawnPopulation"]
