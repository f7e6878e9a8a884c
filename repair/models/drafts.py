"""What is typed on a page of a case before it is handed in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models import Case


class DraftPage(models.TextChoices):
    """The pages of an application whose contents are kept while they are being filled in."""

    SUBJECT = "subject", _("Entity")
    CONTACT = "contact", _("Contact")
    FULFILMENT = "fulfilment", _("Fulfilment of the obligations")
    COMMITMENT = "commitment", _("Credit commitment")
    CHECK = "check", _("Check and submit")
    SUPPLEMENT = "supplement", _("Correct the application")


class Draft(models.Model):
    """The last state of a page that somebody is filling in, as typed; which pages a case has, its views say.

    One for each page of a case, whoever types: `version` counts every change, so that a window that
    has not seen the last one is told instead of writing over it. `window` is the browser window the
    change came from: its own answer may have been lost on the way.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)  # field name → what was typed
    version = models.PositiveIntegerField(default=0)
    window = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(_("saved at"), db_index=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["case", "page"], name="draft_one_of_each_page")]

    def __str__(self) -> str:
        return f"{self.case} · {self.page}"

    def typed(self) -> dict[str, Any]:
        """A copy of what was typed."""
        return dict(self.data)
