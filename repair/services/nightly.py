"""What a new day brings. Dates decide; this only writes down what they brought about."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from registry.importing.clearing import clear_old_files
from registry.models import Publication, PublicationChange
from registry.models.publication import PublicationState
from repair.models import RepairCase, Status
from repair.services.dates import renew_every_due_date
from repair.services.desk_reminders import remind_officers
from repair.services.drafts import purge_drafts
from repair.services.finish import lapse, meet_period
from repair.services.prepare import forget_prepared
from repair.services.reminders import (
    remind_of_certificates,
    remind_of_courses,
    remind_of_records,
    remind_of_supplements,
)
from repair.services.transfer import flag_unanswered

CHUNK = 1000


def run_nightly(on: date) -> dict[str, int]:
    """Waiting applications go on, unanswered supplements lapse, periods end, subjects are told.

    Returns how many of each; running it again on the same day changes nothing.
    """
    return {
        "went_on": sum(meet_period(case, on=on) for case in RepairCase.objects.filter(status=Status.APPLIED)),
        "lapsed": sum(lapse(case, on=on) for case in _unanswered(on)),
        "ended_at_maximum": end_at_maximum(on),
        "told_repairable": remind_of_records(on),
        "told_supplement_due": remind_of_supplements(on),
        "told_course_updated": remind_of_courses(on),
        "told_certificate_ends": remind_of_certificates(on),
        "drafts_deleted": purge_drafts(on),
        "prepared_forgotten": forget_prepared(on),
        "imports_cleared": clear_old_files(on),
        "due_dates_moved": renew_every_due_date(on),
        "told_officers": remind_officers(on),
        "transfers_flagged": flag_unanswered(on),
    }


def _unanswered(on: date) -> "QuerySet[RepairCase]":
    return RepairCase.objects.filter(status=Status.SUPPLEMENTING, answer_by__lt=on)


def end_at_maximum(on: date) -> int:
    """Note the end of publications whose last day has passed (they are off show already, by date)."""
    ended = 0
    while pks := list(Publication.objects.past_their_maximum(on).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            rows = list(Publication.objects.select_for_update().past_their_maximum(on).filter(pk__in=pks))
            PublicationChange.objects.bulk_create(
                PublicationChange(
                    publication=row,
                    source=row.state,
                    target=PublicationState.ENDED_AT_MAXIMUM,
                    on=on,
                    because=f"{row.shown_until:%Y-%m-%d}",
                )
                for row in rows
            )
            Publication.objects.filter(pk__in=[row.pk for row in rows]).update(
                state=PublicationState.ENDED_AT_MAXIMUM, ended_on=on
            )
        ended += len(rows)
    return ended
