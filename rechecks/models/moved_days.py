"""Days that the credit office gave and that moved with a released calendar."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rechecks.models.drafts import CalendarRelease
from rechecks.models.orders import CorrectionOrder, Proposal
from rechecks.models.supervision import SupervisionNotice


class GivenDay(models.TextChoices):
    """What a day was given for."""

    ANSWER = "answer", pgettext_lazy("given day", "answer to an order to correct")
    CORRECTION = "correction", pgettext_lazy("given day", "correction")
    STATEMENT = "statement", pgettext_lazy("given day", "statement of the subject")
    REPLY = "reply", pgettext_lazy("given day", "reply to a supervision notice")


class MovedDay(models.Model):
    """One day that moved, from when to when. Rows are added, never changed; the database moves no day without one."""

    release = models.ForeignKey(CalendarRelease, models.PROTECT, related_name="moved_days")
    what = models.CharField(pgettext_lazy("given day", "day of"), max_length=10, choices=GivenDay)
    order = models.ForeignKey(CorrectionOrder, models.PROTECT, null=True, related_name="moved_days")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="moved_days")
    notice = models.ForeignKey(SupervisionNotice, models.PROTECT, null=True, related_name="moved_days")
    before = models.DateField(_("before"))
    after = models.DateField(_("after"))

    class Meta:
        verbose_name = _("day moved with the calendar")
        verbose_name_plural = _("days moved with the calendar")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="moved_day_is_of_one_thing",
                condition=Q(
                    what__in=["answer", "correction"], order__isnull=False, proposal=None, notice=None
                )
                | Q(what="statement", order=None, proposal__isnull=False, notice=None)
                | Q(what="reply", order=None, proposal=None, notice__isnull=False),
            ),
            models.CheckConstraint(name="moved_day_moves", condition=~Q(before=F("after"))),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"
