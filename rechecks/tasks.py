"""Jobs of the credit office: safe to run twice, late, or side by side."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from rechecks.services.supervision_nightly import supervise_by_rule


@shared_task(name="rechecks.nightly")
def nightly(on: str | None = None) -> dict[str, int]:
    """What a new day brings to the credit office."""
    return supervise_by_rule(date.fromisoformat(on) if on else timezone.localdate())
