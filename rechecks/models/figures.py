"""What the figures count: one row for each case that was handed in, written by the database behind its events."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import Case
from registry.models import Department


class Result(models.TextChoices):
    """With what the department was done with a case, whatever kind it is; as first said, whatever came of it later."""

    GRANTED = "granted", pgettext_lazy("result", "granted")
    PARTLY = "partly", pgettext_lazy("result", "granted in part")
    REFUSED = "refused", pgettext_lazy("result", "refused")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("result", "not taken up")
    ENDED = "ended", pgettext_lazy("result", "ended without decision")


class CaseFacts(models.Model):
    """What the events of one case say in figures. A trigger writes the row anew with each event.

    Nothing here is known that the events and the calendar do not say (rechecks 0004), and nobody
    but the database writes it: `xinxiu_count_cases` does, and can do it again at any time.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="counted")
    machine = models.CharField(max_length=20)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    handed_in_on = models.DateField(_("handed in on"))
    taken_on = models.DateField(_("acceptance decided on"), null=True)
    taken_late = models.BooleanField(null=True)  # none: no term ran
    finished_on = models.DateField(_("finished on"), null=True)
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True)
    finished_late = models.BooleanField(null=True)
    # Working days from the day it was handed in to the day it was finished; net: less those on which its clock stood still.
    gross_days = models.PositiveIntegerField(_("working days, gross"), null=True)
    net_days = models.PositiveIntegerField(_("working days, net"), null=True)
    returns = models.PositiveSmallIntegerField(_("times returned"), default=0)
    reopened_on = models.DateField(_("reopened on"), null=True)
    counted_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("case in figures")
        verbose_name_plural = _("cases in figures")
        constraints = [
            models.CheckConstraint(
                name="facts_result_is_known", condition=Q(result__in=["", *Result.values])
            ),
            models.CheckConstraint(
                name="facts_finished_has_a_result",
                condition=Q(finished_on__isnull=True, result="", gross_days__isnull=True)
                | Q(finished_on__isnull=False, gross_days__gte=F("net_days")) & ~Q(result=""),
            ),
        ]
        indexes = [
            # Each figure of a period reads one of these and no row; the list behind it goes along the same one.
            models.Index(
                fields=["machine", "-finished_on", "-case"],
                include=["department", "result", "finished_late", "gross_days", "net_days", "returns"],
                name="facts_finished",
            ),
            models.Index(
                fields=["machine", "-handed_in_on", "-case"],
                include=["department", "result"],
                name="facts_handed_in",
            ),
            models.Index(
                fields=["machine", "-taken_on", "-case"],
                include=["department", "result", "taken_late"],
                name="facts_taken",
            ),
            models.Index(
                fields=["machine", "-reopened_on", "-case"],
                include=["department", "result"],
                name="facts_reopened",
                condition=Q(reopened_on__isnull=False),
            ),
            models.Index(
                fields=["machine", "-case"],
                include=["department"],
                name="facts_in_hand",
                condition=Q(finished_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class CaseMonth(models.Model):
    """How many cases had one of their days in a month, by all that a figure asks of them; rows of one kind add up.

    A trigger adds differences behind `CaseFacts` (rechecks 0020), and a job of the night adds them up:
    a long period is read from here, where it would take too long to read every case.
    """

    id = models.BigAutoField(primary_key=True)
    machine = models.CharField(max_length=20)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    day = models.CharField(max_length=20)  # which day of the case: the name of its column
    month = models.DateField()  # its first day
    result = models.CharField(max_length=12, blank=True)
    taken_late = models.BooleanField(null=True)
    finished_late = models.BooleanField(null=True)
    returns = models.PositiveSmallIntegerField(default=0)
    gross_days = models.PositiveIntegerField(null=True)
    net_days = models.PositiveIntegerField(null=True)
    n = models.IntegerField()  # below zero where a case has gone elsewhere

    class Meta:
        verbose_name = _("month in figures")
        verbose_name_plural = _("months in figures")
        indexes = [models.Index(fields=["machine", "day", "month"], name="case_month")]

    def __str__(self) -> str:
        return f"{self.machine} {self.day} {self.month:%Y-%m}: {self.n}"


class DishonestShare(models.Model):
    """失信主体占比 of one day: entities with a record on show, of all entities that the register has.

    Counted every night; what the register looked like on a day is not known later.
    """

    on = models.DateField(_("on"), primary_key=True)
    dishonest = models.PositiveIntegerField(_("entities with a record on show"))
    entities = models.PositiveIntegerField(_("entities in the register"))

    class Meta:
        verbose_name = _("share of dishonest entities")
        verbose_name_plural = _("share of dishonest entities")
        constraints = [
            models.CheckConstraint(
                name="dishonest_share_is_a_share", condition=Q(dishonest__lte=F("entities"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.dishonest}/{self.entities}"
