"""A clerk of the service window files for somebody who is there in person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import Mandate, Subject


class Standing(models.TextChoices):
    """As what the person at the window acts for the subject."""

    LEGAL_REPRESENTATIVE = "legal_representative", _("legal representative")
    AGENT = "agent", _("agent")
    SELF = "self", _("the person")


class CounterFiling(models.Model):
    """What stands behind a clerk's right to file: who came, with which authorisation, seen in person.

    Rows are added and never changed. The right itself is a mandate of one day.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="counter_filings")
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="counter_filing")
    person = models.CharField(_("name of the person at the window"), max_length=50)
    standing = models.CharField(_("acts as"), max_length=20, choices=Standing)
    phone = models.CharField(_("mobile number"), max_length=20)
    email = models.EmailField(_("e-mail address"), blank=True)
    authorisation = models.CharField(_("authorisation"), max_length=200)
    on = models.DateField(_("seen in person on"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("filing at the service window")
        verbose_name_plural = _("filings at the service window")
        indexes = [models.Index(fields=["subject", "clerk", "on"], name="counter_filing_of_a_day")]
        constraints = [
            models.CheckConstraint(
                name="counter_filing_standing_is_known", condition=models.Q(standing__in=Standing.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.on}"
