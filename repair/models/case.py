"""The repair case: its states, its steps, and what may never be true of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from casework.fsm import Capacity, Initial, transition
from casework.models import Case
from casework.models.cases import CaseQuerySet
from casework.policy import acts_for_the_subject, is_the_system, may
from repair.models import conditions as need
from repair.models.status import PREPARING, UNDECIDED, Status
from repair.models.transfer import TransferSteps

S = Status  # the transitions below name their states by one letter


class RepairProcess(Process):
    """The way of one repair case over the desks."""

    class Meta:
        proxy = True


class RepairTask(Task):
    class Meta:
        proxy = True


class RepairCase(TransferSteps, Case):
    """One request to have one record repaired, from its beginning to the last channel.

    `assessed` is the rules' answer for the day of the step; services set it before a move and store
    the one a decision was made on in `assessment`, with its facts, so that it can be run again.
    """

    MACHINE = "repair"
    INITIAL = Initial("apply", S.APPLIED, Capacity.APPLICANT, acts_for_the_subject)

    assessed: Any
    rule_set: Any

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

    # --- the applicant's road to submission -------------------------------------------------

    @transition(
        source=S.APPLIED,
        target=S.PERIOD_MET,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.minimum_period_is_over],
    )
    def meet_period(self) -> None:
        """The minimum publicity period is over: the application can go on."""

    @transition(
        source=S.PERIOD_MET, target=S.COMMITTED, capacity=Capacity.APPLICANT, permission=acts_for_the_subject
    )
    def commit(self, *, signatory: str, covers: str) -> None:
        """The public commitment is signed, over the materials as they stand."""
        self._sign(signatory, covers)

    def _sign(self, signatory: str, covers: str) -> None:
        self.commitment_signed_on, self.commitment_signatory = self.moving_on, signatory
        self.commitment_covers = covers

    @transition(
        source=[S.COMMITTED, S.TRAINED],
        target=S.PERIOD_MET,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.materials_have_changed],
    )
    def void_commitment(self) -> None:
        """The materials are others than those signed for: the commitment has to be signed again."""
        self.commitment_signed_on, self.commitment_signatory, self.commitment_covers = None, "", ""

    @transition(
        source=S.COMMITTED,
        target=S.TRAINED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.training_is_asked, need.certificate_of_the_subject_is_in_force],
    )
    def confirm_training(self, *, credit_report: str) -> None:
        """The training that the rules ask for is confirmed, and the credit report named where they ask for one."""
        self.trained_on, self.training_note = self.moving_on, self.training_certificate.named
        self.credit_report = credit_report

    @transition(
        source=[S.COMMITTED, S.TRAINED],
        target=S.SUBMITTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.minimum_period_is_over,
            need.commitment_is_signed,
            need.commitment_covers_the_materials,
            need.training_is_confirmed_where_asked,
            need.credit_report_is_named_where_asked,
            need.every_obligation_is_answered,
        ],
    )
    def submit(self) -> None:
        """The application goes to the department that identified the record."""
        self.submitted_on = self.moving_on

    # --- the department ---------------------------------------------------------------------

    @transition(
        source=S.SUBMITTED,
        target=S.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_is_not_handed_on],
    )
    def accept(self) -> None:
        """The application is complete and taken up."""
        self.accepted_on = self.moving_on

    @transition(
        source=S.SUBMITTED,
        target=S.NOT_ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_is_not_handed_on],
        closes=True,
    )
    def decline(self, *, reasons: str) -> None:
        """The application is not taken up, with reasons."""
        self.decided_by, self.decided_on, self.reasons = self.moving_by, self.moving_on, reasons

    @transition(
        source=[S.SUBMITTED, S.ACCEPTED],
        target=S.SUPPLEMENTING,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_is_not_handed_on,
            need.supplement_is_left_in_this_stage,
            need.no_refusal_is_proposed,
        ],
    )
    def ask_supplement(self, *, answer_by: date) -> None:
        """One complete list of what is missing, once per stage; the clock stands still."""
        self.answer_by = answer_by

    @transition(
        source=S.SUPPLEMENTING,
        target=S.SUPPLEMENTING,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[need.materials_have_changed, need.there_is_still_time_to_answer],
    )
    def sign_again(self, *, signatory: str, covers: str) -> None:
        """The commitment is signed again, over what the supplement adds to the materials."""
        self._sign(signatory, covers)

    @transition(
        source=S.SUPPLEMENTING,
        target=S.SUBMITTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.asked_before_acceptance,
            need.there_is_still_time_to_answer,
            need.commitment_covers_the_materials,
        ],
    )
    def supplement_for_acceptance(self) -> None:
        """What was missing before acceptance is handed in."""
        self.answer_by = None

    @transition(
        source=S.SUPPLEMENTING,
        target=S.ACCEPTED,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.asked_during_review,
            need.there_is_still_time_to_answer,
            need.commitment_covers_the_materials,
        ],
    )
    def supplement_for_review(self) -> None:
        """What was missing during the review is handed in."""
        self.answer_by = None

    @transition(
        source=S.ACCEPTED,
        target=S.APPROVED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_is_not_handed_on,
            need.no_refusal_is_proposed,
            need.every_statement_is_judged,
            need.law_allows_the_repair,
        ],
    )
    def approve(self) -> None:
        """Repair is granted; the record leaves every place where it is shown."""
        self.decided_by, self.decided_on = self.moving_by, self.moving_on

    @transition(
        source=S.ACCEPTED,
        target=S.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("lead_department"),
        conditions=[need.case_is_not_handed_on, need.extension_is_left, need.rules_give_an_extension],
    )
    def extend(self) -> None:
        """The term is extended once, with a reason that the applicant is told beforehand."""

    @transition(
        source=S.ACCEPTED,
        target=S.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_is_not_handed_on, need.no_refusal_is_proposed],
    )
    def propose_refusal(self, *, reasons: str, remedy: str) -> None:
        """A refusal is proposed; it takes effect when a second person signs it."""
        self.proposed_by, self.proposed_reasons, self.proposed_remedy = self.moving_by, reasons, remedy

    @transition(
        source=S.ACCEPTED,
        target=S.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.refusal_is_proposed],
        second=True,
    )
    def send_back(self) -> None:
        """The second person does not sign: the case goes back to review."""
        self.proposed_by, self.proposed_reasons, self.proposed_remedy = None, "", ""

    @transition(
        source=S.ACCEPTED,
        target=S.REJECTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.refusal_is_proposed],
        closes=True,
        second=True,
    )
    def reject(self) -> None:
        """Repair is refused, by two persons of the department."""
        self.decided_by, self.decided_on, self.reasons = self.moving_by, self.moving_on, self.proposed_reasons

    @transition(source=S.SUBMITTED, target=S.SUBMITTED, capacity=Capacity.SYSTEM, permission=is_the_system)
    def redate_acceptance(self) -> None:
        """The calendar was corrected: the day by which acceptance is decided has moved."""

    @transition(source=S.ACCEPTED, target=S.ACCEPTED, capacity=Capacity.SYSTEM, permission=is_the_system)
    def redate_decision(self) -> None:
        """The calendar was corrected: the day by which the answer comes has moved."""

    # --- beside the road --------------------------------------------------------------------

    @transition(
        source=UNDECIDED,
        target=S.WITHDRAWN,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        closes=True,
    )
    def withdraw(self) -> None:
        """The applicant takes the application back before a decision."""
        self.answer_by = self.transfer_to = self.transfer_answer_by = None

    @transition(
        source=S.SUPPLEMENTING,
        target=S.LAPSED,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        closes=True,
    )
    def lapse(self) -> None:
        """The supplement did not come in time."""
        self.answer_by = None

    @transition(
        source=S.APPROVED,
        target=S.REPAIRED,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.every_channel_shows_it_gone],
        closes=True,
    )
    def complete(self) -> None:
        """Every channel shows the record gone."""

    @transition(
        source=S.REPAIRED,
        target=S.REVOKED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.repair_is_found_wrong],
        closes=True,
        second=True,
    )
    def revoke(self) -> None:
        """The repair was wrong, or the commitment false; the record is shown again."""
