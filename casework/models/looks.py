"""The register of looks (查询登记): which officer opened the page of which case, when, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case


class LookPurpose(models.TextChoices):
    """What an officer opens a case for, as their duty says."""

    HANDLING = "handling", _("handling the case in its department")
    OVERSIGHT = "oversight", _("oversight by the credit office")
    AUDIT = "audit", _("audit")
    RECHECK = "recheck", _("recheck")


class CaseLook(models.Model):
    """An officer was shown a page of a case. Rows are added, never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_looks")
    purpose = models.CharField(_("purpose"), max_length=12, choices=LookPurpose)
    page = models.CharField(_("page"), max_length=60)  # the name of its address
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look at a case")
        verbose_name_plural = _("looks at cases")
        indexes = [
            models.Index(fields=["case", "-id"], name="case_look_of_case"),
            models.Index(fields=["user", "-id"], name="case_look_of_user"),
        ]
        constraints = [
            models.CheckConstraint(
                name="look_purpose_is_known", condition=models.Q(purpose__in=LookPurpose.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.user} · {self.at}"
