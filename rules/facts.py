"""What is known about one record and one applicant: the question that the rules answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sector(StrEnum):
    GENERAL = "general"
    MARKET_REGULATION = "market_regulation"


class Kind(StrEnum):
    PENALTY = "penalty"
    SERIOUS_LIST = "serious_list"
    ABNORMAL_LIST = "abnormal_list"
    OTHER = "other"


class Severity(StrEnum):
    MINOR = "minor"
    GENERAL = "general"
    SERIOUS = "serious"
    SPECIFIED_SERIOUS = "specified_serious"


class Procedure(StrEnum):
    SIMPLIFIED = "simplified"
    ORDINARY = "ordinary"


class PenaltyType(StrEnum):
    """The kinds of penalty of 行政处罚法 Art. 9."""

    WARNING = "warning"
    CRITICISM = "criticism"
    FINE = "fine"
    CONFISCATION = "confiscation"
    LICENCE_SUSPENSION = "licence_suspension"
    QUALIFICATION_LOWERED = "qualification_lowered"
    LICENCE_REVOCATION = "licence_revocation"
    BUSINESS_RESTRICTED = "business_restricted"
    BUSINESS_SUSPENDED = "business_suspended"
    CLOSURE = "closure"
    EMPLOYMENT_RESTRICTED = "employment_restricted"
    DETENTION = "detention"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts the law asks about, as of one day. Unknown is None, never a guess."""

    jurisdiction: str = "CN"
    sector: str = Sector.GENERAL
    kind: str = Kind.PENALTY
    severity: str | None = None
    field: str | None = None
    procedure: str | None = None
    penalty_types: tuple[str, ...] = ()
    decided_on: date | None = None
    published_on: date | None = None
    obligations_fulfilled: bool | None = None
    commitment_made: bool = False
    training_confirmed: bool = False
    credit_report_provided: bool = False
    ban_until: date | None = None
    barred_until: date | None = (
        None  # false materials or a false commitment: until when the subject cannot apply
    )

    @property
    def choosing(self) -> tuple[str | tuple[str, ...] | None, ...]:
        """The facts that choose the rules; dates and what has been done do not."""
        place = (self.jurisdiction, self.sector, self.kind)
        return (*place, self.severity, self.field, self.procedure, tuple(self.penalty_types))

    @property
    def places(self) -> tuple[str, ...]:
        """The jurisdiction and every larger one around it, nearest first."""
        parts = self.jurisdiction.split("-")
        return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))
