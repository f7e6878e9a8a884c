"""How long things are kept before they may be disposed of (保管期限): data, each period with what it stands on."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rules.terms import add_months

PERIODS = Path(__file__).with_name("retention.toml")
MONTHS = 12


@dataclass(frozen=True)
class Retention:
    """One kind of thing, how many years it is kept, and whether that was read in the text it cites."""

    kind: str
    years: int
    cites: str
    confirmed: bool

    def last_disposable(self, on: date) -> date:
        """The latest day of which the period is over: what is of a later one is still kept."""
        return add_months(on, -MONTHS * self.years) - timedelta(days=1)


@cache
def retention_periods(path: Path = PERIODS) -> dict[str, Retention]:
    """Every kind that may be disposed of, by its name; raises KeyError where a row lacks a field."""
    with path.open("rb") as file:
        rows = tomllib.load(file)
    return {kind: Retention(kind, row["years"], row["cites"], row["confirmed"]) for kind, row in rows.items()}
