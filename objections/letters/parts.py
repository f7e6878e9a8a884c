"""What several letters of an objection have in common."""

from dataclasses import dataclass
from datetime import date

from notifications.parts import CaseLetter, Remedies


@dataclass(frozen=True)
class Claimed:
    """One point of the objection: what the record says, and what it should say."""

    field: str
    stated: str
    claimed: str
    explanation: str = ""


@dataclass(frozen=True)
class Answered:
    """The answer to one point: what was found, why, and on which proof and clause it stands."""

    field: str
    stated: str
    claimed: str
    answer: str
    reason: str
    proof: tuple[str, ...] = ()
    cites: str = ""


@dataclass(frozen=True)
class Review:
    """Who checks the result once more, until which day it can be asked for, and how long it takes."""

    organ: str
    until: date
    answer_term: str = ""
    is_above: bool = False  # an organ above, to which the office sends the request


@dataclass(frozen=True, kw_only=True)
class ObjectionLetter(CaseLetter):
    """A letter about one objection; `brought` says in half a sentence who raised it, and when."""

    matter: str
    brought: str


@dataclass(frozen=True, kw_only=True)
class ResultLetter(ObjectionLetter):
    """A letter that answers point by point: the outcome, what follows from it, and the remedies where it is adverse."""

    outcome: str
    findings: tuple[Answered, ...]
    cites: tuple[str, ...]
    consequences: tuple[str, ...]
    remedies: Remedies | None
