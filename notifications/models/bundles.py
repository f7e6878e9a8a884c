"""Several papers without number, to be printed as one file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.letters import Sheet, sheet_of
from registry.models.subjects import new_public_id


class Bundle(models.Model):
    """Papers drawn for somebody who prints them: one PDF, gone after a day; each can be drawn again."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bundles")
    title = models.CharField(_("title"), max_length=100)
    kept = models.JSONField(_("sheets"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = _("bundle of papers")
        verbose_name_plural = _("bundles of papers")

    def __str__(self) -> str:
        return self.title

    @property
    def sheets(self) -> list[Sheet]:
        """All that its pages are made from, in their order."""
        return [sheet_of(each) for each in self.kept]
