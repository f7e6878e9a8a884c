"""The class of a record (失信类别) as its department decides it, and who asked for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.records import Record, Severity


class ClassRequest(models.Model):
    """A party asked when the class of its record will be decided: once a day, however often it is pressed."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="class_requests")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("request for a class")
        verbose_name_plural = _("requests for classes")
        constraints = [models.UniqueConstraint(fields=["record", "on"], name="class_request_once_a_day")]

    def __str__(self) -> str:
        return f"{self.record} · {self.on}"


class Classification(models.Model):
    """The class that a person of the department has set, and on what basis. Rows are added, never changed."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="classifications")
    severity = models.CharField(_("class"), max_length=20, choices=Severity)
    basis = models.CharField(_("basis of the class"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        constraints = [
            models.CheckConstraint(
                name="classification_is_known", condition=Q(severity__in=Severity.values) & ~Q(basis="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.severity}"
