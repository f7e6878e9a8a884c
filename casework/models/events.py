"""The chain of case events: the legal truth about a case."""

from django.conf import settings
from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.fsm import Capacity, TransferMark
from casework.models.cases import Case
from registry.models import Department


class ClockMark(models.TextChoices):
    """What an event does to the running term."""

    NONE = "", _("nothing")
    START = "start", _("starts")
    PAUSE = "pause", _("pauses")
    RESUME = "resume", _("resumes")
    EXTEND = "extend", _("extends")
    STOP = "stop", _("stops")


COUNTED_FROM = "counted_from"  # among the facts of an event that starts a term: the day it counts from


class DaysUnit(models.TextChoices):
    """How the days of a term are counted."""

    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("days")


class CaseEvent(models.Model):
    """One step of one case: who took it, as what, in which department, from where to where.

    Rows are added, never changed. The database ties each to the event before it, to the table of
    legal steps, to the case's department (or, answering a transfer, the one that was asked) and, for
    an officer, to a place in that department.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    prev_seq = models.GeneratedField(
        expression=Choose(When(seq=1, then=Value(None)), default=F("seq") - 1),
        output_field=models.PositiveIntegerField(null=True),
        db_persist=True,
    )
    machine = models.CharField(max_length=20)
    verb = models.CharField(_("step"), max_length=40)
    source = models.CharField(max_length=50, blank=True)
    target = models.CharField(max_length=50)
    capacity = models.CharField(_("taken as"), max_length=12, choices=Capacity)
    closes = models.BooleanField(default=False)
    second = models.BooleanField(default=False)
    transfer = models.CharField(max_length=8, choices=TransferMark, blank=True, default=TransferMark.NONE)
    # Which department a transfer asks, or gives the case to.
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    # For which other case on the record this one waits after the step.
    waits_for = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="case_events")
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_events"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="case_events")
    officer_of = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())
    clock = models.CharField(max_length=8, choices=ClockMark, blank=True)
    stage = models.CharField(max_length=12, blank=True)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)  # of the term, in `days_unit`
    days_unit = models.CharField(
        max_length=12, choices=DaysUnit, default=DaysUnit.WORKING_DAYS, db_default=DaysUnit.WORKING_DAYS
    )
    words = models.TextField(_("words"), blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("case event")
        verbose_name_plural = _("case events")
        ordering = ["case", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq", "target"], name="event_key_of_the_next"),
            models.UniqueConstraint(fields=["case", "seq", "target", "closes"], name="event_key_of_the_case"),
            models.UniqueConstraint(fields=["case", "seq"], name="event_once"),
            models.CheckConstraint(
                name="event_first_has_no_source",
                condition=Q(seq=1, source="") | (Q(seq__gt=1) & ~Q(source="")),
            ),
            models.CheckConstraint(
                name="event_of_an_officer_names_the_department",
                condition=Q(
                    capacity=Capacity.DEPARTMENT, officer_of__isnull=False, officer_of=F("department")
                )
                | (~Q(capacity=Capacity.DEPARTMENT) & Q(officer_of__isnull=True)),
            ),
            models.CheckConstraint(
                name="event_of_two_persons_has_two",
                condition=Q(second=False) | (Q(proposer__isnull=False) & ~Q(proposer=F("actor"))),
            ),
            models.CheckConstraint(
                name="event_of_a_transfer_names_the_other_department",
                condition=Q(transfer__in=[TransferMark.NONE, TransferMark.RETURN], to_department__isnull=True)
                | Q(
                    transfer__in=[TransferMark.ASK, TransferMark.REFER, TransferMark.FOLLOW],
                    to_department__isnull=False,
                )
                & ~Q(to_department=F("department"))
                | Q(transfer=TransferMark.TAKE, to_department=F("department"), to_department__isnull=False)
                | Q(transfer__in=[TransferMark.SETTLE, TransferMark.SUCCEED], to_department__isnull=False),
            ),
            models.CheckConstraint(
                name="event_clock_start_has_a_term",
                condition=~Q(clock__in=["start", "extend"])
                | Q(working_days__isnull=False, working_days__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.verb}"
