"""Rule files as they were loaded, never changed again; and the working calendar, which an office edits."""

from typing import Any, NoReturn

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class VersionsDoNotChange(TypeError):
    """A loaded version is what decisions were taken on: a correction is a new version."""


class VersionQuerySet(models.QuerySet["RuleSetVersion"]):
    def update(self, **values: Any) -> NoReturn:
        raise VersionsDoNotChange("A loaded rule set version is not updated; load the corrected file.")

    def delete(self) -> NoReturn:
        raise VersionsDoNotChange("A loaded rule set version is not deleted; decisions refer to it.")

    def newest(self) -> "VersionQuerySet":
        """The latest version of each instrument."""
        return self.order_by("instrument", "-ordinal").distinct("instrument")

    def from_files(self) -> "VersionQuerySet":
        """Those that an operator loaded, not the ones that the credit office released."""
        return self.filter(takes_effect_on=None)


class RuleSetVersion(models.Model):
    """One version of one rule file, as it was when it was loaded or released."""

    instrument = models.CharField(_("instrument"), max_length=60)
    ordinal = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)
    loaded_from = models.CharField(_("loaded from"), max_length=200)
    takes_effect_on = models.DateField(
        _("takes effect on"),
        null=True,
        blank=True,
        help_text=_("Of a version that the credit office released; one loaded from a file counts at once."),
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set version")
        verbose_name_plural = _("rule set versions")
        ordering = ["instrument", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "ordinal"], name="rules_one_row_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} v{self.ordinal}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise VersionsDoNotChange("A loaded rule set version is not updated; load the corrected file.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersionsDoNotChange("A loaded rule set version is not deleted; decisions refer to it.")


class CalendarDay(models.Model):
    """A day that differs from the weekday rule: a holiday, or a weekend worked to make up for one (调休)."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("holiday")
        WORKING = "working", _("working day")

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)  # kept by a trigger

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                name="rules_calendar_day_kind_is_known", condition=models.Q(kind__in=["holiday", "working"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class CalendarYear(models.Model):
    """A year of the working calendar. Due dates in a year that is not decided yet are provisional."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    decided = models.BooleanField(
        _("decided"), default=False, help_text=_("The State Council's plan is entered.")
    )
    source = models.CharField(_("source"), max_length=200)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)  # kept by a trigger

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)
