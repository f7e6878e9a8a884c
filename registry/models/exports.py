"""What was taken out of the house: who, what, when, and the hash of it. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.subjects import new_public_id


class ExportForm(models.TextChoices):
    WORKBOOK = "xlsx", _("workbook")
    PAPER = "pdf", _("paper (PDF)")
    LINES = "jsonl", _("lines (JSONL)")


class Export(models.Model):
    """One export. Its public id stands in the watermark, so that a page found outside leads back here.

    `sha256` is that of the file as it was handed out; of a paper, that of the content it is drawn from.
    Files that are kept by their hash or are to come back unchanged bear no watermark: their hash leads here.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("what was exported"), max_length=100)
    form = models.CharField(_("form"), max_length=8, choices=ExportForm)
    asked = models.JSONField(_("filter"), default=dict)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="export_form_is_known", condition=Q(form__in=ExportForm.values)),
            models.CheckConstraint(name="export_keeps_its_hash", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.public_id}"
