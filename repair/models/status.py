"""The states of a repair case."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where a repair case stands (design: the legal truth)."""

    APPLIED = "applied", _("application begun")
    PERIOD_MET = "period_met", _("publicity period over")
    COMMITTED = "committed", _("commitment signed")
    TRAINED = "trained", _("training confirmed")
    SUBMITTED = "submitted", _("waiting for acceptance")
    ACCEPTED = "accepted", _("under review")
    SUPPLEMENTING = "supplementing", _("waiting for your supplement")
    APPROVED = "approved", _("repair granted, being synchronised")
    REPAIRED = "repaired", _("repaired")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("repair", "not accepted")
    REJECTED = "rejected", _("repair refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed without supplement")
    REVOKED = "revoked", _("repair revoked")
    CLEARED = "cleared", _("record withdrawn, nothing left to repair")


AT_THE_DEPARTMENT = [Status.SUBMITTED, Status.ACCEPTED]
PREPARING = [Status.APPLIED, Status.PERIOD_MET, Status.COMMITTED, Status.TRAINED]
UNDECIDED = [*PREPARING, Status.SUBMITTED, Status.SUPPLEMENTING, Status.ACCEPTED]
