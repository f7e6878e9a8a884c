"""The outbox, and the count of tries at the verification page."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutgoingKind(models.TextChoices):
    RENDER_LETTER = "render_letter", _("draw a letter")
    PREVIEW = "preview", _("draw a preview")
    PUBLIC_COPY = "public_copy", _("draw a public copy")
    BUNDLE = "bundle", _("draw papers for a printer")
    EMAIL = "email", _("send an e-mail")
    SMS = "sms", _("send a short message")


class OutgoingState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("outgoing", "queued")
    SENT = "sent", pgettext_lazy("outgoing", "sent")
    DEAD = "dead", pgettext_lazy("outgoing", "given up")


class Outgoing(models.Model):
    """A row of the outbox: work that follows a decision and must not be lost.

    It is written in the decision's transaction and names its subject by id only.
    """

    LEASE = timedelta(minutes=3)

    kind = models.CharField(_("kind"), max_length=20, choices=OutgoingKind)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    after = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="then")
    state = models.CharField(_("state"), max_length=10, choices=OutgoingState, default=OutgoingState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    next_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outgoing item")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["next_at", "id"], name="outgoing_due", condition=Q(state="queued")),
            models.Index(fields=["state"], name="outgoing_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.CheckConstraint(name="outgoing_kind_is_known", condition=Q(kind__in=OutgoingKind.values)),
            models.CheckConstraint(
                name="outgoing_state_is_known", condition=Q(state__in=OutgoingState.values)
            ),
            models.CheckConstraint(
                name="outgoing_sent_has_a_moment",
                condition=Q(state=OutgoingState.SENT, done_at__isnull=False)
                | (~Q(state=OutgoingState.SENT) & Q(done_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Resend(models.Model):
    """Somebody brought back what had been given up: kept for ever, with the reason it had failed."""

    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="resends")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("brought back at"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts before"))
    reason = models.TextField(_("reason of the failure"))

    class Meta:
        verbose_name = _("resend")
        verbose_name_plural = _("resends")

    def __str__(self) -> str:
        return f"{self.outgoing} · {self.at:%Y-%m-%d %H:%M}"


class Lookup(models.Model):
    """How often one address has asked the verification page in one minute; kept for an hour."""

    source = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "minute"], name="lookup_once_per_minute")]
        indexes = [models.Index(fields=["minute"], name="lookup_by_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} × {self.count}"
