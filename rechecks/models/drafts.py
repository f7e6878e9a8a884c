"""What the credit office drafts of rules and of the calendar, what it would change, and who released it."""

import json
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import Case
from registry.models import Record
from rules.instruments import Instrument
from rules.models import RuleSetVersion
from rules.reading import read_content


class DraftKind(models.TextChoices):
    """What a draft does."""

    OVERRIDE = "override", _("local set")
    IMPORTED = "imported", _("local set from a file")
    CONFIRMATION = "confirmation", _("confirmation of a figure")
    ROLLBACK = "rollback", _("return to an earlier version")


class DraftQuerySet(models.QuerySet):
    def open(self) -> "DraftQuerySet":
        """Neither released nor given up."""
        return self.filter(release=None, discarded_on=None)


class Drafted(models.Model):
    """Something that one person drafts and another one releases; once it is over the database keeps it as it is."""

    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_on = models.DateField(_("drafted on"))
    drafted_at = models.DateTimeField(_("drafted at"), db_default=Now())
    discarded_on = models.DateField(_("given up on"), null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_released(self) -> bool:
        return hasattr(self, "release")

    @property
    def is_open(self) -> bool:
        return not self.is_released and self.discarded_on is None


class RuleDraft(Drafted):
    """A version of a rule set that does not count yet. `content` is its canonical text, which the digest is of."""

    kind = models.CharField(_("kind"), max_length=12, choices=DraftKind)
    instrument = models.CharField(_("instrument"), max_length=60)
    content = models.TextField(_("content"))
    based_on = models.ForeignKey(RuleSetVersion, models.PROTECT, null=True, blank=True, related_name="+")
    takes_effect_on = models.DateField(_("takes effect on"))
    figure = models.CharField(_("confirmed figure"), max_length=120, blank=True)
    because = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("draft of a rule set")
        verbose_name_plural = _("drafts of rule sets")
        constraints = [
            models.UniqueConstraint(
                fields=["id", "sha256", "takes_effect_on", "drafted_by"], name="rule_draft_key_of_releases"
            ),
            models.CheckConstraint(name="rule_draft_kind_is_known", condition=Q(kind__in=DraftKind.values)),
            models.CheckConstraint(name="rule_draft_says_why", condition=~Q(because="")),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.get_kind_display()})"

    @cached_property
    def as_instrument(self) -> Instrument:
        return read_content(json.loads(self.content), self.instrument)


class DryRun(models.Model):
    """What a draft would change on the day it takes effect, over all records and open cases."""

    draft = models.ForeignKey(RuleDraft, models.PROTECT, related_name="dry_runs")
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    takes_effect_on = models.DateField(_("takes effect on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"), db_default=Now())
    after_version = models.BigIntegerField(_("newest version then"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dry run")
        verbose_name_plural = _("dry runs")
        constraints = [
            models.UniqueConstraint(
                fields=["id", "draft", "sha256", "takes_effect_on"], name="dry_run_key_of_releases"
            ),
            models.CheckConstraint(
                name="dry_run_finished_says_since_which_version",
                condition=Q(finished_at=None) | Q(seconds__isnull=False, after_version__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.sha256[:12]}"


class Impact(models.TextChoices):
    """What a change means for the subject."""

    GAINS = "gains", pgettext_lazy("dry run", "gains")
    LOSES = "loses", pgettext_lazy("dry run", "loses")
    MIXED = "mixed", pgettext_lazy("dry run", "gains and loses")
    OTHER = "other", pgettext_lazy("dry run", "changes")


class DryRunLine(models.Model):
    """One record or open case for which something changes; `before` and `after` hold the days by their names."""

    run = models.ForeignKey(DryRun, models.CASCADE, related_name="lines")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=5, choices=Impact)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))

    class Meta:
        verbose_name = _("line of a dry run")
        verbose_name_plural = _("lines of dry runs")
        indexes = [models.Index(fields=["run", "verdict", "id"], name="dry_run_line_by_verdict")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.record_id}"


class Released(models.Model):
    """Who let a draft of somebody else take effect. Rows are added, never changed."""

    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_on = models.DateField(_("released on"))
    released_at = models.DateTimeField(_("released at"), db_default=Now())

    class Meta:
        abstract = True


class RuleRelease(Released):
    """A draft that became a version, after a dry run of exactly its content."""

    draft = models.OneToOneField(RuleDraft, models.PROTECT, related_name="release")
    dry_run = models.OneToOneField(DryRun, models.PROTECT, related_name="release")
    version = models.OneToOneField(RuleSetVersion, models.PROTECT, related_name="release")
    takes_effect_on = models.DateField(_("takes effect on"))

    class Meta:
        verbose_name = _("release of a rule set")
        verbose_name_plural = _("releases of rule sets")
        constraints = [
            models.CheckConstraint(
                name="rule_release_by_a_second_person", condition=~Q(released_by=F("drafted_by"))
            ),
            models.CheckConstraint(
                name="rule_release_is_not_for_days_past", condition=Q(takes_effect_on__gt=F("released_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft} → {self.version}"


class RuleEffect(models.Model):
    """The day of a release has come, and the records were assessed anew under it."""

    release = models.OneToOneField(RuleRelease, models.PROTECT, related_name="effect")
    on = models.DateField(_("on"))
    records = models.PositiveIntegerField(_("records assessed anew"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("effect of a release")
        verbose_name_plural = _("effects of releases")

    def __str__(self) -> str:
        return f"{self.release} {self.on}"


class CalendarNotice(Drafted):
    """The State Council's notice for a year as it was entered: one line for each day, which the digest is of."""

    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("notice"), max_length=200)
    days = models.TextField(_("days"))

    class Meta:
        verbose_name = _("calendar notice")
        verbose_name_plural = _("calendar notices")
        constraints = [
            models.UniqueConstraint(
                fields=["id", "sha256", "drafted_by"], name="calendar_notice_key_of_releases"
            ),
            models.CheckConstraint(name="calendar_notice_says_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.source}"


class CalendarRelease(Released):
    """A notice that became the calendar of its year."""

    draft = models.OneToOneField(CalendarNotice, models.PROTECT, related_name="release")

    class Meta:
        verbose_name = _("release of a calendar")
        verbose_name_plural = _("releases of calendars")
        constraints = [
            models.CheckConstraint(
                name="calendar_release_by_a_second_person", condition=~Q(released_by=F("drafted_by"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.draft)


class CalendarEffect(models.Model):
    """The due dates of open cases follow a released calendar, and whom it concerns was told."""

    release = models.OneToOneField(CalendarRelease, models.PROTECT, related_name="effect")
    on = models.DateField(_("on"))
    moved = models.PositiveIntegerField(_("due dates moved"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("effect of a calendar")
        verbose_name_plural = _("effects of calendars")

    def __str__(self) -> str:
        return f"{self.release} {self.on}"
