"""An upload after the days that the office keeps it: the figures stay, and who did what; the rows go."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from registry.importing.uploads import place_of
from registry.models import ImportRun
from registry.models.runs import READING


def kept_until(run: ImportRun) -> date | None:
    """The last day on which the file and its rows are kept; none where they are kept for ever."""
    days = settings.IMPORT_KEPT_DAYS
    return run.uploaded_on + timedelta(days=days) if days else None


def clear_old_files(on: date) -> int:
    """Remove the files and rows of uploads whose days are over; returns how many."""
    if not settings.IMPORT_KEPT_DAYS:
        return 0
    oldest = on - timedelta(days=settings.IMPORT_KEPT_DAYS)
    old = ImportRun.objects.filter(uploaded_at__date__lt=oldest, cleared_on=None)
    return sum(_clear(pk, on) for pk in list(old.values_list("pk", flat=True)))


@transaction.atomic
def _clear(pk: int, on: date) -> bool:
    """One upload, unless a worker reads it; the file goes last, so that a night that breaks off is made good."""
    held = ImportRun.objects.select_for_update(skip_locked=True).filter(pk=pk, cleared_on=None)
    run = held.exclude(state__in=READING).first()
    if run is None:
        return False
    run.cleared_on = on
    run.save(update_fields=["cleared_on"])
    run.rows.all().delete()
    run.mendings.update(value="")
    place_of(run.stored).unlink(missing_ok=True)
    return True
