"""Days that the credit office gave in working days, and where another calendar puts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rechecks.models import (
    CorrectionOrder,
    GivenDay,
    MovedDay,
    Proposal,
    RecheckCase,
    Status,
    SupervisionNotice,
)
from registry.models import Department
from rules.calendar import WorkCalendar

AWAITED = (Status.CORRECTION_ORDERED, Status.EXPLAINED, Status.HEARING)  # a correction is still to come
UNDER_WAY = {  # the column of each day, and where its recheck stands while the day counts
    GivenDay.ANSWER: ("answer_by", (Status.CORRECTION_ORDERED,)),
    GivenDay.CORRECTION: ("correct_by", AWAITED),
}


@dataclass(frozen=True)
class Given:
    """A day that somebody still has, and what it was given for."""

    what: GivenDay
    row: CorrectionOrder | Proposal | SupervisionNotice
    since: date
    before: date

    @property
    def recheck(self) -> RecheckCase | None:
        return self.row.recheck if isinstance(self.row, CorrectionOrder | Proposal) else None

    @property
    def number(self) -> str:
        if isinstance(self.row, SupervisionNotice):
            return self.row.number
        order = self.row if isinstance(self.row, CorrectionOrder) else self.row.recheck.order_to_correct
        return order.number

    @property
    def department(self) -> Department:
        recheck = self.recheck
        return recheck.department if recheck else self.row.department  # type: ignore[union-attr]

    def under(self, old: WorkCalendar, new: WorkCalendar) -> date:
        """The day that leaves as many working days as were given; a subject never has fewer days than it was told."""
        if not old.is_working(self.before):
            return self.before  # named as a day, not counted
        day = new.after(self.since, old.count(self.since, self.before))
        return max(day, self.before) if self.what == GivenDay.STATEMENT else day


@dataclass(frozen=True)
class Moves:
    """A given day, and the one it becomes."""

    given: Given
    after: date

    def row(self, **of: Any) -> MovedDay:
        given = self.given
        names = {CorrectionOrder: "order", Proposal: "proposal", SupervisionNotice: "notice"}
        return MovedDay(
            what=given.what,
            before=given.before,
            after=self.after,
            **{names[type(given.row)]: given.row},
            **of,
        )


def days_that_move(old: WorkCalendar, new: WorkCalendar, on: date) -> list[Moves]:
    """The given days that have not passed and fall on another day; none is moved into the past."""
    moves = (Moves(each, each.under(old, new)) for each in _given(on))
    return [each for each in moves if each.after != each.given.before and each.after >= on]


def _given(on: date) -> Iterator[Given]:
    about = ("recheck__department", "recheck__subject", "recheck__claimed_by")
    for order in (
        CorrectionOrder.objects.filter(recheck__status__in=AWAITED).select_related(*about).order_by("pk")
    ):
        for what, (column, statuses) in UNDER_WAY.items():
            day = getattr(order, column)
            if order.recheck.status in statuses and day >= on:
                yield Given(what, order, order.issued_on, day)
    hearings = Proposal.objects.filter(recheck__status=Status.HEARING, statement_by__gte=on)
    for proposal in hearings.select_related(*about, "recheck__order_to_correct").order_by("pk"):
        if proposal.statement_by:
            yield Given(GivenDay.STATEMENT, proposal, proposal.on, proposal.statement_by)
    notices = SupervisionNotice.objects.with_standing().filter(is_closed=False, is_replied=False)
    for notice in notices.filter(reply_by__gte=on).select_related("department", "letter").order_by("pk"):
        yield Given(GivenDay.REPLY, notice, notice.issued_on, notice.reply_by)
