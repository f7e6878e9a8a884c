"""Draws (抽样) as they were made: population, seed and list, for ever. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models import Case


class DrawnPopulation(models.Model):
    """What may be drawn, frozen before there is a seed; `content` is the exported file, byte for byte."""

    sha256 = models.CharField(_("SHA-256 of the population file"), max_length=64, unique=True)
    content = models.TextField(_("population file"))
    algorithm = models.CharField(_("algorithm"), max_length=40)
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
    """One drawn case and who was drawn to check it."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("place in the list"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="drawn_items")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drawn_items")

    class Meta:
        verbose_name = _("drawn case")
        verbose_name_plural = _("drawn cases")
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="drawn_item_position_once"),
            models.UniqueConstraint(fields=["draw", "case"], name="drawn_item_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}/{self.position}"
