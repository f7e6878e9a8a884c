"""The letters of a repair case: exactly the facts each one states."""

from notifications.parts import CaseLetter, Finding, Remedies
from repair.letters.applicant import UNDERTAKINGS, Commitment, Receipt, WithdrawalConfirmed
from repair.letters.corrections import Bar, MissedRepair, RepairRevoked
from repair.letters.course import Accepted, Cleared, Extended, HandedOn, Lapsed, SupplementAsked
from repair.letters.decisions import NotAccepted, RepairGranted, RepairRefused
from repair.letters.parts import DecisionLetter
from repair.letters.reminders import Repairable, RepairNotice
from repair.letters.training import TrainingAttended, TrainingPassed

__all__ = [
    "UNDERTAKINGS",
    "Accepted",
    "Bar",
    "CaseLetter",
    "Cleared",
    "Commitment",
    "DecisionLetter",
    "Extended",
    "Finding",
    "HandedOn",
    "Lapsed",
    "MissedRepair",
    "NotAccepted",
    "Receipt",
    "Remedies",
    "RepairGranted",
    "RepairNotice",
    "RepairRefused",
    "RepairRevoked",
    "Repairable",
    "SupplementAsked",
    "TrainingAttended",
    "TrainingPassed",
    "WithdrawalConfirmed",
]
