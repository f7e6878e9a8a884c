"""How people at a desk arrange their work: what they see first, who stands in for them, who gave whom a case."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models import Case


class DeskSettings(models.Model):
    """R15: what one person's desk opens with."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_settings")
    lens = models.CharField(_("the queue opens with"), max_length=12, default="all")
    dense = models.BooleanField(_("compact rows"), default=False)

    class Meta:
        verbose_name = _("desk settings")
        verbose_name_plural = _("desk settings")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def of(cls, user: Any) -> dict[str, Any]:
        """What the person chose, or what holds for whoever chose nothing."""
        kept = cls.objects.filter(user=user).first() or cls()
        return {"lens": kept.lens, "dense": kept.dense}


class SavedFilter(models.Model):
    """R1: a filter or search of the queue that one looks at again and again, under a name of one's own."""

    MOST = 12

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=20)
    lens = models.CharField(_("filter"), max_length=12)
    words = models.CharField(_("searched for"), max_length=128, blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> str:
        """What the address of the queue asks for."""
        return urlencode({"show": self.lens} | ({"q": self.words} if self.words else {}))


class DelegationQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "DelegationQuerySet":
        """Those that hold on that day: begun, not over, not ended early."""
        return self.filter(since__lte=on, until__gte=on, ended_on__isnull=True)

    def to(self, delegate: Any, on: date) -> "DelegationQuerySet":
        """Those under which the person stands in for somebody that day."""
        return self.in_force(on).filter(delegate=delegate)


class Delegation(models.Model):
    """While one is away, a colleague may take over one's cases. Duties are not lent: the colleague has their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in_for")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="delegation_is_to_somebody_else", condition=~Q(user=F("delegate"))),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_on__isnull=True), name="delegation_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.delegate}"


class Handover(models.Model):
    """A case given from one person's hands into another's: by the head of the department, or to who stands in."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["case", "pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.giver or '∅'} → {self.taker}"
