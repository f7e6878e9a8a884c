"""The states of an objection."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an objection stands (design: the legal truth)."""

    DRAFTED = "drafted", _("objection being written")
    FILED = "filed", _("objection waiting for acceptance")
    ACCEPTED = "accepted", _("being checked by the credit office")
    VERIFYING = "verifying", _("being verified by the department")
    SUPPLEMENTING = "supplementing", _("waiting for your evidence")
    MISROUTED = "misrouted", _("the department is being determined")
    UPHELD = "upheld", _("objection upheld")
    PARTLY_UPHELD = "partly_upheld", _("objection upheld in part")
    UNVERIFIABLE = "unverifiable", _("could not be verified")
    APPLIED_TO_RECORD = "applied_to_record", _("corrected, being synchronised")
    CLOSED = "closed", _("objection settled")
    DISMISSED = "dismissed", _("the information stays as it is")
    NOT_ACCEPTED = "not_accepted", _("objection not accepted")
    REPEATED = "repeated", _("closed as repeated")
    WITHDRAWN = "withdrawn", _("objection withdrawn")
    REVIEWING = "reviewing", _("under re-check")
    REVIEWING_ABOVE = "reviewing_above", _("being re-checked by an organ above")


WITH_THE_OFFICE = [Status.FILED, Status.ACCEPTED]
BEING_CHECKED = [*WITH_THE_OFFICE, Status.VERIFYING, Status.SUPPLEMENTING, Status.MISROUTED]
TAKEN_BACK = [Status.DRAFTED, *BEING_CHECKED]  # while it can be
CHANGES_THE_RECORD = [Status.UPHELD, Status.PARTLY_UPHELD, Status.UNVERIFIABLE]
CAN_BE_REVIEWED = [Status.CLOSED, Status.DISMISSED]
IN_REVIEW = [Status.REVIEWING, Status.REVIEWING_ABOVE]
