"""The order to correct (更正通知单), what the department proposes to do, and what the subject says to it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models import Case, CaseEvent
from notifications.models import Letter
from rechecks.models.recheck import RecheckCase


class Demand(models.TextChoices):
    """What the department is asked to do."""

    RESTORE = "restore", _("revoke the repair; the record is shown again for its remaining time")
    END = "end", _("stop showing the record at once")
    GRANT = "grant", _("put the grant of the repair in the place of the refusal")


class Further(models.TextChoices):
    """What may be demanded beside it. Unlike a channel, nobody can see that it was done: the department proves it."""

    REISSUE = "reissue", _("issue the missing letter")
    RECLASSIFY = "reclassify", _("correct the class of the record")


class CorrectionOrder(models.Model):
    """更正通知单, behind a confirmed finding. Rows are added, never changed: what became of it its recheck says.

    `settles` is the person of the office who decides if the department explains itself instead: not
    the one who found, nor the one who confirmed.
    """

    recheck = models.OneToOneField(RecheckCase, models.PROTECT, related_name="order_to_correct")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="correction_order")
    number = models.CharField(_("number"), max_length=60, unique=True)
    demand = models.CharField(_("what is demanded"), max_length=10, choices=Demand)
    reissue = models.BooleanField(Further.REISSUE.label, default=False)
    reclassify = models.BooleanField(Further.RECLASSIFY.label, default=False)
    deceived = models.BooleanField(_("false materials or a false commitment"), default=False)
    words = models.TextField(_("what has to be corrected"))
    cc = models.CharField(_("copies to"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settles = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders_to_settle")
    answer_by = models.DateField(_("the department answers by"))
    correct_by = models.DateField(_("corrected by"))

    class Meta:
        verbose_name = _("order to correct")
        verbose_name_plural = _("orders to correct")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_order_demand_is_known", condition=Q(demand__in=Demand.values)
            ),
            models.CheckConstraint(
                name="correction_order_leaves_time",
                condition=Q(answer_by__gte=F("issued_on"), correct_by__gte=F("answer_by")),
            ),
            models.CheckConstraint(
                name="correction_order_of_deceit_restores",
                condition=Q(deceived=False) | Q(demand=Demand.RESTORE),
            ),
            models.CheckConstraint(name="correction_order_says_what", condition=~Q(words="")),
        ]
        indexes = [models.Index(fields=["correct_by"], name="correction_order_due")]

    def __str__(self) -> str:
        return self.number

    @property
    def further(self) -> list[Further]:
        """What is demanded beside the main thing."""
        return [each for each in Further if getattr(self, each)]

    @property
    def settler(self) -> Any:
        """Who decides if the department explains itself: whoever was named last."""
        other = self.other_settlers.select_related("settles").last()
        return other.settles if other else self.settles

    @property
    def unmet(self) -> list[Further]:
        """Those of it that nothing has proved yet to be met."""
        met = set(self.compliances.filter(acceptance__met=True).values_list("demand", flat=True))
        return [each for each in self.further if each not in met]


class OtherSettler(models.Model):
    """Somebody else decides in the dispute: the one before cannot any more. Rows are added, never changed.

    The event says who named them, when and why.
    """

    order = models.ForeignKey(CorrectionOrder, models.PROTECT, related_name="other_settlers")
    event = models.OneToOneField(CaseEvent, models.PROTECT, related_name="names_settler")
    settles = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("other person who decides on an explanation")
        verbose_name_plural = _("other persons who decide on explanations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.order}: {self.settles}"


class Proposal(models.Model):
    """What a reviewer of the department proposes, before a second person decides. Rows are added, never changed.

    Before a repair is revoked the subject is told of it and has until `statement_by` to state its view.
    """

    recheck = models.OneToOneField(RecheckCase, models.PROTECT, related_name="proposal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    ground = models.TextField(_("ground"))
    clause = models.CharField(_("clause"), max_length=300, blank=True)
    statement_by = models.DateField(_("the subject states its view by"), null=True)
    notice = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="hearing")

    class Meta:
        verbose_name = _("proposal of a correction")
        verbose_name_plural = _("proposals of corrections")
        constraints = [
            models.CheckConstraint(name="proposal_says_why", condition=~Q(ground="")),
            models.CheckConstraint(
                name="proposal_to_revoke_hears_the_subject",
                condition=Q(statement_by__isnull=True, notice__isnull=True)
                | Q(statement_by__gt=F("on"), notice__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recheck}: {self.on}"

    def is_open(self, on: date) -> bool:
        """Whether there is still time to state a view, this day included."""
        return self.statement_by is not None and on <= self.statement_by


class Way(models.TextChoices):
    ONLINE = "online", _("online")
    COUNTER = "counter", _("at the service window")


class Statement(models.Model):
    """陈述、申辩: what the subject says to a proposal. Rows are added, never changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="statements")
    text = models.TextField(_("statement"))
    way = models.CharField(_("made"), max_length=10, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("statement of the subject")
        verbose_name_plural = _("statements of subjects")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_says_something", condition=~Q(text="") & Q(way__in=Way.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} ({self.on})"


def examined_case(recheck: RecheckCase) -> Case | None:
    """The case that was found to be wrong, with the verbs of its kind."""
    return recheck.examines.as_kind if recheck.examines else None
