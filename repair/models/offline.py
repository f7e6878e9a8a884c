"""Trainings that were held in a room: lists as they were uploaded, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Subject
from repair.models.training import CourseVersion


class AttendanceList(models.Model):
    """A list of participants: checked when it is uploaded, recorded once somebody confirms it."""

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    header = models.JSONField(_("columns"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_on = models.DateField(_("uploaded on"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_on = models.DateField(pgettext_lazy("attendance", "recorded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("list of participants")
        verbose_name_plural = _("lists of participants")

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"PX-{self.uploaded_on.year}-{self.pk:06}"


class RowState(models.TextChoices):
    """What was found about a row."""

    GOOD = "good", pgettext_lazy("row", "to be recorded")
    KNOWN = "known", pgettext_lazy("row", "recorded already")
    BAD = "bad", pgettext_lazy("row", "not recorded")


class AttendanceRow(models.Model):
    """A row as it was uploaded, with what kept it out. Rows are added and never changed."""

    listed_in = models.ForeignKey(AttendanceList, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"))
    state = models.CharField(_("state"), max_length=5, choices=RowState)
    problems = models.JSONField(_("problems"), default=list)  # of each: column, value, code of the reason

    class Meta:
        verbose_name = _("row of a list of participants")
        verbose_name_plural = _("rows of lists of participants")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["listed_in", "number"], name="attendance_row_once")]

    def __str__(self) -> str:
        return f"{self.listed_in_id}: {self.number}"


class OfflineAttendance(models.Model):
    """Somebody took part for a subject, as a recorded list says. Rows are added and never changed."""

    row = models.OneToOneField(AttendanceRow, models.PROTECT, related_name="attendance")
    version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="+")
    course = models.SlugField(_("course"), max_length=60)  # of the version: a newer one is no other training
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    learner = models.CharField(_("participant"), max_length=50)
    held_on = models.DateField(pgettext_lazy("attendance", "held on"))
    held_by = models.CharField(_("held by"), max_length=100)
    place = models.CharField(_("place"), max_length=100)
    passed = models.BooleanField(_("passed"))
    hours = models.DecimalField(_("hours"), max_digits=3, decimal_places=1, null=True, blank=True)
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("participation in an offline training")
        verbose_name_plural = _("participations in offline trainings")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "course", "held_on", "learner"], name="offline_attendance_once"
            ),
            models.UniqueConstraint(
                fields=["id", "version", "subject", "held_on"], name="offline_attendance_key_of_certificates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.version} · {self.held_on}"
