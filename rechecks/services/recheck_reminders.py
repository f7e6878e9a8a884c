"""Rechecks that are due: their checkers are told one working day before the day and on it, each once."""

from datetime import date

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.wording import iso_day
from notifications.services import Note, tell
from notifications.sms import fitted
from rechecks.models import RecheckCase
from rechecks.models.status import BEING_CHECKED
from rechecks.selectors.due import conclusion_due
from repair.services.desk_reminders import AHEAD
from repair.services.reminders import text_reminder
from rules.calendar import WorkCalendar
from rules.services import office_calendar


def remind_checkers(on: date) -> int:
    """Running it again on the same day changes nothing."""
    calendar = office_calendar()
    waiting = RecheckCase.objects.filter(status__in=BEING_CHECKED, proposed_by__isnull=True)
    return sum(_remind(case, on, calendar) for case in waiting.select_related("checker").order_by("pk"))


@transaction.atomic
def _remind(case: RecheckCase, on: date, calendar: WorkCalendar) -> int:
    day = conclusion_due(case, calendar)
    if not on <= day <= calendar.after(on, AHEAD):
        return 0
    today, key = day == on, f"recheck_{'today' if day == on else 'due'}:{case.pk}:{day}"
    when = (
        pgettext_lazy("recheck", "Today is the last day.")
        if today
        else format_lazy(_("It is due on {day}."), day=iso_day(day))
    )
    title = format_lazy(_("Recheck {number} waits for your conclusion"), number=case.number)
    text_reminder(case.checker, _short(case, day, today=today), key)
    return len(tell([case.checker], Note(title, when, link=case.get_absolute_url()), key=key))


def _short(case: RecheckCase, day: date, *, today: bool) -> str:
    """In Chinese only, like the letters."""
    when = "今天到期" if today else f"{day.month}月{day.day}日到期"
    return fitted("核查复查{number}的核查结论{when}，请登录平台办理。", number=case.number, when=when)
