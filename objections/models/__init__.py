from objections.models.case import ObjectionCase, ObjectionProcess, ObjectionTask
from objections.models.claims import Answer, Claim, ClaimAnswer, EvidenceRequest, Round
from objections.models.contest import ContestCase, ContestStatus, Result, Way
from objections.models.kinds import THE_RECORD, ObjectionKind, Origin
from objections.models.level import ReviewLevel
from objections.models.status import Status

__all__ = [
    "THE_RECORD",
    "Answer",
    "Claim",
    "ClaimAnswer",
    "ContestCase",
    "ContestStatus",
    "EvidenceRequest",
    "ObjectionCase",
    "ObjectionKind",
    "ObjectionProcess",
    "ObjectionTask",
    "Origin",
    "Result",
    "ReviewLevel",
    "Round",
    "Status",
    "Way",
]
