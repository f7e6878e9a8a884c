"""The smallest words of the rules: a figure with its source, and how months are counted."""

import calendar as civil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MONTHS_IN = {"months": 1, "years": 12}
WORKING_DAYS, DAYS = "working_days", "days"
UNITS = frozenset({"months", "years", WORKING_DAYS, DAYS, "rounds", "rule"})


@dataclass(frozen=True)
class Figure:
    """One statement of a regulation: a number or a rule word, and where it was read.

    `confirmed` is true only where the words of the instrument itself (or a verbatim quote) were read.
    """

    value: int | str
    unit: str
    cites: str
    confirmed: bool
    read_in: str = ""
    note: str = ""
    until: date | None = None

    @property
    def months(self) -> int | None:
        """The length of a period in months; nothing for figures that are no period."""
        factor = MONTHS_IN.get(self.unit)
        return int(self.value) * factor if factor else None

    def ends_on(self, start: date) -> date:
        """The last day of a period that begins with `start` (民法典 201, 202)."""
        if self.months is None:
            raise ValueError(f"a figure in {self.unit} is no period of months or years")
        return add_months(start, self.months)

    @property
    def clause(self) -> str:
        """The instrument and its clause; what follows the colon in `cites` sums up what it says."""
        return self.cites.partition("：")[0]

    def says_the_same_as(self, other: "Figure") -> bool:
        return (self.value, self.unit) == (other.value, other.unit)

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = {"value": self.value, "unit": self.unit, "cites": self.cites}
        content |= {"confirmed": self.confirmed, "read_in": self.read_in, "note": self.note}
        return content | ({"until": self.until.isoformat()} if self.until else {})

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Figure":
        until = content.get("until")
        return cls(**{**content, "until": date.fromisoformat(until) if until else None})


def add_months(start: date, months: int) -> date:
    """The same day number `months` later, or that month's last day where the number is missing."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = civil.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
