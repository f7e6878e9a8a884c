"""The objection: what it says, where it stands, and what may never be true of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from casework.fsm import Capacity, Initial
from casework.models import Case, Withdrawal, WithdrawalKind
from casework.models.cases import CaseQuerySet
from casework.policy import acts_for_the_subject, may, sits_for_the_office
from objections.models.claims import Round
from objections.models.kinds import ObjectionKind, Origin
from objections.models.level import ABOVE, ReviewLevel
from objections.models.status import CAN_BE_REVIEWED, Status
from objections.models.steps import DepartmentSteps, OfficeSteps, PartySteps, ReviewSteps, SystemSteps

_BEGINS = ("begin", Status.DRAFTED)
BEGINNING_OF = {
    Origin.SUBJECT: Initial(*_BEGINS, Capacity.APPLICANT, acts_for_the_subject),
    Origin.DEPARTMENT: Initial(*_BEGINS, Capacity.DEPARTMENT, may("review_cases")),
    Origin.COMPLAINT: Initial(*_BEGINS, Capacity.OFFICE, sits_for_the_office),
    Origin.PLATFORM: Initial(*_BEGINS, Capacity.OFFICE, sits_for_the_office),
}


class ObjectionProcess(Process):
    """The way of one objection over the desks."""

    class Meta:
        proxy = True


class ObjectionTask(Task):
    class Meta:
        proxy = True


class ObjectionCase(PartySteps, OfficeSteps, DepartmentSteps, ReviewSteps, SystemSteps, Case):
    """One matter of who says that a record is wrong, from the first claim to every place corrected.

    `rules` keeps the layers of the rules that governed on the day of filing, so that the same
    versions are asked again. What the rules or the channels say of a step at hand is set by the
    service before the move and not stored: `repeats`, `extension_days`, `unanswered_since`,
    `review_extension_days`, `testing_stops_clock`, `channels_have_followed`.
    """

    MACHINE = "objection"
    BEGINNINGS = tuple(dict.fromkeys(BEGINNING_OF.values()))
    COMES_FIRST = frozenset(Status) - {
        Status.DRAFTED
    }  # whether the record is right, before what becomes of it

    repeats: Any = None
    extension_days: int | None = None
    unanswered_since: date | None = None
    review_extension_days: int | None = None
    testing_stops_clock = False
    channels_have_followed = False

    kind = models.CharField(_("what is wrong"), max_length=24, choices=ObjectionKind)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.SUBJECT)
    informant = models.CharField(_("who told the office"), max_length=100, blank=True)
    contested = models.BooleanField(_("reconsideration or lawsuit pending"), default=False)
    statement = models.TextField(_("statement of the subject"), max_length=500, blank=True)
    statement_shown = models.BooleanField(_("show the statement with the record"), default=False)
    notice_wanted = models.BooleanField(_("publish a correction notice"), default=False)
    contact_name = models.CharField(_("contact"), max_length=50, blank=True)
    contact_phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    forwarded_on = models.DateField(_("forwarded on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Status, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="concluded_objections"
    )
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_dismissals"
    )
    reasons = models.TextField(_("reasons"), blank=True)
    repeats_case = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeats")
    )
    review_until = models.DateField(_("re-check can be asked for until"), null=True, blank=True)
    review_asked_on = models.DateField(_("re-check asked for on"), null=True, blank=True)
    review_asked_seq = models.PositiveIntegerField(null=True, blank=True, editable=False)
    review_ground = models.TextField(_("why it is to be re-checked"), max_length=2000, blank=True)
    # Who re-checks by the rules; where that is an organ above: which, since when, and its document.
    review_level = models.CharField(_("re-checked by"), max_length=10, choices=ReviewLevel, blank=True)
    review_organ = models.CharField(_("organ above"), max_length=100, blank=True)
    review_sent_on = models.DateField(_("sent to the organ above on"), null=True, blank=True)
    review_document = models.CharField(_("document of the organ above"), max_length=100, blank=True)
    review_document_on = models.DateField(_("date of the document"), null=True, blank=True)
    overall_due_on = models.DateField(_("result due on"), null=True, blank=True, editable=False)
    rules = models.JSONField(_("rules that govern"), default=dict, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                name="objection_kind_is_known", condition=Q(kind__in=ObjectionKind.values)
            ),
            models.CheckConstraint(name="objection_origin_is_known", condition=Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="objection_concluded_has_day_and_outcome",
                condition=Q(concluded_on__isnull=True, outcome="")
                | (Q(concluded_on__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="objection_dismissed_by_another_than_proposed",
                condition=Q(proposed_by__isnull=True)
                | Q(concluded_by__isnull=True)
                | ~Q(concluded_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="objection_review_is_done_at_a_level",
                condition=Q(review_asked_on__isnull=True, review_level="")
                | Q(review_asked_on__isnull=False, review_level__in=ReviewLevel.values),
            ),
            models.CheckConstraint(
                name="objection_review_above_names_its_organ",
                condition=Q(review_sent_on__isnull=True, review_organ="", review_document="")
                | (Q(review_sent_on__gte=F("review_asked_on"), review_level__in=ABOVE) & ~Q(review_organ="")),
            ),
            models.CheckConstraint(
                name="objection_review_document_has_its_day",
                condition=Q(review_document="", review_document_on__isnull=True)
                | (~Q(review_document="") & Q(review_document_on__gte=F("review_asked_on"))),
            ),
            models.CheckConstraint(
                name="objection_does_not_repeat_itself",
                condition=Q(repeats_case__isnull=True) | ~Q(repeats_case=F("pk")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("objections:case", args=[self.number])

    @property
    def beginning(self) -> Initial:
        return BEGINNING_OF[Origin(self.origin)]

    @property
    def status_label(self) -> str:
        return Status(self.status).label

    @property
    def is_handed_in(self) -> bool:
        return self.filed_on is not None

    @property
    def public_statement(self) -> str:
        return self.statement if self.statement_shown else ""

    @property
    def is_the_subjects(self) -> bool:
        return self.origin == Origin.SUBJECT

    @property
    def is_being_tested(self) -> bool:
        """Whether the term stands still for testing or appraisal (检测、鉴定)."""
        last = self.events.exclude(clock="").order_by("seq").last()
        return last is not None and last.verb == "begin_testing"

    @property
    def round(self) -> int:
        """Which answers are being given or were given last: the first, or those of the re-check."""
        return Round.REVIEW if self.review_asked_on else Round.FIRST

    @property
    def record_is_void(self) -> bool:
        """Whether the record was withdrawn as void from the beginning: then nothing is left to check."""
        return Withdrawal.objects.filter(pk=self.record.withdrawal_id, kind=WithdrawalKind.VOID).exists()

    @property
    def is_re_checked_above(self) -> bool:
        """Whether an organ above checks the result once more, and not the credit office."""
        return self.review_level in ABOVE

    @property
    def can_be_reviewed(self) -> bool:
        asked_for = self.review_asked_on is not None or self.review_until is None
        in_time = self.status in CAN_BE_REVIEWED and not asked_for
        return in_time and self.is_the_subjects and not self.record_is_void
