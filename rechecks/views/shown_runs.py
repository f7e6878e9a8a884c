"""A dry run as its page shows it: how many gain and lose, how long it took, and which days move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.wording import plain_day
from rechecks.models import DryRun, DryRunLine, Impact
from rechecks.selectors.dry_run import KEPT, OVER, UNCHANGED

PER = 100_000


@dataclass(frozen=True)
class Count:
    """One number of a dry run; those of which there is a list lead to it."""

    label: str
    n: int
    url: str
    chosen: bool


def counted(run: DryRun, *, cases: bool, verdict: str) -> list[tuple[str, list[Count]]]:
    """The numbers for records and for open cases, each with its list."""
    parts = (("records", _("Records"), not cases), ("cases", pgettext("dry run", "Open cases"), cases))
    return [(name, _numbers(run.counts[part], part, verdict if here else None)) for part, name, here in parts]


def _numbers(counts: dict[str, int], part: str, verdict: str | None) -> list[Count]:
    listed = [
        Count(str(Impact(each).label), counts.get(each, 0), f"?of={part}&show={each}", each == verdict)
        for each in Impact.values
        if counts.get(each) or each in (Impact.GAINS, Impact.LOSES)
    ]
    others = {
        UNCHANGED: _("unchanged"),
        KEPT: _("keep their version"),
        OVER: _("publication has ended"),
    }
    return listed + [
        Count(label, counts[name], "", False) for name, label in others.items() if counts.get(name)
    ]


def expected_time(run: DryRun | None) -> int:
    """About how many seconds a hundred thousand records would take at this rate; 0 where too few were tried."""
    if run is None or run.finished_at is None:
        return 0
    tried = sum(run.counts["records"].values())
    return ceil((run.seconds or 0) / tried * PER) if tried >= PER / 1000 else 0


@dataclass(frozen=True)
class ShownLine:
    """A record or case with what changes for it."""

    line: DryRunLine
    changes: list[tuple[str, str, str]]


def shown_lines(lines: Iterable[DryRunLine]) -> list[ShownLine]:
    return [ShownLine(line, list(_changes(line))) for line in lines]


def _changes(line: DryRunLine) -> Iterable[tuple[str, str, str]]:
    names = {
        "repairable_from": _("Can be applied for from"),
        "min_period_ends_on": _("Minimum period ends on"),
        "max_period_ends_on": _("Maximum period ends on"),
        "shown": _("On show"),
        "shown_until": _("On show until"),
        "may_apply": _("Can be applied for"),
        "accept_by": _("To be taken up by, if handed in on the day of effect"),
        "decide_by": _("To be decided by, if taken up on the day of effect"),
    }
    for name, label in names.items():
        before, after = line.before.get(name), line.after.get(name)
        if before != after:
            yield label, _said(before), _said(after)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    return plain_day(date.fromisoformat(value)) if value else "—"
