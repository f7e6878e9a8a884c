"""What an open case does to its record while it lasts, and the orders by which every channel learns of it."""

from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from casework.models.removal import ChannelWork
from registry.models import Channel, Record


class EffectKind(models.TextChoices):
    """What the rules may bring about while a matter is open; the register asks for these by name."""

    MARK = "mark", _("objection mark")
    SUSPEND_DISCLOSURE = "suspend_disclosure", _("disclosure suspended")
    SUSPEND_SANCTIONS = "suspend_sanctions", _("sanctions suspended")
    CONTESTED = "contested", _("reconsideration or lawsuit under way")


class EffectQuerySet(models.QuerySet):
    def running(self):
        """Effects that hold now."""
        return self.filter(ended_seq__isnull=True)


class Effect(models.Model):
    """One effect of one case on its record, from the event that began it to the event that ended it.

    Nothing else says that a record is marked or suspended: every page and channel asks these rows. A
    row is written once and ended once. The database ties both ends to events of the case on their
    day, and no case is closed while an effect of it runs.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="effects")
    case = models.ForeignKey(Case, models.PROTECT, related_name="effects")
    kind = models.CharField(_("kind"), max_length=20, choices=EffectKind)
    begun_on = models.DateField(_("begun on"))
    begun_seq = models.PositiveIntegerField()
    cites = models.TextField(_("stands on"))
    confirmed = models.BooleanField(_("read in the official text"))
    ended_on = models.DateField(_("ended on"), null=True)
    ended_seq = models.PositiveIntegerField(null=True)
    # What the database compares with its case: a running effect belongs to an open one.
    case_is_closed = models.GeneratedField(
        expression=Choose(When(ended_seq__isnull=True, then=Value(False)), default=Value(None)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect of a case")
        verbose_name_plural = _("effects of cases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_seq__isnull=True), name="effect_runs_once"
            ),
            models.CheckConstraint(name="effect_kind_is_known", condition=Q(kind__in=EffectKind.values)),
            models.CheckConstraint(
                name="effect_ends_after_it_began",
                condition=Q(ended_seq__isnull=True, ended_on__isnull=True)
                | Q(ended_on__isnull=False, ended_seq__gt=F("begun_seq")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["record", "kind"], name="effect_running", condition=Q(ended_seq__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.kind} ({self.case})"

    @property
    def is_running(self) -> bool:
        return self.ended_seq is None


class OrderKind(models.TextChoices):
    """What a channel is told."""

    MARK = "mark", _("show the objection mark")
    UNMARK = "unmark", _("take the objection mark away")
    SUSPEND = "suspend", _("show the record no more until told")
    RESUME = "resume", _("show the record again")
    HOLD_SANCTIONS = "hold_sanctions", _("say that sanctions are suspended")
    RELEASE_SANCTIONS = "release_sanctions", _("say no more that sanctions are suspended")
    CONTEST = "contest", _("show that a reconsideration or lawsuit is under way")
    UNCONTEST = "uncontest", _("show no more that a reconsideration or lawsuit is under way")
    CORRECT = "correct", _("show the corrected record")
    WITHDRAW = "withdraw", _("take the withdrawn record away")
    RESTORE = "restore", _("show the record again for the time that is left")
    END = "end", _("show the record no more")


class ChannelOrderQuerySet(models.QuerySet):
    def owed(self):
        """Orders that no second look has found carried out yet."""
        return self.filter(seen_at__isnull=True)


class ChannelOrder(ChannelWork):
    """What one channel is told of a record because of an event; done when a second look finds it so.

    The order names its cause. How the record has to look is asked of its open matters when the
    channel is told, so that an order overtaken by a later one does no harm.
    """

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="orders")
    record = models.ForeignKey(Record, models.PROTECT, related_name="channel_orders")
    case = models.ForeignKey(Case, models.PROTECT, related_name="channel_orders")
    seq = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=OrderKind)
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)

    objects = ChannelOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order to a channel")
        verbose_name_plural = _("orders to channels")
        constraints = [
            models.UniqueConstraint(fields=["case", "seq", "kind", "record", "channel"], name="order_once"),
            models.CheckConstraint(name="order_kind_is_known", condition=Q(kind__in=OrderKind.values)),
            models.CheckConstraint(
                name="order_seen_after_it_was_done",
                condition=Q(seen_at__isnull=True) | Q(done_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="order_open", condition=Q(seen_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.channel}: {self.kind}"
