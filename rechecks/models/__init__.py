from rechecks.models.draws import Draw, DrawnItem, DrawnPopulation, Holds
from rechecks.models.exports import Export, ExportForm
from rechecks.models.figures import CaseFacts, Result
from rechecks.models.findings import (
    BLIND_POINTS,
    OPEN_POINTS,
    Assessed,
    Finding,
    Gravity,
    Mark,
    Point,
    Verdict,
)
from rechecks.models.recheck import RecheckCase, RecheckProcess, RecheckTask
from rechecks.models.status import Status
from rechecks.models.supervision import (
    Escalation,
    Interview,
    SupervisedCase,
    SupervisionEvent,
    SupervisionNotice,
)

__all__ = [
    "BLIND_POINTS",
    "OPEN_POINTS",
    "Assessed",
    "CaseFacts",
    "Draw",
    "DrawnItem",
    "DrawnPopulation",
    "Escalation",
    "Export",
    "ExportForm",
    "Finding",
    "Gravity",
    "Holds",
    "Interview",
    "Mark",
    "Point",
    "RecheckCase",
    "RecheckProcess",
    "RecheckTask",
    "Result",
    "Status",
    "SupervisedCase",
    "SupervisionEvent",
    "SupervisionNotice",
    "Verdict",
]
