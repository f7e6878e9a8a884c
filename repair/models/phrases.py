"""A department's own wording of what it often says to applicants."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import Department


class PhraseUse(models.TextChoices):
    """Where a phrase is offered."""

    SUPPLEMENT = "supplement", _("Return for correction")
    NOT_ACCEPT = "not_accept", _("Do not take up")
    REJECT = "reject", _("Refuse")


class DepartmentPhrase(models.Model):
    """One phrase of a department: its own, or its wording of a shipped one with the same code.

    `offered` is false where the department does not want the shipped phrase. What was said in a case
    is kept with the case; changing a phrase changes nothing of it.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="phrases")
    use = models.CharField(_("use"), max_length=12, choices=PhraseUse)
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("name"), max_length=40)
    text = models.TextField(_("text"), max_length=1000)
    offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("phrase of a department")
        verbose_name_plural = _("phrases of departments")
        constraints = [
            models.UniqueConstraint(fields=["department", "use", "code"], name="phrase_once"),
            models.CheckConstraint(name="phrase_use_is_known", condition=models.Q(use__in=PhraseUse.values)),
        ]

    def __str__(self) -> str:
        return self.label
