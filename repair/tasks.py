"""Jobs: safe to run twice, late, or side by side. They ask what day it is and call the services."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from repair.services.channels import CHANNELS_TASK, work_channels
from repair.services.nightly import run_nightly
from repair.services.prepare import issue_prepared


@shared_task(name=CHANNELS_TASK)
def sweep_channels() -> int:
    """Take granted records off every channel that still owes it."""
    return work_channels(now=timezone.now(), on=timezone.localdate())


@shared_task(name="repair.tasks.issue_prepared")
def issue_what_was_prepared() -> int:
    """Make decisions real whose time to be taken back is over."""
    return issue_prepared(now=timezone.now(), on=timezone.localdate())


@shared_task(name="repair.tasks.nightly")
def nightly(on: str | None = None) -> dict[str, int]:
    """What a new day brings: see `run_nightly`."""
    return run_nightly(date.fromisoformat(on) if on else timezone.localdate())
