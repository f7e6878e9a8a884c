"""What officers are told of their own terms: one working day before the last one, on it, and once it has passed."""

from datetime import date
from typing import Any

from django.db import transaction

from casework.models import Case, Desk
from notifications.models import ReminderSettings
from notifications.services import tell
from registry.duties import duty_group
from repair import sms, texts
from repair.models import Delegation, RepairCase, Status
from repair.services.reminders import text_reminder
from rules.calendar import WorkCalendar
from rules.services import office_calendar

AHEAD = 1  # working days


def remind_officers(on: date) -> int:
    """Tell whoever has a case in hand that it is due, and the head of the department too when it is overdue.

    Each person once on each of these occasions; what was missed because the job did not run is not made up for.
    """
    calendar = office_calendar()
    running = RepairCase.objects.filter(
        status__in=(Status.SUBMITTED, Status.ACCEPTED),
        desk__in=(Desk.DEPARTMENT, Desk.COUNTERSIGN),
        due_on__lte=calendar.after(on, AHEAD),
    )
    return sum(_remind(case, on, calendar) for case in running.select_related("department", "claimed_by"))


@transaction.atomic
def _remind(case: RepairCase, on: date, calendar: WorkCalendar) -> int:
    if not case.due_on:
        return 0
    over = calendar.count(case.due_on, on) if case.due_on < on else 0
    setting, today = "case_overdue" if over else "case_due", case.due_on == on
    people = _in_hand(case, on)
    if over or not people:
        people += _holding(case, "lead_department")
    wanting = [each for each in dict.fromkeys(people) if getattr(ReminderSettings.of(each), setting)]
    key = f"{'case_due_today' if today else setting}:{case.pk}:{case.due_on}"
    note = texts.due_today(case) if today else texts.overdue(case, over) if over else texts.due_soon(case)
    short = sms.due_today(case) if today else sms.overdue(case, over) if over else sms.due_soon(case)
    told = tell(wanting, note, case=case, key=key)
    for each in wanting:
        text_reminder(each, short, key)
    return len(told)


def _in_hand(case: RepairCase, on: date) -> list[Any]:
    """Who can do the next thing: the second persons, or whoever has taken the case and who stands in for them."""
    if case.desk == Desk.COUNTERSIGN:
        return [each for each in _holding(case, "countersign_cases") if each != case.proposed_by]
    return who_has_it(case, on)


def who_has_it(case: Case, on: date) -> list[Any]:
    """Whoever has taken a case of any kind, and who stands in for them that day."""
    if not case.claimed_by:
        return []
    away = Delegation.objects.in_force(on).filter(user=case.claimed_by)
    return [case.claimed_by, *(each.delegate for each in away.select_related("delegate"))]


def _holding(case: RepairCase, duty: str) -> list[Any]:
    return list(duty_group(case.department, duty).user_set.filter(is_active=True).order_by("pk"))
