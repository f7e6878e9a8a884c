"""What the letters that close an application have in common."""

from dataclasses import dataclass
from datetime import date

from notifications.parts import CaseLetter


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(CaseLetter):
    """A letter that closes the application: the record is named with its kind and class."""

    record_kind: str
    severity_label: str
    applied_on: date
