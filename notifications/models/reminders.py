"""Which reminders a person wants, and when they may be texted."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReminderSettings(models.Model):
    """A person's choices; whoever has chosen nothing is reminded of everything, and texted nowhere."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_settings")
    before = models.BooleanField(_("15 days before a record can be repaired"), default=True)
    on_the_day = models.BooleanField(_("on the day from which it can be repaired"), default=True)
    month_after = models.BooleanField(_("30 days later, where nobody has applied"), default=True)
    training = models.BooleanField(_("when a course that was passed has something new"), default=True)
    case_due = models.BooleanField(_("one working day before a case of mine is due"), default=True)
    case_overdue = models.BooleanField(_("when a case of mine is overdue"), default=True)
    phone = models.CharField(_("mobile number for reminders"), max_length=11, blank=True)
    quiet_from = models.TimeField(_("no text messages from"), default=time(22))
    quiet_until = models.TimeField(_("no text messages until"), default=time(8))

    class Meta:
        verbose_name = _("reminder settings")
        verbose_name_plural = _("reminder settings")
        constraints = [
            models.CheckConstraint(
                name="reminders_to_a_mobile", condition=Q(phone="") | Q(phone__regex=r"^1\d{10}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"

    @classmethod
    def of(cls, user) -> "ReminderSettings":
        """The person's choices, or what holds for whoever has made none."""
        return cls.objects.filter(user=user).first() or cls(user=user)
