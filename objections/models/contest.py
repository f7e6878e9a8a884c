"""A reconsideration or lawsuit (复议、诉讼) about the decision behind a record, as the department records it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.fsm import Capacity, Initial, TransferMark, transition
from casework.models import Case
from casework.models.cases import CaseQuerySet
from casework.models.evidence import EvidenceFile
from casework.policy import demands, is_the_system, may
from casework.succession import passes_to_successor
from registry.models import Department


class ContestStatus(models.TextChoices):
    UNDER_WAY = "under_way", _("under way")
    ENDED = "ended", pgettext_lazy("contest", "ended")
    CANCELLED = "cancelled", _("recorded by mistake, cancelled")


class Way(models.TextChoices):
    """Before whom the decision is contested."""

    RECONSIDERATION = "reconsideration", _("administrative reconsideration")
    LAWSUIT = "lawsuit", _("administrative lawsuit")


class Result(models.TextChoices):
    """How it ended for the decision behind the record."""

    MAINTAINED = "maintained", _("the decision stands")
    CHANGED = "changed", _("the decision was changed")
    ANNULLED = "annulled", _("the decision was annulled")
    UNLAWFUL = "unlawful", _("the decision was found unlawful")
    DISMISSED = "dismissed", _("the application was dismissed")
    WITHDRAWN = "withdrawn", _("the application was taken back")
    SETTLED = "settled", _("settled by agreement")


TOUCHES_THE_RECORD = (Result.CHANGED, Result.ANNULLED, Result.UNLAWFUL)


@demands(_("The notice of acceptance is not on file. Attach it first."))
def notice_is_on_file(case: "ContestCase") -> bool:
    return EvidenceFile.objects.filter(case_id=case.pk).counted().exists()


@demands(_("What a colleague recorded by mistake is cancelled by another person."))
def another_person_recorded_it(case: "ContestCase") -> bool:
    return case.opened_by_id != case.moving_by.pk


class ContestCase(Case):
    """From the notice of acceptance to the result; meanwhile the record says that it is contested.

    Nothing waits on a desk: the matter lies with an organ or a court outside.
    """

    MACHINE = "contest"
    BEGINNINGS = (
        Initial("record_contest", ContestStatus.UNDER_WAY, Capacity.DEPARTMENT, may("review_cases")),
    )

    way = models.CharField(_("way"), max_length=16, choices=Way)
    organ = models.CharField(_("organ or court"), max_length=100)
    notice_number = models.CharField(_("number of the notice"), max_length=100)
    accepted_on = models.DateField(_("accepted on"))
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True)
    result_number = models.CharField(_("number of the document"), max_length=100, blank=True)
    result_on = models.DateField(_("date of the document"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("reconsideration or lawsuit")
        verbose_name_plural = _("reconsiderations and lawsuits")
        constraints = [
            models.CheckConstraint(name="contest_way_is_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="contest_result_has_document_and_day",
                condition=Q(result="", result_number="", result_on__isnull=True)
                | (
                    Q(result__in=Result.values, result_on__isnull=False, result_on__gte=F("accepted_on"))
                    & ~Q(result_number="")
                ),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("objections:contest", args=[self.number])

    @property
    def status_label(self) -> str:
        return ContestStatus(self.status).label

    @property
    def touches_the_record(self) -> bool:
        """Whether the result asks for the record to be put right."""
        return self.result in TOUCHES_THE_RECORD

    @transition(
        source=ContestStatus.UNDER_WAY,
        target=ContestStatus.ENDED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[notice_is_on_file],
        closes=True,
    )
    def end(self, *, result: str, result_number: str, result_on: date) -> None:
        """The organ or the court has decided, or the matter was taken back."""
        self.result, self.result_number, self.result_on = result, result_number, result_on

    @transition(
        source=ContestStatus.UNDER_WAY,
        target=ContestStatus.CANCELLED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[another_person_recorded_it],
        closes=True,
        second=True,
    )
    def cancel(self) -> None:
        """It was recorded by mistake, finds another person of the department."""

    pass_to_successor = passes_to_successor([ContestStatus.UNDER_WAY])

    @transition(
        source=ContestStatus.UNDER_WAY,
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        transfer=TransferMark.FOLLOW,
    )
    def follow_record(self, *, to: Department) -> None:
        """谁认定、谁修复: another case has taken the record to its department, and this one goes along."""
        self.department = to
