"""What the applicant confirms about the entity and about who is told (E7, E8)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from repair.models.case import RepairCase


class SubjectCheck(models.Model):
    """The applicant's answer to the facts that the register holds about the entity, as they were shown."""

    case = models.OneToOneField(RepairCase, models.CASCADE, related_name="subject_check")
    facts = models.JSONField(_("facts shown"))
    right = models.BooleanField(_("the facts are right"))
    remark = models.TextField(_("what is wrong"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("checked on"))

    class Meta:
        verbose_name = _("check of the entity's facts")
        verbose_name_plural = _("checks of entities' facts")
        constraints = [
            models.CheckConstraint(
                name="subject_check_says_what_is_wrong", condition=Q(right=True) | ~Q(remark="")
            )
        ]


class Delivery(models.TextChoices):
    ONLINE = "online", _("Electronically, on this platform")
    WINDOW = "window", _("At the service window")


class Contact(models.Model):
    """Who is told about a case, at a number that the person has confirmed with a code."""

    case = models.OneToOneField(RepairCase, models.CASCADE, related_name="contact")
    name = models.CharField(_("contact"), max_length=50)
    id_tail = models.CharField(_("last four characters of the ID number"), max_length=4, blank=True)
    phone = models.CharField(_("mobile number"), max_length=20)
    delivery = models.CharField(_("letters are delivered"), max_length=10, choices=Delivery)
    consented_at = models.DateTimeField(_("consent to electronic delivery given at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("number confirmed at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contact of a case")
        verbose_name_plural = _("contacts of cases")
        constraints = [
            models.CheckConstraint(
                name="contact_online_delivery_has_a_consent",
                condition=Q(delivery=Delivery.WINDOW, consented_at__isnull=True)
                | Q(delivery=Delivery.ONLINE, consented_at__isnull=False),
            )
        ]


class ContactCode(models.Model):
    """A code sent to confirm a number: kept as a keyed hash, for minutes, and for a few tries."""

    case = models.ForeignKey(RepairCase, models.CASCADE, related_name="contact_codes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation code")
        verbose_name_plural = _("confirmation codes")
        indexes = [models.Index(fields=["by", "-sent_at"], name="contact_code_by_sender")]
        constraints = [
            models.CheckConstraint(name="contact_code_ends", condition=Q(good_until__gt=F("sent_at")))
        ]
