from repair.models.answers import Contact, ContactCode, Delivery, SubjectCheck
from repair.models.case import RepairCase, RepairProcess, RepairTask, Status
from repair.models.counter import CounterFiling, Standing
from repair.models.desk import Delegation, DeskSettings, Handover, SavedFilter
from repair.models.drafts import Draft, DraftPage
from repair.models.papers import FulfilmentStatement, SupplementRequest
from repair.models.phrases import DepartmentPhrase
from repair.models.prepared import Outcome, PreparedDecision
from repair.models.talk import Remark

__all__ = [
    "Contact",
    "ContactCode",
    "CounterFiling",
    "Delegation",
    "Delivery",
    "DepartmentPhrase",
    "DeskSettings",
    "Draft",
    "DraftPage",
    "FulfilmentStatement",
    "Handover",
    "Outcome",
    "PreparedDecision",
    "Remark",
    "RepairCase",
    "RepairProcess",
    "RepairTask",
    "SavedFilter",
    "Standing",
    "Status",
    "SubjectCheck",
    "SupplementRequest",
]
