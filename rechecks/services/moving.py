"""One step of a recheck, and what follows when it is over."""

from datetime import date
from typing import Any

from django.db.models import Q

from casework import moves
from casework.models import Case, CaseEvent
from casework.policy import system_user
from casework.routing import note_desk
from rechecks.flows import RecheckFlow
from rechecks.models import DrawnItem, RecheckCase
from rechecks.selectors.outsiders import had_a_part
from registry.models import Record

NUMBER_PREFIX = "FC"


def of_the_office(number: str) -> RecheckCase:
    """A recheck, locked; raises DoesNotExist."""
    return moves.locked(RecheckCase.objects.order_by(), number=number)


def move(case: RecheckCase, step: Any, *, by: Any, on: date, **more: Any) -> CaseEvent:
    """Take one step; when the recheck is over, one that waited for it on the same record begins."""
    event = moves.make(step, by=by, on=on, **more)
    if case.closed:
        begin_waiting(case.record, on=on)
    return event


def begin(item: DrawnItem, *, by: Any, on: date, by_itself: bool = False) -> RecheckCase | None:
    """Begin the recheck of a drawn item; nothing where another one of its record is open, or its checker is barred."""
    record = item.is_about
    if RecheckCase.objects.open().filter(record=record).exists():
        return None  # one after the other: it begins when that one is over
    case = RecheckCase(record=record, examines=item.case, item=item, checker=item.checker)
    case.begins_by_itself = by_itself
    case.department_id = record.department_id
    if had_a_part(item.checker, case) or _is_open(item.case):
        return None
    return start(case, by=by, on=on)


def start(case: RecheckCase, *, by: Any, on: date) -> RecheckCase:
    """Bring a recheck into being, and put it on its checker's desk."""
    moves.open_case(case, by=by, on=on, prefix=NUMBER_PREFIX)
    RecheckFlow.start.run(case=case)
    case.save(update_fields=["process"])
    note_desk(case)
    return case


def _is_open(examined: Case | None) -> bool:
    """A re-check of an objection takes up a closed case again."""
    return examined is not None and not examined.closed


def begin_waiting(record: Record, *, on: date) -> None:
    """The next recheck that was drawn for the record while another one was open."""
    about_it = Q(case__record=record) | Q(record=record)
    waiting = DrawnItem.objects.filter(about_it, recheck__isnull=True).order_by("pk")
    for item in waiting.select_related("case__record", "record", "checker"):
        if begin(item, by=system_user(), on=on, by_itself=True):
            return
