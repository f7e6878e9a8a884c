"""The legal steps of an objection, by who takes them."""

from objections.models.steps.department import DepartmentSteps
from objections.models.steps.office import OfficeSteps
from objections.models.steps.party import PartySteps
from objections.models.steps.review import ReviewSteps
from objections.models.steps.system import SystemSteps

__all__ = ["DepartmentSteps", "OfficeSteps", "PartySteps", "ReviewSteps", "SystemSteps"]
