"""What the applicant says and hands in, and what the department asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import Obligation
from repair.models.case import RepairCase


class FulfilmentStatement(models.Model):
    """The applicant's statement that one obligation is fulfilled, and the reviewer's judgement of it."""

    case = models.ForeignKey(RepairCase, models.CASCADE, related_name="statements")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="statements")
    fulfilled_on = models.DateField(_("fulfilled on"))
    proof = models.CharField(_("proof (receipt or document number)"), max_length=200)
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    judgement = models.TextField(_("reason of the judgement"), blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("statement of fulfilment")
        verbose_name_plural = _("statements of fulfilment")
        constraints = [
            models.UniqueConstraint(fields=["case", "obligation"], name="statement_once"),
            models.CheckConstraint(
                name="statement_judged_by_somebody",
                condition=Q(accepted__isnull=True) | Q(judged_by__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_not_accepted_has_a_reason",
                condition=Q(accepted__isnull=True) | Q(accepted=True) | ~Q(judgement=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.obligation}"


class SupplementRequest(models.Model):
    """One complete list of what is missing, and the applicant's answer to it."""

    case = models.ForeignKey(RepairCase, models.CASCADE, related_name="supplements")
    stage = models.CharField(max_length=20)  # the status in which it was asked for
    items = models.JSONField(_("what is missing"))  # list of texts
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("answer by"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)  # one text per item

    class Meta:
        verbose_name = _("request for supplement")
        verbose_name_plural = _("requests for supplement")

    def __str__(self) -> str:
        return f"{self.case} · {self.asked_on}"
