"""Batches of imported records, and what a batch changed, so that it can be taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.records import Record


class ImportBatch(models.Model):
    """One imported file: what it was, who brought it, what came of it."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")

    def __str__(self) -> str:
        return self.name


class RecordRevision(models.Model):
    """The values of a record before a batch changed it."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="revisions")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="revisions")
    before = models.JSONField(_("values before"))

    class Meta:
        verbose_name = _("revision of a record")
        verbose_name_plural = _("revisions of records")
        constraints = [models.UniqueConstraint(fields=["record", "batch"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.record} · {self.batch}"
