"""Draws (抽样) as they were made: population, seed and list, for ever. Rows are added, never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models import Case
from rechecks.drawing import CASES, RECORDS
from registry.models import Record


class Holds(models.TextChoices):
    """What a population is of."""

    CASES = CASES, _("closed cases")
    RECORDS = RECORDS, _("records that should be gone")


class DrawnPopulation(models.Model):
    """What may be drawn, frozen before there is a seed; `content` is the exported file, byte for byte."""

    sha256 = models.CharField(_("SHA-256 of the population file"), max_length=64, unique=True)
    content = models.TextField(_("population file"))
    algorithm = models.CharField(_("algorithm"), max_length=40)
    holds = models.CharField(_("population of"), max_length=8, choices=Holds, default=Holds.CASES)
    # When the cases were closed, or since when the records should be gone; and of which kinds, or for which reasons.
    period_from = models.DateField(_("closed from"))
    period_to = models.DateField(_("closed to"))
    kinds = models.JSONField(_("kinds of case"))
    size = models.PositiveIntegerField(_("how many are drawn"))
    # Which public number that comes later is the seed; nothing where the seed is typed in public.
    seed_from = models.CharField(_("the seed is to come from"), max_length=200, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen_on = models.DateField(_("frozen on"))
    frozen_at = models.DateTimeField(_("frozen at"), db_default=Now())

    class Meta:
        verbose_name = _("population of a draw")
        verbose_name_plural = _("populations of draws")
        constraints = [
            models.CheckConstraint(
                name="population_period_runs_forward", condition=Q(period_from__lte=F("period_to"))
            ),
            models.CheckConstraint(
                name="population_holds_what_is_known", condition=Q(holds__in=Holds.values)
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Draw(models.Model):
    """One draw from a population: the seed, where it comes from, and the list as it was exported."""

    population = models.ForeignKey(DrawnPopulation, models.PROTECT, related_name="draws")
    seed = models.CharField(_("seed"), max_length=200)
    seed_source = models.CharField(_("where the seed comes from"), max_length=200)
    again_because = models.CharField(_("drawn again, because"), max_length=500, blank=True)
    list_sha256 = models.CharField(_("SHA-256 of the list"), max_length=64)
    content = models.TextField(_("list"))
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_on = models.DateField(_("drawn on"))
    drawn_at = models.DateTimeField(_("drawn at"), db_default=Now())

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.CheckConstraint(
                name="draw_says_its_seed_and_whence", condition=~Q(seed="") & ~Q(seed_source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.population} / {self.pk}"


class DrawnItem(models.Model):
    """One drawn case, or one drawn record that should be gone, and who was drawn to check it."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("place in the list"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="drawn_items")
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="drawn_items")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drawn_items")

    class Meta:
        verbose_name = _("drawn case")
        verbose_name_plural = _("drawn cases")
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="drawn_item_position_once"),
            models.UniqueConstraint(fields=["draw", "case"], name="drawn_item_case_once"),
            models.UniqueConstraint(fields=["draw", "record"], name="drawn_item_record_once"),
            models.CheckConstraint(
                name="drawn_item_is_a_case_or_a_record",
                condition=Q(case__isnull=True, record__isnull=False)
                | Q(case__isnull=False, record__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}/{self.position}"

    @property
    def is_about(self) -> Record:
        """The record of the drawn case, or the drawn record."""
        thing: Any = self.case or self
        return thing.record
