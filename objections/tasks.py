"""Jobs of objections: safe to run twice, late, or side by side."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from objections.services import close_what_has_followed, run_nightly


@shared_task(name="objections.nightly")
def nightly(on: str | None = None) -> dict[str, int]:
    """What a new day brings to objections."""
    return run_nightly(date.fromisoformat(on) if on else timezone.localdate())


@shared_task(name="objections.close", ignore_result=True)
def close() -> int:
    """Close objections when every channel shows the record as it is now."""
    return close_what_has_followed(on=timezone.localdate())
