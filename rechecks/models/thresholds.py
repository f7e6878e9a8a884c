"""From where on a figure is marked: the office's own measure, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class FigureThreshold(models.Model):
    """The limits of one figure as somebody has set them; the last ones count, all stay on file."""

    figure = models.CharField(_("figure"), max_length=20)
    watch = models.DecimalField(_("to be watched from"), max_digits=6, decimal_places=1)
    chase = models.DecimalField(_("to be chased from"), max_digits=6, decimal_places=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("set at"), db_default=Now())

    class Meta:
        verbose_name = _("threshold of a figure")
        verbose_name_plural = _("thresholds of figures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="threshold_is_no_less_than_nought", condition=Q(watch__gte=0, chase__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.watch} / {self.chase}"
