"""What an address asks of the figures, and the address of what a number counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.access import hidden_from
from objections.models import ObjectionCase
from rechecks.figures import KINDS, NAMES, Asked, Measure, Period, period_named
from rechecks.models import Result
from rechecks.services.thresholds import Threshold, thresholds_in_force
from registry.models import Department
from repair.models import RepairCase
from repair.views.refusals import SignedInRequest
from rules.services import office_calendar

KIND_NAMES = {
    RepairCase.MACHINE: pgettext_lazy("figures", "Credit repair"),
    ObjectionCase.MACHINE: pgettext_lazy("figures", "Objections"),
}
PERIOD_NAMES = {
    "month": gettext_lazy("This month"),
    "last_month": gettext_lazy("Last month"),
    "quarter": gettext_lazy("This quarter"),
    "year": gettext_lazy("This year"),
}
SOON = 2  # working days: what is due within them is nearly due
FIRST = date(2000, 1, 1)  # nothing was counted before


@dataclass(frozen=True)
class Question:
    """The figures that an address asks for, with the words it used."""

    asked: Asked
    period_name: str  # empty: from one day to another
    departments: dict[int, Department]
    thresholds: dict[str, Threshold]

    def tone(self, figure: str, value: float | None) -> str:
        """How a figure compares with what the office has set."""
        limits = self.thresholds.get(figure)
        return limits.tone(value) if limits and value is not None else ""

    @cached_property
    def department(self) -> Department | None:
        return self.departments.get(self.asked.department or 0)

    @property
    def words(self) -> dict[str, str]:
        """The parameters of an address that asks the same, whatever day it is opened."""
        said = {"kind": self.asked.kind, "result": self.asked.result}
        if self.department:
            said["department"] = self.department.uscc
        if self.period_name:
            return _said(said | {"period": self.period_name})
        return _said(said | _days(self.asked.period))

    def cases_url(self, measure: Measure, asked: Asked | None = None) -> str:
        """The list of exactly the cases that a number counts."""
        asked = asked or self.asked
        said = {"count": measure.name, "kind": asked.kind, "result": asked.result}
        if asked.department:
            said["department"] = self.departments[asked.department].uscc
        if measure.day:
            said |= _days(asked.period)
        return f"{reverse('rechecks:counted_cases')}?{urlencode(_said(said))}"


def question(request: SignedInRequest, on: date, *, period: str = "month") -> Question:
    """Read the address; what it does not say, or says wrongly, is asked as usual."""
    said = request.GET
    departments = {each.pk: each for each in Department.objects.order_by("name")}
    by_code = {each.uscc: each.pk for each in departments.values()}
    own = _own_period(said, on)
    name = "" if own else said.get("period", "")
    if not own and name not in NAMES:
        name = period
    asked = Asked(
        kind=_one_of(KINDS, said.get("kind", "")) or KINDS[0],
        period=own or period_named(name, on),
        on=on,
        soon=office_calendar().after(on, SOON),
        department=by_code.get(said.get("department", "")),
        result=_one_of(Result.values, said.get("result", "")),
        without=frozenset(hidden_from(request.user)),
    )
    return Question(asked, name, departments, thresholds_in_force())


def _one_of(known: Iterable[str], word: str) -> str:
    return word if word in known else ""


Choice = tuple[
    str, Any, list[tuple[str, Any, bool]]
]  # name, label, options: value, words, whether it is chosen


def choices(asks: Question, *, own_period: bool = False) -> list[Choice]:
    """What can be asked: the kind of case, the period (one's own, too) and the department."""
    here = asks.department.uscc if asks.department else ""
    codes = [(each.uscc, each.name) for each in asks.departments.values()]
    periods: list[tuple[str, Any]] = list(PERIOD_NAMES.items())
    if own_period:
        periods.insert(0, ("", _("From one day to another")))
    return [
        _choice("kind", _("Kind of case"), KIND_NAMES.items(), asks.asked.kind),
        _choice("period", _("Period"), periods, asks.period_name),
        _choice("department", _("Department"), [("", _("All departments")), *codes], here),
    ]


def result_choice(asks: Question) -> Choice:
    """With which result the cases were finished, or any."""
    return _choice("result", _("Result"), [("", _("Any result")), *Result.choices], asks.asked.result)


def _choice(name: str, label: Any, options: Iterable[tuple[str, Any]], chosen: str) -> Choice:
    return name, label, [(value, words, value == chosen) for value, words in options]


def _own_period(said: Any, on: date) -> Period | None:
    """From one day to another, where the address names either."""
    since, until = (_day(said.get(name, "")) for name in ("since", "until"))
    if since is None and until is None:
        return None
    until = min(until or on, on)
    return Period(min(max(since or FIRST, FIRST), until), until) if until >= FIRST else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(period: Period) -> dict[str, str]:
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def _said(words: dict[str, str]) -> dict[str, str]:
    return {name: word for name, word in words.items() if word}
