"""What a checker finds, as it was written: first without knowing the outcome, then beside it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Point(models.TextChoices):
    """The eight points that every recheck goes through (核查要点)."""

    SUBJECT = "subject", pgettext_lazy("point of a recheck", "Subject")
    CLASS_AND_PERIOD = "class_and_period", _("Class, and how the period was counted")
    FULFILMENT = "fulfilment", _("Obligations fulfilled")
    COMMITMENT = "commitment", _("Commitment")
    MATERIALS = "materials", _("Truth of the materials")
    TERMS = "terms", _("Time limits of the procedure")
    SERVICE = "service", _("Service of the papers")
    CHANNELS = "channels", _("Publication ended and synchronised")


# What can be judged without knowing how the case ended, and what only beside its outcome.
BLIND_POINTS = (
    Point.SUBJECT,
    Point.CLASS_AND_PERIOD,
    Point.FULFILMENT,
    Point.COMMITMENT,
    Point.MATERIALS,
)
OPEN_POINTS = (Point.TERMS, Point.SERVICE, Point.CHANNELS)


class Mark(models.TextChoices):
    """What is said of one point."""

    OK = "ok", _("in order")
    NOT_OK = "not_ok", _("not in order")
    NOT_APPLICABLE = "na", _("not applicable")


class Assessed(models.TextChoices):
    """What the checker would have decided; never whether that is how it was decided."""

    SHOULD_GO = "should_go", _("The record should go, or be put right")
    SHOULD_STAY = "should_stay", _("The record should stay as it is")


class Verdict(models.TextChoices):
    """What the checker finds once the outcome is known."""

    CORRECT = "correct", _("handled correctly")
    WRONGLY_REPAIRED = "wrongly_repaired", _("wrongly repaired")
    MISSED = "missed", _("repair missed")


AT_FAULT = (Verdict.WRONGLY_REPAIRED, Verdict.MISSED)


class Gravity(models.TextChoices):
    """How grave what was found is."""

    MINOR = "minor", _("minor")
    GENERAL = "general", _("general")
    SERIOUS = "serious", _("serious")


class Finding(models.Model):
    """One finding of one checker; a changed one is a further row with its reason, and both are kept.

    The first of each checker is blind: it says what they would have decided and carries no verdict.
    `points` holds one answer a point, `{"answer": …, "note": …}`. `anew` is the assessment by the rules of
    the day of decision as the checker had it before them.
    """

    case = models.ForeignKey("rechecks.RecheckCase", models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField(_("number"))
    assessed = models.CharField(_("assessed anew"), max_length=12, choices=Assessed)
    verdict = models.CharField(_("conclusion"), max_length=20, choices=Verdict, blank=True)
    procedural_fault = models.BooleanField(_("procedural fault besides"), default=False)
    clause = models.CharField(_("clause"), max_length=300, blank=True)
    gravity = models.CharField(_("gravity"), max_length=8, choices=Gravity, blank=True)
    facts = models.TextField(_("facts found"), blank=True)
    suggestion = models.TextField(_("suggestion"), blank=True)
    reason = models.TextField(_("why it differs from the finding before"), blank=True)
    points = models.JSONField(_("points checked"), default=dict)
    anew = models.JSONField(_("assessment anew"), default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recheck_findings")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("finding of a recheck")
        verbose_name_plural = _("findings of rechecks")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="finding_number_once"),
            models.CheckConstraint(
                name="finding_assessment_is_known", condition=Q(assessed__in=Assessed.values)
            ),
            models.CheckConstraint(
                name="finding_verdict_is_known", condition=Q(verdict__in=["", *Verdict.values])
            ),
            models.CheckConstraint(
                name="finding_gravity_is_known", condition=Q(gravity__in=["", *Gravity.values])
            ),
            models.CheckConstraint(
                name="finding_of_a_fault_says_which",
                condition=~Q(verdict__in=AT_FAULT) | ~Q(clause="") & ~Q(gravity="") & ~Q(facts=""),
            ),
            models.CheckConstraint(
                name="finding_of_a_procedural_fault_says_which",
                condition=Q(procedural_fault=False) | ~Q(facts=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"

    @property
    def is_blind(self) -> bool:
        return not self.verdict

    @property
    def is_of_a_fault(self) -> bool:
        return self.verdict in AT_FAULT
