from repair.models.answers import Contact, ContactCode, Delivery, SubjectCheck
from repair.models.case import RepairCase, RepairProcess, RepairTask, Status
from repair.models.drafts import Draft, DraftPage
from repair.models.papers import FulfilmentStatement, SupplementRequest

__all__ = [
    "Contact",
    "ContactCode",
    "Delivery",
    "Draft",
    "DraftPage",
    "FulfilmentStatement",
    "RepairCase",
    "RepairProcess",
    "RepairTask",
    "Status",
    "SubjectCheck",
    "SupplementRequest",
]
