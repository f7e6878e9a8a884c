"""Proof of removal, channel by channel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from registry.models import Channel, Record


class ChannelWork(models.Model):
    """Something that a channel is asked until it is done: how often it was tried, and when next."""

    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(_("next attempt at"), auto_now_add=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        abstract = True


class Removal(models.Model):
    """The order to end a record's publication; it refers to the event that approved the repair."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="removals")
    case = models.OneToOneField(Case, models.PROTECT, related_name="removal")
    seq = models.PositiveIntegerField()
    target = models.CharField(max_length=50, default="approved")
    ordered_on = models.DateField(_("ordered on"))

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        constraints = [
            models.CheckConstraint(name="removal_follows_an_approval", condition=Q(target="approved")),
            models.UniqueConstraint(fields=["id", "record"], name="removal_key_of_publications"),
        ]

    def __str__(self) -> str:
        return f"{self.record} ← {self.case}"


class ChannelReceipt(ChannelWork):
    """What one channel did with a removal; it is done when a second look finds the record gone."""

    removal = models.ForeignKey(Removal, models.PROTECT, related_name="receipts")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="receipts")
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    seen_absent_at = models.DateTimeField(_("seen absent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("channel receipt")
        verbose_name_plural = _("channel receipts")
        constraints = [
            models.UniqueConstraint(fields=["removal", "channel"], name="receipt_once"),
            models.CheckConstraint(
                name="receipt_absent_after_removed",
                condition=Q(seen_absent_at__isnull=True) | Q(removed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="receipt_open", condition=Q(seen_absent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.removal} · {self.channel}"
