from rechecks.models.compliance import Acceptance, Compliance
from rechecks.models.courses import CourseDraft, CourseRelease
from rechecks.models.disposal import Disposable, Disposal, LegalHold
from rechecks.models.drafts import (
    CalendarEffect,
    CalendarNotice,
    CalendarRelease,
    DraftKind,
    DryRun,
    DryRunLine,
    Impact,
    RuleDraft,
    RuleEffect,
    RuleRelease,
)
from rechecks.models.draws import Draw, DrawnItem, DrawnPopulation, Holds
from rechecks.models.figures import CaseFacts, CaseMonth, DishonestShare, Result
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
from rechecks.models.moved_days import GivenDay, MovedDay
from rechecks.models.orders import CorrectionOrder, Demand, Further, OtherSettler, Proposal, Statement, Way
from rechecks.models.recheck import RecheckCase, RecheckProcess, RecheckTask
from rechecks.models.status import Status
from rechecks.models.supervision import (
    Circular,
    Escalation,
    Interview,
    SupervisedCase,
    SupervisionEvent,
    SupervisionNotice,
)
from rechecks.models.thresholds import FigureThreshold

__all__ = [
    "BLIND_POINTS",
    "OPEN_POINTS",
    "Acceptance",
    "Assessed",
    "CalendarEffect",
    "CalendarNotice",
    "CalendarRelease",
    "CaseFacts",
    "CaseMonth",
    "Circular",
    "Compliance",
    "CorrectionOrder",
    "CourseDraft",
    "CourseRelease",
    "Demand",
    "DishonestShare",
    "Disposable",
    "Disposal",
    "DraftKind",
    "Draw",
    "DrawnItem",
    "DrawnPopulation",
    "DryRun",
    "DryRunLine",
    "Escalation",
    "FigureThreshold",
    "Finding",
    "Further",
    "GivenDay",
    "Gravity",
    "Holds",
    "Impact",
    "Interview",
    "LegalHold",
    "Mark",
    "MovedDay",
    "OtherSettler",
    "Point",
    "Proposal",
    "RecheckCase",
    "RecheckProcess",
    "RecheckTask",
    "Result",
    "RuleDraft",
    "RuleEffect",
    "RuleRelease",
    "Statement",
    "Status",
    "SupervisedCase",
    "SupervisionEvent",
    "SupervisionNotice",
    "Verdict",
    "Way",
]
