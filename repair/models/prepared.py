"""A decision that has been issued by its person and has not left the house: it can still be taken back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from repair.models.case import RepairCase


class Outcome(models.TextChoices):
    WAITING = "", _("Waits")
    ISSUED = "issued", _("Issued")
    TAKEN_BACK = "taken_back", _("Taken back")
    FAILED = "failed", _("Could not be issued")


class PreparedDecisionQuerySet(models.QuerySet):
    def waiting(self) -> "PreparedDecisionQuerySet":
        """Neither issued nor taken back, in the order in which they will be issued."""
        return self.filter(outcome=Outcome.WAITING).order_by("until", "pk")

    def due(self, now: datetime) -> "PreparedDecisionQuerySet":
        """Those whose time to be taken back is over."""
        return self.waiting().filter(until__lte=now)


class PreparedDecision(models.Model):
    """A step of the department that takes effect at a moment, unless its person takes it back before.

    Until then the case stands where it stood: nothing is decided, and no letter exists. `typed` is the
    form as it was sent, for the person who takes the decision back. Once ended, a row does not change.
    """

    case = models.ForeignKey(RepairCase, models.PROTECT, related_name="prepared_decisions")
    seq = models.PositiveIntegerField(_("place of the case's last event"))
    verb = models.CharField(_("step"), max_length=30)
    facts = models.JSONField(_("what the step says"), default=dict)
    typed = models.JSONField(_("the form as it was sent"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="prepared_decisions")
    prepared_at = models.DateTimeField(_("issued by its person at"))
    until = models.DateTimeField(_("takes effect at"))
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING, blank=True
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    because = models.TextField(_("why it could not be issued"), blank=True)

    objects = PreparedDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("prepared decision")
        verbose_name_plural = _("prepared decisions")
        indexes = [models.Index(fields=["until"], condition=Q(outcome=""), name="prepared_decision_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(outcome=""), name="prepared_decision_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["case", "seq"], condition=Q(outcome="issued"), name="prepared_decision_issued_once"
            ),
            models.CheckConstraint(
                name="prepared_decision_outcome_is_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="prepared_decision_ended_has_a_moment",
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="prepared_decision_can_be_taken_back", condition=Q(until__gt=F("prepared_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.verb}"

    def kept_words(self) -> dict[str, Any]:
        """What was typed, without the choice: nothing is preselected, not even for the second time."""
        return {name: said for name, said in self.typed.items() if name != "decision"}
