"""The worker's side of evidence and channels. Losing a task loses nothing: the rows are still there."""

from celery import shared_task
from django.utils import timezone

from casework.evidence.checking import CHECK_TASK, check_waiting
from casework.orders import ORDERS_TASK, follow_orders


@shared_task(name=CHECK_TASK, ignore_result=True)
def check_evidence() -> int:
    """Check what waits in quarantine."""
    return check_waiting(timezone.now())


@shared_task(name=ORDERS_TASK, ignore_result=True)
def tell_the_channels() -> int:
    """Carry out what channels are told of open matters."""
    return follow_orders(now=timezone.now(), on=timezone.localdate())
