"""Disposal in two steps (鉴定销毁) and the legal hold that keeps a case out of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models import Case


class Disposable(models.TextChoices):
    """What may be disposed of once its period is over; cases, events and letters never are."""

    EVIDENCE = "evidence", _("evidence of closed cases")
    CASE_LOOKS = "case_looks", _("register of looks at cases")
    EVIDENCE_LOOKS = "evidence_looks", _("register of looks at evidence")


class LegalHold(models.Model):
    """While it stands nothing of the case is disposed of: a lawsuit, an audit, an inspection."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_holds")
    reason = models.CharField(_("reason"), max_length=500)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_on = models.DateField(_("placed on"))
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(_("lifted on"), null=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_on__isnull=True), name="legal_hold_stands_once"
            ),
            models.CheckConstraint(
                name="legal_hold_lifted_by_somebody",
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False, lifted_on__gte=F("placed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.reason}"


class Disposal(models.Model):
    """One list of what is to be disposed of: proposed, approved by a second person, carried out.

    `manifest` is the list itself, one line each, frozen with its SHA-256 when it is proposed.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("what"), max_length=16, choices=Disposable)
    through = models.DateField(_("through"))
    years = models.PositiveSmallIntegerField(_("years kept"))
    cites = models.CharField(_("stands on"), max_length=200)
    confirmed = models.BooleanField(_("confirmed"))
    manifest = models.TextField(_("list"))
    count = models.PositiveIntegerField(_("how many"))
    sha256 = models.CharField(_("SHA-256 of the list"), max_length=64)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_on = models.DateField(_("proposed on"))
    proposed_at = models.DateTimeField(_("proposed at"), db_default=Now())
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(_("approved on"), null=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_on = models.DateField(_("dropped on"), null=True)
    carried_out_at = models.DateTimeField(_("carried out at"), null=True)
    carried_out = models.PositiveIntegerField(_("disposed of"), null=True)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="disposal_kind_is_known", condition=Q(kind__in=Disposable.values)),
            models.CheckConstraint(
                name="disposal_is_approved_by_another",
                condition=Q(approved_on__isnull=True, approved_by__isnull=True)
                | Q(approved_on__isnull=False, approved_by__isnull=False, approved_on__gte=F("proposed_on"))
                & ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="disposal_is_carried_out_once_approved",
                condition=Q(carried_out_at__isnull=True, carried_out__isnull=True)
                | Q(
                    approved_on__isnull=False,
                    dropped_on__isnull=True,
                    carried_out_at__isnull=False,
                    carried_out__isnull=False,
                    carried_out__lte=F("count"),
                ),
            ),
            models.CheckConstraint(
                name="disposal_dropped_by_somebody",
                condition=Q(dropped_on__isnull=True, dropped_by__isnull=True)
                | Q(dropped_on__isnull=False, dropped_by__isnull=False),
            ),
            # One list of a kind at a time: two would name the same things.
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(carried_out_at__isnull=True, dropped_on__isnull=True),
                name="disposal_one_open_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it still waits: for a second person, or to be carried out."""
        return self.carried_out_at is None and self.dropped_on is None

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None
