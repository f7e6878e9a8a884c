"""Due dates after a correction of the calendar: derived again, and the change is an event."""

from datetime import date

from django.db import transaction

from casework import moves
from casework.clocks import stamp_due_date
from casework.policy import system_user
from repair import texts
from repair.models import RepairCase, Status
from repair.services.papers import tell_applicant
from rules.calendar import WorkCalendar
from rules.services import office_calendar

REDATED = (Status.SUBMITTED, Status.ACCEPTED)  # where a term runs that a corrected calendar moves


def renew_every_due_date(on: date) -> int:
    """Derive the due date of every case whose term runs; returns how many moved."""
    calendar = office_calendar()
    running = RepairCase.objects.open().exclude(due_on__isnull=True).order_by("pk")
    return sum(redate(pk, on=on, calendar=calendar) for pk in running.values_list("pk", flat=True))


@transaction.atomic
def redate(pk: int, *, on: date, calendar: WorkCalendar) -> bool:
    """Move one case's due date where the calendar says so, with an event and word to the applicant."""
    case = moves.locked(RepairCase.objects.order_by(), pk=pk)
    steps = {Status.SUBMITTED: case.redate_acceptance, Status.ACCEPTED: case.redate_decision}
    before, was_provisional = case.due_on, case.due_is_provisional
    stamp_due_date(case, as_of=on, calendar=calendar)
    if case.due_on == before or case.status not in REDATED:
        if case.due_is_provisional != was_provisional:
            case.save(update_fields=["due_is_provisional"])
        return False
    days = {"from": f"{before}", "to": f"{case.due_on}"}
    moves.make(steps[Status(case.status)], by=system_user(), on=on, facts=days)
    tell_applicant(case, texts.redated(case))
    return True
