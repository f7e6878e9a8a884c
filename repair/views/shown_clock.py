"""The running term as text and cells: always words and a date, never colour alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from casework.clocks import StageClock
from casework.models.events import DaysUnit
from casework.wording import long_day, plain_day, slash_day

SOON = 2
COUNTED = {
    DaysUnit.WORKING_DAYS: {
        "begun": lazy("working day %(used)s of %(total)s; weekends and public holidays do not count"),
        "paused": lazy("%(used)s of %(total)s working days used; days on hold do not count"),
        "ahead": lazy(
            "counted from the next working day, %(total)s in all; weekends and public holidays do not count"
        ),
    },
    DaysUnit.DAYS: {
        "begun": lazy("day %(used)s of %(total)s; every day counts, but a day off is never the last one"),
        "paused": lazy("%(used)s of %(total)s days used; days on hold do not count"),
        "ahead": lazy(
            "counted from the next day, %(total)s in all; every day counts, but a day off is never the last one"
        ),
    },
}


@dataclass(frozen=True)
class ShownClock:
    """One term: how many cells, which is today, and the sentence beside them."""

    stage: str
    used: int
    total: int
    left: int
    state: str
    words: str
    short: str
    sentence: str  # what the cells say to whoever does not see them
    unit: str = DaysUnit.WORKING_DAYS

    @property
    def paused(self) -> bool:
        return self.state == "paused"

    @property
    def tone(self) -> str:
        if self.paused:
            return "xx-calm"
        return "xx-b" if self.left < 0 else "" if self.left <= SOON else "xx-calm"

    @property
    def headline(self) -> str:
        if self.paused:
            return _("Clock stopped")
        n, natural = abs(self.left), self.unit == DaysUnit.DAYS
        if self.left < 0 and natural:
            return ngettext("%(n)s day over", "%(n)s days over", n) % {"n": n}
        if self.left < 0:
            return ngettext("%(n)s working day over", "%(n)s working days over", n) % {"n": n}
        if natural:
            return ngettext("%(n)s day left", "%(n)s days left", n) % {"n": n}
        return ngettext("%(n)s working day left", "%(n)s working days left", n) % {"n": n}


def shown_clock(clock: StageClock | None, begun: str = "") -> ShownClock | None:
    """The term of a stage; a term of no working days is settled on the spot and shows no cells.

    `begun` says what the term counts from, where that is not the submission or the acceptance.
    """
    if clock is None or not clock.term:
        return None
    reading = clock.reading
    total = max(clock.term, reading.used_working_days + max(reading.left_working_days, 0))
    since = plain_day(clock.start_on)
    begun = begun or (_("Submitted on %(day)s") if clock.stage == "accept" else _("Taken up on %(day)s"))
    state = "paused" if reading.state == "paused" else "begun" if reading.used_working_days else "ahead"
    sentence = COUNTED[DaysUnit(clock.unit)][state] % {"used": reading.used_working_days, "total": total}
    words = f"{begun % {'day': since}} · {sentence}"
    return ShownClock(
        stage=clock.stage,
        used=reading.used_working_days,
        total=total,
        left=reading.left_working_days,
        state=reading.state,
        words=words,
        short=f"{begun % {'day': slash_day(clock.start_on)}} · {_due(reading.due_on, slash_day)}",
        sentence=f"{words} · {_due(reading.due_on, long_day)}",
        unit=clock.unit,
    )


def _due(due_on: date | None, written: Callable[[date], str]) -> str:
    return _("due %(day)s") % {"day": written(due_on)} if due_on else _("the clock stands still")
