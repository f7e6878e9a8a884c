"""Which departments were found at fault before: a risk that draws can weigh."""

from datetime import date, timedelta

from django.db.models.functions import Coalesce

from rechecks.models import RecheckCase, Status
from rechecks.models.findings import AT_FAULT


def departments_at_fault(until: date, days: int) -> set[str]:
    """Codes of those with a confirmed finding in so many days up to that one; what was withdrawn is none."""
    since = until - timedelta(days=days)
    found = RecheckCase.objects.filter(
        verdict__in=AT_FAULT, confirmed_on__gt=since, confirmed_on__lte=until
    ).exclude(status=Status.ORDER_WITHDRAWN)
    return set(found.values_list(Coalesce("examines__department__uscc", "department__uscc"), flat=True))
