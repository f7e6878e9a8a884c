"""What a revoked repair brings back: the record's publication for what is left of it, and a bar on who deceived."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from registry.models import Record, Subject

REVOKED, FOUND_WRONG = "revoked", "wrongly_repaired"


class Restoration(models.Model):
    """The order to show a record again, by the event that revoked its repair. Rows are added, never changed.

    It names the finding it stands on: an event of another case on the record, confirmed by a second
    person. The database asks for both, and lets no repair be revoked without one of these.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="restorations")
    case = models.OneToOneField(Case, models.PROTECT, related_name="restoration")
    seq = models.PositiveIntegerField()
    target = models.CharField(max_length=50, default=REVOKED)
    finding = models.ForeignKey(Case, models.PROTECT, related_name="restorations_found")
    finding_seq = models.PositiveIntegerField()
    finding_target = models.CharField(max_length=50, default=FOUND_WRONG)
    ground = models.TextField(_("ground"))
    shown_until = models.DateField(_("shown again until"), null=True)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("restoration of a record")
        verbose_name_plural = _("restorations of records")
        constraints = [
            models.UniqueConstraint(fields=["id", "record"], name="restoration_key_of_publications"),
            models.CheckConstraint(
                name="restoration_follows_a_revocation",
                condition=Q(target=REVOKED, finding_target=FOUND_WRONG)
                & ~Q(ground="")
                & ~Q(case=F("finding")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} ← {self.case}"


class ApplicationBar(models.Model):
    """False materials or a false commitment: for how long the subject cannot apply, and it is said in public.

    The figures are those of the rules on its day, with the clause they stand on.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="repair_bars")
    restoration = models.OneToOneField(Restoration, models.PROTECT, related_name="bar")
    starts_on = models.DateField(_("starts on"))
    until = models.DateField(_("until"))
    published_until = models.DateField(_("said in public until"), null=True)
    cites = models.TextField(_("stands on"))
    confirmed = models.BooleanField(_("read in the official text"))

    class Meta:
        verbose_name = _("bar on applications")
        verbose_name_plural = _("bars on applications")
        constraints = [
            models.CheckConstraint(
                name="application_bar_ends_after_it_began", condition=Q(until__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.until})"

    def is_on_show(self, on: date) -> bool:
        """Whether everybody may read of it that day."""
        return self.published_until is not None and self.starts_on <= on <= self.published_until
