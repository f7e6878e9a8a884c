"""What is counted: which cases each number means, said once for the number and for the list behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from objections.models import ObjectionCase
from rechecks.figures.periods import Period
from rechecks.models import CaseFacts, CaseMonth, Result
from repair.models import RepairCase

KINDS = (RepairCase.MACHINE, ObjectionCase.MACHINE)
JUDGED = (Result.GRANTED, Result.PARTLY, Result.REFUSED)


@dataclass(frozen=True)
class Asked:
    """Whose and which figures: a kind of case in a period, of one department or all, with one result or any.

    `on` is the day on which it is asked: what is in hand is in hand now. `soon` is the last day that
    counts as nearly due. `without` are the cases that whoever asks must not know the outcome of yet: a
    number of one case would tell it.
    """

    kind: str
    period: Period
    on: date
    soon: date
    department: int | None = None
    result: str = ""
    without: frozenset[int] = frozenset()

    def cases(self) -> "QuerySet[CaseFacts]":
        """The cases of the kind, the department and the result, whatever their day."""
        rows = self._asked_of(CaseFacts.objects.all())
        return rows.exclude(pk__in=self.without) if self.without else rows

    def _asked_of(self, rows: Any) -> Any:
        rows = rows.filter(machine=self.kind)
        if self.department:
            rows = rows.filter(department=self.department)
        return rows.filter(result=self.result) if self.result else rows

    def within(self, day: str) -> "QuerySet[CaseFacts]":
        """Those whose day of that name lies in the period; without a name, those in hand."""
        if not day:
            return self.cases().filter(finished_on__isnull=True)
        return self.cases().filter(**{f"{day}__range": (self.period.since, self.period.until)})

    def summed(self, day: str) -> "QuerySet[CaseMonth] | None":
        """The whole months of the period, added up already."""
        months = self.period.whole_months
        if not day or months is None:
            return None
        within = CaseMonth.objects.filter(day=day, month__range=(months.since, months.until))
        return self._asked_of(within)

    def summed_too_much(self, day: str) -> "QuerySet[CaseFacts] | None":
        """What those sums hold of the cases that are left out."""
        months = self.period.whole_months
        if not day or months is None or not self.without:
            return None
        left_out = CaseFacts.objects.filter(
            pk__in=self.without, **{f"{day}__range": (months.since, months.until)}
        )
        return self._asked_of(left_out)

    def single(self, day: str) -> "QuerySet[CaseFacts] | None":
        """The cases of the period that lie in no whole month of it."""
        if not day:
            return self.within(day)
        if not self.period.edges:
            return None
        days = (Q(**{f"{day}__range": (each.since, each.until)}) for each in self.period.edges)
        return self.cases().filter(reduce(or_, days))

    def counted(self, measure: "Measure") -> "QuerySet[CaseFacts]":
        """Exactly the cases that a number counts."""
        return self.within(measure.day).filter(measure.means(self))

    def of(self, department: int | None) -> "Asked":
        """The same of one department."""
        return replace(self, department=department)


@dataclass(frozen=True)
class Measure:
    """One number: its name, the day that puts a case into the period, and which cases of the period it counts."""

    name: str
    label: Any
    definition: Any
    day: str = ""
    means: Callable[[Asked], Q] = lambda _asked: Q()


def _only(**lookups: Any) -> Callable[[Asked], Q]:
    return lambda _asked: Q(**lookups)


HANDED_IN, TAKEN, FINISHED, REOPENED, IN_HAND = "handed_in_on", "taken_on", "finished_on", "reopened_on", ""

_ALL = (
    Measure(
        "received", _("Received"), _("Cases handed in during the period. Drafts do not count."), HANDED_IN
    ),
    Measure(
        "taken", _("Acceptance decided"),
        _("Cases of which was decided in the period whether they are taken up, where a term ran for that."),
        TAKEN, _only(taken_late__isnull=False),
    ),
    Measure(
        "taken_in_time", _("Acceptance decided in time"),
        _("Of the cases of which was decided whether they are taken up: those on or before the last day of the term."),
        TAKEN, _only(taken_late=False),
    ),
    Measure(
        "taken_late", _("Acceptance decided late"),
        _("Of the cases of which was decided whether they are taken up: those after the last day of the term."),
        TAKEN, _only(taken_late=True),
    ),
    Measure(
        "finished", _("Finished"),
        _("Cases with which the department was done in the period: decided, not taken up, or ended without decision. The first result counts."),
        FINISHED,
    ),
    Measure(
        "answered", _("Answered"),
        _("Finished cases less those that ended without decision (withdrawn, lapsed, record withdrawn)."),
        FINISHED, lambda _asked: ~Q(result=Result.ENDED),
    ),
    Measure(
        "timed", _("Answered under a term"),
        _("Answered cases for whose answer a term ran."), FINISHED, _only(finished_late__isnull=False),
    ),
    Measure(
        "in_time", _("Finished in time"),
        _("Answered on or before the last day of the term. Days on which the clock stood still do not count."),
        FINISHED, _only(finished_late=False),
    ),
    Measure(
        "late", _("Finished late"), _("Answered after the last day of the term."),
        FINISHED, _only(finished_late=True),
    ),
    Measure(
        "untimed", _("Finished without a term"), _("Finished cases for whose answer no term ran, those that ended without decision included."),
        FINISHED, _only(finished_late__isnull=True),
    ),
    Measure(
        "judged", _("Decided"), _("Finished cases that were granted, granted in part or refused."),
        FINISHED, _only(result__in=JUDGED),
    ),
    Measure(
        "granted", _("Granted"),
        _("Repairs granted; objections upheld, those included that could not be verified."),
        FINISHED, _only(result=Result.GRANTED),
    ),
    Measure(
        "partly", _("Granted in part"), _("Objections upheld in part."), FINISHED, _only(result=Result.PARTLY)
    ),
    Measure(
        "refused", _("Refused"), _("Repairs refused; objections dismissed."), FINISHED, _only(result=Result.REFUSED)
    ),
    Measure(
        "not_accepted", _("Not taken up"), _("Cases not taken up, and objections closed as repeated."),
        FINISHED, _only(result=Result.NOT_ACCEPTED),
    ),
    Measure(
        "ended", _("Ended without decision"), _("Withdrawn, lapsed, or ended because the record was withdrawn."),
        FINISHED, _only(result=Result.ENDED),
    ),
    Measure(
        "returned", _("Returned for a supplement"),
        _("Finished cases that were returned at least once for a supplement or for evidence."),
        FINISHED, _only(returns__gt=0),
    ),
    Measure(
        "reopened", _("Reopened"),
        _("Closed cases that were taken up again in the period: objections re-checked, repairs revoked."), REOPENED,
    ),
    Measure("open", _("In hand"), _("Cases handed in and not finished, now."), IN_HAND),
    Measure(
        "overdue", _("Overdue in hand"), _("Cases in hand now whose term is over."),
        IN_HAND, lambda asked: Q(case__machine=asked.kind, case__closed=False, case__due_on__lt=asked.on),
    ),
    Measure(
        "due_soon", _("Nearly due"), _("Cases in hand now whose term ends within two working days."),
        IN_HAND, lambda asked: Q(case__machine=asked.kind, case__closed=False, case__due_on__range=(asked.on, asked.soon)),
    ),
)  # fmt: skip
MEASURES = {measure.name: measure for measure in _ALL}
