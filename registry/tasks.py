"""The worker's side of the import page. Losing a task loses nothing: the runs are still there."""

from celery import shared_task
from django.utils import timezone

from registry.importing.runs import WORK_TASK, work_imports


@shared_task(name=WORK_TASK, ignore_result=True)
def work_on_imports() -> int:
    """Check and import what waits."""
    return work_imports(timezone.now)
