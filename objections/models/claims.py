"""What an objection claims, field by field, and what is answered to each claim."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from objections.models.kinds import THE_RECORD
from registry.correctable import FIELDS


class Answer(models.TextChoices):
    """What the check of one claim found."""

    RIGHT = "right", pgettext_lazy("answer", "right as it is")
    CORRECTED = "corrected", pgettext_lazy("answer", "corrected")
    DELETED = "deleted", pgettext_lazy("answer", "deleted")
    UNVERIFIABLE = "unverifiable", pgettext_lazy("answer", "cannot be verified")


CHANGES = (Answer.CORRECTED, Answer.DELETED)


class Round(models.IntegerChoices):
    """The first answer, or the one after a re-check (复核)."""

    FIRST = 1, _("first answer")
    REVIEW = 2, _("answer after the re-check")


class Claim(models.Model):
    """One thing that is said to be wrong: what the record says, and what it should say.

    `field` is a field that can be corrected, or THE_RECORD. `stated` and `claimed` are kept as
    `registry.correctable` packs a value; `stated` as it was when the claim was made.
    """

    case = models.ForeignKey("objections.ObjectionCase", models.PROTECT, related_name="claims")
    number = models.PositiveSmallIntegerField(_("number"))
    field = models.CharField(_("field"), max_length=40)
    stated = models.TextField(_("what the record says"), blank=True)
    claimed = models.TextField(_("what it should say"), blank=True)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="claim_once"),
            models.UniqueConstraint(fields=["case", "field"], name="claim_one_per_field"),
            models.CheckConstraint(
                name="claim_is_not_what_the_record_says",
                condition=Q(field=THE_RECORD) | ~Q(claimed=models.F("stated")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.number}"

    @property
    def latest(self) -> "ClaimAnswer | None":
        """The answer that stands: the one of the re-check before the first."""
        return max(self.answers.all(), key=lambda each: each.round, default=None)

    @property
    def of_the_record(self) -> bool:
        return self.field == THE_RECORD

    @property
    def label(self) -> Any:
        """What the claim speaks of, in words."""
        return _("The record as a whole") if self.of_the_record else FIELDS[self.field].label

    @property
    def stated_shown(self) -> str:
        return self.shown(self.stated)

    @property
    def claimed_shown(self) -> str:
        return self.shown(self.claimed)

    def shown(self, packed: str) -> str:
        """A kept value of the claim's field, as a person reads it."""
        if self.of_the_record:
            return packed
        field = FIELDS[self.field]
        return field.shown_value(field.read(packed)) if packed else ""


class ClaimAnswer(models.Model):
    """What was answered to a claim, with its reason and, where it changes nothing, one the letter can state."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(choices=Round, default=Round.FIRST)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer)
    value = models.TextField(_("what the record says from now on"), blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    source = models.CharField(_("proved by"), max_length=200, blank=True)
    cites = models.CharField(_("clause"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claim_answers")
    on = models.DateField(_("answered on"))

    class Meta:
        verbose_name = _("answer to a claim")
        verbose_name_plural = _("answers to claims")
        ordering = ["claim", "round"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "round"], name="claim_answer_once_a_round"),
            models.CheckConstraint(name="claim_answer_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="claim_answer_corrected_says_to_what",
                condition=~Q(answer=Answer.CORRECTED) | ~Q(value=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.answer}"

    @property
    def changes_the_record(self) -> bool:
        return self.answer in CHANGES

    @property
    def shown(self) -> str:
        """What the record says from now on, as a person reads it."""
        return self.claim.shown(self.value)


class EvidenceRequest(models.Model):
    """One request for what is missing; while it is open the clock stands still where the rules say so."""

    case: Any = models.ForeignKey("objections.ObjectionCase", models.PROTECT, related_name="requests")
    asked_in = models.CharField(max_length=20)
    items = models.JSONField(default=list)
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("answer by"))
    answers = models.JSONField(default=list, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for evidence")
        verbose_name_plural = _("requests for evidence")
        constraints = [
            models.UniqueConstraint(fields=["case", "asked_in"], name="evidence_request_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.asked_on}"
