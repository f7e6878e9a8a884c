"""R9: what the department asks the applicant, and what is answered, while the clock runs on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.fsm import Capacity
from repair.models.case import RepairCase


class Remark(models.Model):
    """One remark in the conversation between the department and the applicant. It is never changed.

    A question names the day by which an answer is hoped for; passing it has no effect on the case.
    """

    case = models.ForeignKey(RepairCase, models.PROTECT, related_name="conversation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(_("said as"), max_length=12, choices=Capacity)
    text = models.TextField(_("text"), max_length=2000)
    on = models.DateField(_("on"))
    answer_by = models.DateField(_("answer hoped for by"), null=True, blank=True)
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_asks_as_department_and_answers_as_applicant",
                condition=Q(side=Capacity.DEPARTMENT, answer_by__isnull=False)
                | Q(side=Capacity.APPLICANT, answer_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.side}"

    @property
    def is_question(self) -> bool:
        return self.side == Capacity.DEPARTMENT
