"""Supervision (督办): notices to a department, what came of them, and interviews. Rows are added, never changed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import Case, EvidenceFile
from notifications.models import Letter
from registry.models import Department


class Stage(models.TextChoices):
    """How far the credit office has gone with a department that is late."""

    NOTICE = "notice", _("supervision notice")
    INTERVIEW = "interview", _("interview of the department")
    CIRCULAR = "circular", _("circular of criticism")


class Escalation(models.Model):
    """Which stage follows which, and after how many working days: the office's own rule, in versions.

    `stages` is a list of {"stage", "working_days"} in their order. The first counts from the due date
    of a case, each later one from the day by which the department should have replied.
    """

    stages = models.JSONField(_("stages"))
    reply_working_days = models.PositiveSmallIntegerField(_("working days to reply"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_on = models.DateField(_("set on"))
    set_at = models.DateTimeField(_("set at"), db_default=Now())

    class Meta:
        verbose_name = _("stages of supervision")
        verbose_name_plural = _("stages of supervision")
        constraints = [
            models.CheckConstraint(
                name="escalation_confirmed_names_its_source", condition=Q(confirmed=False) | ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_on}"


class EventKind(models.TextChoices):
    """What can happen to a notice."""

    ISSUED = "issued", pgettext_lazy("supervision", "issued")
    REPLIED = "replied", pgettext_lazy("supervision", "replied")
    RAISED = "raised", pgettext_lazy("supervision", "raised to the next stage")
    INTERVIEWED = "interviewed", pgettext_lazy("supervision", "department interviewed")
    CIRCULATED = "circulated", pgettext_lazy("supervision", "circular sent")
    SUCCEEDED = "succeeded", pgettext_lazy("supervision", "passed to the successor of the department")
    CLOSED = "closed", pgettext_lazy("supervision", "closed")


BY_THE_DEPARTMENT = (EventKind.REPLIED,)
BY_THE_SYSTEM = (EventKind.RAISED, EventKind.SUCCEEDED)


class NoticeQuerySet(models.QuerySet):
    def with_standing(self) -> "NoticeQuerySet":
        """Each with whether it is over, and whether the department has replied."""
        return self.annotate(is_closed=_has(EventKind.CLOSED), is_replied=_has(EventKind.REPLIED))

    def open(self) -> "NoticeQuerySet":
        return self.filter(~_has(EventKind.CLOSED))


def _has(kind: str) -> Exists:
    return Exists(SupervisionEvent.objects.filter(notice=OuterRef("pk"), kind=kind))


class SupervisionNotice(models.Model):
    """督办单: what the credit office asks one department to explain and put right, and by when.

    Nothing of it changes a term: the cases it names keep their due dates.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="supervision_notices")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("responsible person")
    )
    facts = models.TextField(pgettext_lazy("supervision", "facts"))
    reply_by = models.DateField(_("reply by"))
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="supervision_notice")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(_("issued at"), db_default=Now())

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision notice")
        verbose_name_plural = _("supervision notices")
        constraints = [
            models.CheckConstraint(name="supervision_notice_states_facts", condition=~Q(facts="")),
            models.CheckConstraint(
                name="supervision_reply_after_its_issue", condition=Q(reply_by__gte=models.F("issued_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("rechecks:supervision_notice", args=[self.number])


class SupervisedCase(models.Model):
    """A case that a notice is about, with the due date as it stood then."""

    notice = models.ForeignKey(SupervisionNotice, models.PROTECT, related_name="supervised")
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervision")
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("supervised case")
        verbose_name_plural = _("supervised cases")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "case"], name="supervised_case_once")]

    def __str__(self) -> str:
        return f"{self.notice}: {self.case}"


class SupervisionEvent(models.Model):
    """One entry in the log of a notice: who did what, as what. The database refuses any change."""

    notice = models.ForeignKey(SupervisionNotice, models.PROTECT, related_name="events")
    seq = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what happened"), max_length=12, choices=EventKind)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer_of = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("words"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    expected_on = models.DateField(_("expected to be done by"), null=True)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("event of a supervision notice")
        verbose_name_plural = _("events of supervision notices")
        ordering = ["notice", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "seq"], name="supervision_event_once"),
            models.CheckConstraint(
                name="supervision_event_kind_is_known", condition=Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="supervision_reply_is_whole",
                condition=~Q(kind="replied")
                | (~Q(words="") & ~Q(measures="") & Q(expected_on__isnull=False, officer_of__isnull=False)),
            ),
            models.CheckConstraint(
                name="supervision_step_of_the_office_says_why",
                condition=~Q(kind__in=["interviewed", "circulated", "closed"]) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="supervision_raised_names_its_stage", condition=~Q(kind="raised") | ~Q(stage="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} #{self.seq} {self.kind}"


class InterviewKind(models.TextChoices):
    """约谈: whom, and by whom. 谁认定、谁约谈 holds for subjects; a department is interviewed by the office."""

    DEPARTMENT = "department", _("of a department, by the credit office")
    REMINDING = "reminding", _("of a subject, as a reminder")
    WARNING = "warning", _("of a subject, as a warning")


OF_SUBJECTS = (InterviewKind.REMINDING, InterviewKind.WARNING)


class Interview(models.Model):
    """Record of an interview (约谈记录), as it was signed; never changed."""

    kind = models.CharField(_("kind"), max_length=12, choices=InterviewKind)
    notice = models.ForeignKey(
        SupervisionNotice, models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    record = models.ForeignKey(
        "registry.Record", models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="interviews")
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200)
    held_by = models.CharField(_("interviewers"), max_length=200)
    attended_by = models.CharField(_("who attended"), max_length=200)
    matters = models.TextField(_("what was talked about"))
    demands = models.TextField(_("what is demanded"))
    put_right_by = models.DateField(_("to be put right by"), null=True, blank=True)
    # What those who were there signed; only of a subject, whose record keeps it.
    file = models.OneToOneField(EvidenceFile, models.PROTECT, null=True, blank=True, related_name="interview")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_on = models.DateField(_("recorded on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="interview_of_a_department_or_of_a_subject",
                condition=Q(kind="department", notice__isnull=False, record__isnull=True)
                | Q(kind__in=["reminding", "warning"], notice__isnull=True, record__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_was_held", condition=Q(held_on__lte=models.F("recorded_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.department}"


class Circular(models.Model):
    """通报: what a leader lets be said of a department's delay, to it alone or to every department. Never changed."""

    notice = models.ForeignKey(SupervisionNotice, models.PROTECT, related_name="circulars")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="circular")
    to_all = models.BooleanField(_("to every department"), default=False)
    words = models.TextField(_("what is said"))
    decided_by = models.CharField(_("decided by"), max_length=100)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(_("issued at"), db_default=Now())

    class Meta:
        verbose_name = _("circular of criticism")
        verbose_name_plural = _("circulars of criticism")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="circular_says_what_and_who_decided", condition=~Q(words="") & ~Q(decided_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.issued_on}"


def reply_is_late(notice: SupervisionNotice, on: date) -> bool:
    """Whether the department should have replied by now and has not; asks nothing of a notice read with its standing."""
    return not notice.is_replied and notice.reply_by < on  # type: ignore[attr-defined]
