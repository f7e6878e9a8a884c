"""Jobs of the credit office: safe to run twice, late, or side by side."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from rechecks.figures.counting import add_up_months, recount_after_the_calendar
from rechecks.figures.records import note_dishonest_share
from rechecks.services.calendars import move_due_dates
from rechecks.services.correcting import close_what_has_followed
from rechecks.services.order_reminders import remind_of_orders
from rechecks.services.recheck_reminders import remind_checkers
from rechecks.services.ruling import take_effect, work_dry_runs
from rechecks.services.supervision_nightly import supervise_by_rule


@shared_task(name="rechecks.nightly")
def nightly(on: str | None = None) -> dict[str, int]:
    """What a new day brings to the credit office."""
    day = date.fromisoformat(on) if on else timezone.localdate()
    return supervise_by_rule(day) | {
        "told_of_rechecks": remind_checkers(day),
        "told_of_orders": remind_of_orders(day),
        "recounted": recount_after_the_calendar(),
        "months": add_up_months(),
        "dishonest": note_dishonest_share(day).dishonest,
    }


@shared_task(name="rechecks.rules_take_effect")
def rules_take_effect(on: str | None = None) -> dict[str, int]:
    """What a day brings on which released rules begin to count."""
    return take_effect(date.fromisoformat(on) if on else timezone.localdate())


@shared_task(name="rechecks.move_due_dates", ignore_result=True)
def follow_the_calendar() -> int:
    """Move due dates after a calendar was released."""
    return move_due_dates(timezone.localdate())


@shared_task(name="rechecks.work_dry_runs", ignore_result=True)
def work_on_dry_runs() -> int:
    """Try the drafts that somebody asked to have tried."""
    return work_dry_runs(timezone.now())


@shared_task(name="rechecks.close_corrections", ignore_result=True)
def close_corrections() -> int:
    """Close corrections when every channel shows what it should."""
    return close_what_has_followed(on=timezone.localdate())
