"""The worker's side of the outbox. Losing a task loses nothing: the rows are still there."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from notifications import outbox
from notifications.delivery import HANDLERS, forget_bundles, forget_previews
from notifications.models import Lookup
from notifications.outbox import RELAY_TASK


@shared_task(name=RELAY_TASK, ignore_result=True)
def relay() -> int:
    """Deliver what is due, right after a decision."""
    return outbox.relay(HANDLERS)


@shared_task(name="notifications.sweep_outbox", ignore_result=True)
def sweep_outbox() -> int:
    """Deliver what no nudge has brought: retries, dead workers, a broker that was down."""
    Lookup.objects.filter(minute__lt=timezone.now() - timedelta(hours=1)).delete()
    forget_previews(timezone.now())
    forget_bundles(timezone.now())
    return outbox.relay(HANDLERS)
