"""The legal steps of a repair case, by who takes them."""

from repair.models.steps.applicant import ApplicantSteps
from repair.models.steps.department import DepartmentSteps
from repair.models.steps.other_matter import OtherMatterSteps
from repair.models.steps.system import SystemSteps
from repair.models.steps.transfer import TransferSteps

__all__ = ["ApplicantSteps", "DepartmentSteps", "OtherMatterSteps", "SystemSteps", "TransferSteps"]
