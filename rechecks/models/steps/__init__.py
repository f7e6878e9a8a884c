"""The legal steps of a recheck, by who takes them."""

from rechecks.models.steps.checker import CheckerSteps
from rechecks.models.steps.office import OfficeSteps
from rechecks.models.steps.orders import OrderSteps
from rechecks.models.steps.system import SystemSteps

__all__ = ["CheckerSteps", "OfficeSteps", "OrderSteps", "SystemSteps"]
