"""The letters of an objection: exactly the facts each one states."""

from objections.letters.answers import CorrectionNotice, NotAccepted, Result, ReviewResult
from objections.letters.course import Accepted, EvidenceAsked, Extended, Forwarded, SentAbove
from objections.letters.parts import Answered, Claimed, ObjectionLetter, ResultLetter, Review
from objections.letters.party import Receipt, Repeated, WithdrawalConfirmed
from objections.letters.righted import Measure, Reopening, SanctionsLifted

__all__ = [
    "Accepted",
    "Answered",
    "Claimed",
    "CorrectionNotice",
    "EvidenceAsked",
    "Extended",
    "Forwarded",
    "Measure",
    "NotAccepted",
    "ObjectionLetter",
    "Receipt",
    "Reopening",
    "Repeated",
    "Result",
    "ResultLetter",
    "Review",
    "ReviewResult",
    "SanctionsLifted",
    "SentAbove",
    "WithdrawalConfirmed",
]
