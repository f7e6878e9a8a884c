"""What another calendar would do to the due dates of open cases, of every kind whose dates follow the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from casework.clocks import stage_clock
from casework.models import Case, CaseEvent
from objections.models import ObjectionCase
from objections.services.nightly import REDATED as REDATED_OBJECTIONS
from repair.models import RepairCase
from repair.services.dates import REDATED as REDATED_REPAIRS
from rules.calendar import WorkCalendar

CHUNK = 500
FOLLOWS = {RepairCase.MACHINE: REDATED_REPAIRS, ObjectionCase.MACHINE: REDATED_OBJECTIONS}


@dataclass(frozen=True)
class Moved:
    """An open case whose due date would be another."""

    case: Case
    before: date
    after: date | None


def moved_by(calendar: WorkCalendar, changed: list[date], on: date) -> Iterator[Moved]:
    """The cases whose term reaches a day that is worked otherwise; terms that end before it are not asked."""
    if not changed:
        return
    asked = Q(pk__in=[])
    for machine, statuses in FOLLOWS.items():
        asked |= Q(machine=machine, status__in=statuses)
    events: Any = Prefetch("events", queryset=CaseEvent.objects.order_by("seq"), to_attr="in_order")
    cases = Case.objects.open().filter(asked, due_on__gte=min(changed)).order_by("due_on", "pk")
    related = cases.select_related("department", "subject").prefetch_related(events)
    for case in related.iterator(chunk_size=CHUNK):
        clock = stage_clock(case.in_order, as_of=on, calendar=calendar)
        after = clock.reading.due_on if clock else None
        if after != case.due_on:
            yield Moved(case, case.due_on, after)
