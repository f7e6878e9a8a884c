"""Where a record is on show, and how that came to be."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from registry.models.records import Record
from registry.models.subjects import SubjectKind

PUBLIC_PAGE = "public_page"  # this system's own page, the first channel


class Channel(models.Model):
    """A place where records are shown: a site, a platform, a bulletin."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    address = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("publication channel")
        verbose_name_plural = _("publication channels")

    def __str__(self) -> str:
        return self.name


class PublicationState(models.TextChoices):
    """How a publication began and ended. That its record is marked (异议标注) or its disclosure is suspended
    while a matter is open is no state: it is asked of the effects of open cases, and goes when they end."""

    SHOWN = "shown", _("on show")
    ENDED_BY_REPAIR = "ended_by_repair", _("ended by repair")
    ENDED_AT_MAXIMUM = "ended_at_maximum", _("ended at the maximum period")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("shown again")


ON_SHOW = [PublicationState.SHOWN, PublicationState.RESTORED]
# What casework calls an effect that takes a record off show while it runs.
SUSPENDS = "suspend_disclosure"


class PublicationQuerySet(models.QuerySet):
    def on_show(self, on: date):
        """Publications that are on show on that day; `shown_until` is the last one."""
        return self.filter(
            Q(shown_until__isnull=True) | Q(shown_until__gte=on), state__in=ON_SHOW, shown_from__lte=on
        )

    def past_their_maximum(self, on: date):
        """Publications whose last day lies behind but whose end is not recorded yet."""
        return self.filter(state__in=ON_SHOW, shown_until__lt=on)

    def not_suspended(self):
        """Publications whose record no open matter takes off show (`casework.models.Effect`)."""
        suspended = Record.objects.filter(effects__kind=SUSPENDS, effects__ended_seq__isnull=True)
        return self.filter(~Exists(suspended.filter(pk=OuterRef("record_id"))))

    def public(self, on: date):
        """What everybody may see on the public page that day; natural persons never."""
        return (
            self.on_show(on)
            .not_suspended()
            .filter(channel__code=PUBLIC_PAGE)
            .exclude(record__subject__kind=SubjectKind.NATURAL_PERSON)
            .select_related("record__subject", "record__department")
        )


class Publication(models.Model):
    """One record on one channel.

    `shown_until` is the last day on show (null where none is known yet); `removal_id` names the
    removal that ended it by repair, `withdrawal_id` the withdrawal of its record, `restoration_id` the
    order that showed it again: casework's guards tie them to an approved case, to an objection that
    was carried out, and to a repair that was revoked.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="publications")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications")
    state = models.CharField(
        _("state"), max_length=20, choices=PublicationState, default=PublicationState.SHOWN
    )
    shown_from = models.DateField(_("shown from"))
    shown_until = models.DateField(_("shown until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    removal_id = models.BigIntegerField(null=True, blank=True, editable=False)
    withdrawal_id = models.BigIntegerField(null=True, blank=True, editable=False)
    restoration_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(fields=["record", "channel"], name="publication_once"),
            models.CheckConstraint(
                name="publication_ended_by_repair_names_its_removal",
                condition=~Q(state=PublicationState.ENDED_BY_REPAIR)
                | (Q(removal_id__isnull=False) & Q(ended_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="publication_withdrawn_names_its_withdrawal",
                condition=Q(
                    state=PublicationState.WITHDRAWN, withdrawal_id__isnull=False, ended_on__isnull=False
                )
                | ~Q(state=PublicationState.WITHDRAWN) & Q(withdrawal_id__isnull=True),
            ),
            models.CheckConstraint(
                name="publication_ended_at_maximum_after_its_last_day",
                condition=~Q(state=PublicationState.ENDED_AT_MAXIMUM) | Q(ended_on__gt=F("shown_until")),
            ),
            models.CheckConstraint(
                name="publication_restored_names_its_restoration",
                condition=~Q(state=PublicationState.RESTORED) | Q(restoration_id__isnull=False),
            ),
            # A state enters this list together with the guard that says when it is lawful.
            models.CheckConstraint(
                name="publication_state_has_a_guard",
                condition=Q(
                    state__in=[
                        PublicationState.SHOWN,
                        PublicationState.ENDED_BY_REPAIR,
                        PublicationState.ENDED_AT_MAXIMUM,
                        PublicationState.WITHDRAWN,
                        PublicationState.RESTORED,
                    ]
                ),
            ),
        ]
        indexes = [models.Index(fields=["channel", "state", "shown_until"], name="publication_on_show")]

    def __str__(self) -> str:
        return f"{self.record} · {self.channel}"

    def is_on_show(self, on: date) -> bool:
        """The question of `on_show`, asked of one publication in hand."""
        begun_and_not_over = self.shown_from <= on and (self.shown_until is None or self.shown_until >= on)
        return self.state in ON_SHOW and begun_and_not_over


class PublicationChange(models.Model):
    """One line of a publication's history; lines are added, never changed."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="changes")
    source = models.CharField(max_length=20, choices=PublicationState, blank=True)
    target = models.CharField(max_length=20, choices=PublicationState)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    because = models.CharField(_("because"), max_length=200)

    class Meta:
        verbose_name = _("change of publication")
        verbose_name_plural = _("changes of publication")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.publication}: {self.source} → {self.target}"
