"""The states of a recheck."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a recheck stands, the correction that follows from it included."""

    ASSIGNED = "assigned", _("to be rechecked")
    EXAMINED = "examined", _("first finding saved")
    CORRECT = "correct", _("handled correctly")
    WRONGLY_REPAIRED = "wrongly_repaired", _("wrongly repaired, confirmed")
    MISSED = "missed", _("repair missed, confirmed")
    CORRECTION_ORDERED = "correction_ordered", _("correction ordered")
    EXPLAINED = "explained", _("the department has explained itself")
    HEARING = "hearing", _("the subject is being heard")
    CORRECTED = "corrected", _("corrected, being synchronised")
    CLOSED = "closed", _("correction carried out")
    ORDER_WITHDRAWN = "order_withdrawn", _("order of correction withdrawn")


BEING_CHECKED: list[str] = [Status.ASSIGNED, Status.EXAMINED]
CONFIRMED: list[str] = [Status.WRONGLY_REPAIRED, Status.MISSED]
# From here on the department that is asked to correct knows of it.
ORDERED = [
    Status.CORRECTION_ORDERED,
    Status.EXPLAINED,
    Status.HEARING,
    Status.CORRECTED,
    Status.CLOSED,
    Status.ORDER_WITHDRAWN,
]
