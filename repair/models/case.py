"""The repair case: what is known of it, and what may never be true of it. Its steps lie in `steps/`."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from casework.fsm import Capacity, Initial
from casework.models import Case
from casework.models.cases import CaseQuerySet
from casework.policy import acts_for_the_subject
from repair.models.status import PREPARING, Status
from repair.models.steps import (
    ApplicantSteps,
    DepartmentSteps,
    OtherMatterSteps,
    SystemSteps,
    TransferSteps,
)


class RepairProcess(Process):
    """The way of one repair case over the desks."""

    class Meta:
        proxy = True


class RepairTask(Task):
    class Meta:
        proxy = True


class RepairCase(ApplicantSteps, DepartmentSteps, TransferSteps, OtherMatterSteps, SystemSteps, Case):
    """One request to have one record repaired, from its beginning to the last channel.

    `assessed` is the rules' answer for the day of the step; services set it before a move and store
    the one a decision was made on in `assessment`, with its facts, so that it can be run again.
    """

    MACHINE = "repair"
    BEGINNINGS = (Initial("apply", Status.APPLIED, Capacity.APPLICANT, acts_for_the_subject),)

    assessed: Any
    rule_set: Any
    finding: Any = (
        None  # the event by which another case found the decision wrong, before a step that puts it right
    )

    contact_name = models.CharField(_("contact"), max_length=50, blank=True)
    contact_phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    training_asked = models.BooleanField(_("the rules ask for training"), default=False)
    commitment_signed_on = models.DateField(_("commitment signed on"), null=True, blank=True)
    commitment_signatory = models.CharField(_("signatory"), max_length=50, blank=True)
    commitment_covers = models.CharField(_("digest of the materials signed for"), max_length=64, blank=True)
    trained_on = models.DateField(_("training confirmed on"), null=True, blank=True)
    credit_report = models.CharField(_("credit report (issuer and number)"), max_length=200, blank=True)
    training_note = models.CharField(_("course and certificate"), max_length=200, blank=True)
    training_certificate = models.ForeignKey(
        "repair.TrainingCertificate", models.PROTECT, null=True, blank=True, related_name="cases"
    )
    no_photo_because = models.CharField(_("no photo from before, because"), max_length=500, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    supplement_rounds = models.PositiveSmallIntegerField(_("supplements per stage"), default=1)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_refusals"
    )
    proposed_reasons = models.TextField(_("proposed reasons"), blank=True)
    proposed_remedy = models.TextField(_("what would change the answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_repairs"
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    revocation_ground = models.TextField(_("ground of the revocation"), blank=True)
    facts = models.JSONField(_("facts of the assessment"), default=dict, blank=True)
    assessment = models.JSONField(_("assessment"), default=dict, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("repair case")
        verbose_name_plural = _("repair cases")
        constraints = [
            models.CheckConstraint(
                name="repair_case_decided_has_day_and_person",
                condition=Q(decided_on__isnull=True, decided_by__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="repair_case_signature_names_what_it_covers",
                condition=Q(commitment_signed_on__isnull=True, commitment_covers="")
                | Q(commitment_signed_on__isnull=False, commitment_covers__regex="^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="repair_case_decider_is_not_who_proposed",
                condition=Q(proposed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("repair:case", args=[self.number])

    @property
    def status_label(self) -> str:
        return Status(self.status).label

    @property
    def is_handed_in(self) -> bool:
        return self.submitted_on is not None

    @property
    def is_preparing(self) -> bool:
        return self.status in PREPARING

    @property
    def waits_for_training(self) -> bool:
        return self.training_asked and self.trained_on is None
