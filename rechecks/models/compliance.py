"""What the department shows to have done what was ordered, and whether it proves it. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import EvidenceFile
from rechecks.models.orders import CorrectionOrder, Demand, Further


class Compliance(models.Model):
    """One demand of an order, and the paper that proves it to be met."""

    order = models.ForeignKey(CorrectionOrder, models.PROTECT, related_name="compliances")
    demand = models.CharField(_("demand"), max_length=10, choices=[*Demand.choices, *Further.choices])
    words = models.TextField(_("what was done"))
    proof = models.OneToOneField(EvidenceFile, models.PROTECT, related_name="compliance")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("proof of compliance")
        verbose_name_plural = _("proofs of compliance")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="compliance_says_what_was_done", condition=~Q(words=""))]

    def __str__(self) -> str:
        return f"{self.order}: {self.demand}"


class Acceptance(models.Model):
    """Whether the office finds that the paper proves it; if not, why, and the department shows another."""

    compliance = models.OneToOneField(Compliance, models.PROTECT, related_name="acceptance")
    met = models.BooleanField(pgettext_lazy("demand", "met"))
    words = models.TextField(_("reasons"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("answer to a proof of compliance")
        verbose_name_plural = _("answers to proofs of compliance")
        constraints = [
            models.CheckConstraint(name="acceptance_refused_says_why", condition=Q(met=True) | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.compliance}: {self.met}"
