"""Until when a checker is to conclude: working days of the office's own, no law, and nothing lapses with them."""

from datetime import date

from django.conf import settings
from django.db.models import Max, Q

from rechecks.models import RecheckCase
from rules.calendar import WorkCalendar

FROM = ("assign", "reassign", "send_back")  # each puts it on a checker's desk anew


def conclusion_due(case: RecheckCase, calendar: WorkCalendar) -> date:
    """The last of the days that count from when it was put on the checker's desk last."""
    since = case.events.aggregate(last=Max("on", filter=Q(verb__in=FROM)))["last"]
    return calendar.after(since or case.opened_on, settings.RECHECK_WORKING_DAYS)
