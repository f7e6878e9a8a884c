"""修复告知书: with a penalty decision its party is told how and from when the record can be repaired."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models import EvidenceFile
from registry.models import Record


class ServiceWay(models.TextChoices):
    """How a paper comes to its party."""

    IN_PERSON = "in_person", _("handed over in person")
    POST = "post", _("by post")
    ELECTRONIC = "electronic", _("electronically")
    LEFT = "left", _("left at the place of the party")
    PUBLIC = "public", _("by public notice")


class RepairNotice(models.Model):
    """The notice that belongs to one penalty: drawn up, and served on a day; it goes with its record."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="repair_notice")
    drawn_on = models.DateField(_("drawn up on"))
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    served_on = models.DateField(_("served on"), null=True, blank=True)
    way = models.CharField(_("way of service"), max_length=12, choices=ServiceWay, blank=True)
    receipt = models.CharField(_("number of the service receipt"), max_length=60, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # The scanned receipt, once somebody has looked at it and confirmed it; of the same record, by a key.
    scan = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="+")
    scan_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("repair notice")
        verbose_name_plural = _("repair notices")
        constraints = [
            models.CheckConstraint(
                name="repair_notice_served_says_how_and_who_noted_it",
                condition=Q(served_on__isnull=True, way="", noted_by__isnull=True)
                | (Q(served_on__isnull=False, way__in=ServiceWay.values, noted_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="repair_notice_is_drawn_up_before_it_is_served",
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("drawn_on")),
            ),
            models.CheckConstraint(
                name="repair_notice_scan_is_of_a_service_and_confirmed",
                condition=Q(scan__isnull=True, scan_confirmed_by__isnull=True)
                | Q(scan__isnull=False, scan_confirmed_by__isnull=False, served_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)
