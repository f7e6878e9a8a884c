"""The worker's side of the evidence files. Losing a task loses nothing: the rows are still there."""

from celery import shared_task
from django.utils import timezone

from casework.evidence.checking import CHECK_TASK, check_waiting


@shared_task(name=CHECK_TASK, ignore_result=True)
def check_evidence() -> int:
    """Check what waits in quarantine."""
    return check_waiting(timezone.now())
