from repair.models.case import RepairCase, RepairProcess, RepairTask, Status
from repair.models.papers import FulfilmentStatement, SupplementRequest

__all__ = [
    "FulfilmentStatement",
    "RepairCase",
    "RepairProcess",
    "RepairTask",
    "Status",
    "SupplementRequest",
]
