from repair.models.answers import Contact, ContactCode, Delivery, SubjectCheck
from repair.models.case import RepairCase, RepairProcess, RepairTask, Status
from repair.models.counter import CounterFiling, Standing
from repair.models.desk import Delegation, DeskSettings, Handover, SavedFilter
from repair.models.drafts import Draft, DraftPage
from repair.models.notices import RepairNotice
from repair.models.offline import AttendanceList, AttendanceRow, OfflineAttendance, RowState
from repair.models.papers import FulfilmentStatement, SupplementRequest
from repair.models.phrases import DepartmentPhrase
from repair.models.prepared import Outcome, PreparedDecision
from repair.models.talk import Remark
from repair.models.training import (
    CourseFile,
    CourseVersion,
    QuizAnswer,
    QuizAttempt,
    SectionRead,
    TrainingCertificate,
)

__all__ = [
    "AttendanceList",
    "AttendanceRow",
    "Contact",
    "ContactCode",
    "CounterFiling",
    "CourseFile",
    "CourseVersion",
    "Delegation",
    "Delivery",
    "DepartmentPhrase",
    "DeskSettings",
    "Draft",
    "DraftPage",
    "FulfilmentStatement",
    "Handover",
    "OfflineAttendance",
    "Outcome",
    "PreparedDecision",
    "QuizAnswer",
    "QuizAttempt",
    "Remark",
    "RepairCase",
    "RepairNotice",
    "RepairProcess",
    "RepairTask",
    "RowState",
    "SavedFilter",
    "SectionRead",
    "Standing",
    "Status",
    "SubjectCheck",
    "SupplementRequest",
    "TrainingCertificate",
]
