"""A file on its way into the register: uploaded, checked, mended row by row, imported, perhaps taken back."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models.imports import ImportBatch
from registry.models.subjects import new_public_id
from registry.secret import EncryptedTextField


class RunState(models.TextChoices):
    CHECKING = "checking", pgettext_lazy("import", "being checked")
    REFUSED = "refused", _("cannot be read")
    CHECKED = "checked", _("checked, waiting for you")
    IMPORTING = "importing", _("being imported")
    IMPORTED = "imported", _("imported")
    UNDOING = "undoing", pgettext_lazy("import", "being taken back")
    UNDONE = "undone", pgettext_lazy("import", "taken back")


WORKING = (RunState.CHECKING, RunState.IMPORTING, RunState.UNDOING)
READING = ("checking", "importing")  # what needs the file
CONFIRMED = ("importing", "imported", "undoing", "undone")
WITH_BATCH = ("imported", "undoing", "undone")


class ImportRun(models.Model):
    """One uploaded file. `department_ids` are those it may bring rows of; none: any (the credit office).

    A worker holds it until `taken_until`; `starts` tells one worker's hold from the next one's.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=RunState, default=RunState.CHECKING)
    file_name = models.CharField(_("file"), max_length=255)
    stored = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"))
    department_ids = ArrayField(models.BigIntegerField(), default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    batch = models.OneToOneField(
        ImportBatch, models.PROTECT, related_name="run", null=True, blank=True, editable=False
    )
    header = models.JSONField(default=list)  # the cells of the file's header row
    problem = models.TextField(blank=True)  # why the file cannot be used, in Chinese and English
    cleared_on = models.DateField(_("file and rows removed on"), null=True, blank=True)

    taken_until = models.DateTimeField(null=True, blank=True)
    starts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    hinted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("uploaded file of records")
        verbose_name_plural = _("uploaded files of records")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="import_run_state_is_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(
                name="import_run_is_confirmed_by_somebody",
                condition=~Q(state__in=CONFIRMED) | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_imported_has_a_batch",
                condition=~Q(state__in=WITH_BATCH) | Q(batch__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_read_has_its_file",
                condition=~Q(state__in=READING) | Q(cleared_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["taken_until"], name="import_run_to_work_on", condition=Q(state__in=list(WORKING))
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The batch number: what the batch is called once it is imported."""
        return f"DR-{self.uploaded_at:%Y}-{self.pk:06d}"

    @property
    def uploaded_on(self) -> date:
        return timezone.localdate(self.uploaded_at)

    @property
    def is_expired(self) -> bool:
        """Checked, never imported, and not kept any more."""
        return self.state == RunState.CHECKED and self.cleared_on is not None

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def to_import(self) -> int:
        return self.created + self.updated

    @property
    def skipped(self) -> int:
        return self.unchanged + self.rejected


class RowKind(models.TextChoices):
    ERROR = "error", _("Errors")
    HINT = "hint", _("Hints")
    DUPLICATE = "duplicate", _("Duplicates")
    MENDED = "mended", _("Corrected")


class ImportRow(models.Model):
    """A row of the file about which there is something to say.

    `cells` is the row as the file has it, kept (encrypted) only where the row was refused, so that it
    can be mended and handed back.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    kind = models.CharField(max_length=10, choices=RowKind)
    problems = models.JSONField(default=list)
    cells = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("row of an uploaded file")
        verbose_name_plural = _("rows of an uploaded file")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "kind", "number"], name="import_row_of_kind")]

    def __str__(self) -> str:
        return f"{self.run} · {self.number}"


class ImportMending(models.Model):
    """A cell corrected on the page: what stood there, what stands there now, who did it.

    Never changed; the value itself goes with the file.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="mendings")
    number = models.PositiveIntegerField(_("row"))
    field = models.CharField(_("field"), max_length=40)
    before = models.CharField(_("value before"), max_length=100, blank=True)  # both as they may be shown
    after = models.CharField(_("value after"), max_length=100, blank=True)
    value = EncryptedTextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("correction of a row")
        verbose_name_plural = _("corrections of rows")
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["run", "number"], name="import_mending_of_row")]

    def __str__(self) -> str:
        return f"{self.run} · {self.number} · {self.field}"
