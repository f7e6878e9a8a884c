"""What every kind of case is made of."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from casework.fsm import Capacity, Initial, StatusField, StatusModel, TransferMark
from registry.duties import departments_where
from registry.models import Department, Record, Subject


class Desk(models.TextChoices):
    """Where a case waits."""

    APPLICANT = "applicant", _("with the applicant")
    DEPARTMENT = "department", _("with the department")
    COUNTERSIGN = "countersign", _("with a second person of the department")
    CHANNELS = "channels", _("with the publication channels")
    TRANSFER = "transfer", _("with the department asked to take it over")
    OFFICE = "office", _("with the credit office")
    OTHER_MATTER = "other_matter", _("waiting for another matter on the record")
    OUTSIDE = "outside", _("with an organ or a court outside")
    NOBODY = "", _("closed")


WORKED_ON = ("department", "transfer")  # desks at which a department has something to do, in its queue


class LegalStep(models.Model):
    """One step that a machine allows; the database refuses events that are not in this table.

    The rows are generated from the declarations after each migration, and the application's role
    may only read them.
    """

    machine = models.CharField(max_length=20)
    verb = models.CharField(max_length=40)
    source = models.CharField(max_length=50, blank=True)
    target = models.CharField(max_length=50)
    capacity = models.CharField(max_length=12, choices=Capacity)
    closes = models.BooleanField()
    second = models.BooleanField()
    transfer = models.CharField(max_length=8, choices=TransferMark, blank=True, default=TransferMark.NONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "verb", "source", "target", "capacity", "closes", "second", "transfer"],
                name="legal_step_key_of_events",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.machine}: {self.source or '∅'} –{self.verb}→ {self.target}"


class NumberSeries(models.Model):
    """The last number given in a series; locked while a number is taken, so there are no gaps."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    @classmethod
    def take(cls, name: str) -> int:
        """The next number of a series; given back if the transaction is."""
        cls.objects.get_or_create(name=name)
        series = cls.objects.select_for_update().get(name=name)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last


class CaseQuerySet(models.QuerySet):
    def visible_to_staff(self, user: Any, duty: str = "review_cases") -> "CaseQuerySet":
        """Cases of the departments in which the user holds the duty."""
        return self.filter(department_id__in=departments_where(user, duty))

    def visible_to_subject(self, user: Any, on: date) -> "CaseQuerySet":
        """Cases of the subjects for which the user holds a mandate that day."""
        return self.filter(subject__in=Subject.objects.acted_for_by(user, on))

    def asked_of(self, user: Any) -> "CaseQuerySet":
        """Cases that the user's departments are asked to take over, also while that is disputed."""
        return self.filter(
            transfer_to_id__in={
                *departments_where(user, "review_cases"),
                *departments_where(user, "lead_department"),
            }
        )

    def open(self) -> "CaseQuerySet":
        return self.filter(closed=False)

    def late(self, on: date) -> "CaseQuerySet":
        """Open cases whose running term has passed."""
        return self.open().filter(due_on__lt=on)

    def for_the_office(self, on: date) -> "CaseQuerySet":
        """Cases of which the credit office says where they belong: disputed, or not answered in time."""
        disputed = Q(transfer_answer_by__isnull=True) | Q(transfer_answer_by__lt=on)
        return self.open().filter(disputed, transfer_to__isnull=False)


class Case(StatusModel):
    """One matter on one record, of whatever kind; `machine` names the kind.

    `status`, `seq` and `closed` repeat the last event and are tied to it by the database; department
    and `transfer_to` follow from its events too. While it is open, record, department and subject are
    tied to the record's own (谁认定、谁修复); a closed case keeps the department that decided it.
    """

    MACHINE: ClassVar[str]  # each kind names its machine,
    BEGINNINGS: ClassVar[tuple[Initial, ...]]  # and how a case of it can begin
    # In which statuses a case of it comes first, so that others on the record wait until it is closed.
    COMES_FIRST: ClassVar[frozenset[str]] = frozenset()
    # Who takes the step at hand and on which day; set by the one door, not stored.
    moving_by: Any
    moving_on: date
    passed_to: Department  # while a department's successor takes its place

    number = models.CharField(_("number"), max_length=20, unique=True)
    machine = models.CharField(max_length=20, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="cases")
    department = models.ForeignKey(Department, models.PROTECT, related_name="cases", editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="cases", editable=False)
    status = StatusField(_("status"), editable=False)
    seq = models.PositiveIntegerField(editable=False)
    closed = models.BooleanField(_("closed"), default=False, editable=False)
    process = models.OneToOneField(Process, models.PROTECT, null=True, editable=False, related_name="case")
    opened_on = models.DateField(_("opened on"), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opened_cases", editable=False
    )
    # Derived from the events and the calendar; stored for sorting only.
    due_on = models.DateField(_("due on"), null=True, editable=False)
    due_is_provisional = models.BooleanField(default=False, editable=False)
    answer_by = models.DateField(_("the applicant answers by"), null=True, editable=False)
    # On whose desk the file lies, as the flow says; stored so that the queue is one indexed query.
    desk = models.CharField(_("desk"), max_length=12, choices=Desk, default=Desk.APPLICANT, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="claimed_cases", editable=False
    )
    # While the case is handed on: to whom, and by when that department answers (none once it is disputed).
    transfer_to = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="cases_asked_of_it", editable=False
    )
    transfer_answer_by = models.DateField(_("the other department answers by"), null=True, editable=False)
    # While it waits for another case on the record: for which one, and what the database asks of that one.
    paused_for = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="cases_that_wait", editable=False, db_index=False
    )
    paused_for_closed = models.GeneratedField(
        expression=Choose(When(paused_for__isnull=False, then=Value(False)), default=Value(None)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    # What the database ties to the record, and in whose queue the case waits to be worked on.
    open_department = models.GeneratedField(
        expression=Choose(When(closed=False, then=F("department_id")), default=Value(None)),
        output_field=models.BigIntegerField(null=True),
        db_column="open_department_id",
        db_persist=True,
    )
    queue_department = models.GeneratedField(
        expression=Choose(When(desk="transfer", then=F("transfer_to_id")), default=F("department_id")),
        output_field=models.BigIntegerField(null=True),
        db_column="queue_department_id",
        db_persist=True,
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "machine"], condition=Q(closed=False), name="case_one_open_per_record"
            ),
            models.UniqueConstraint(fields=["id", "record"], name="case_key_of_removals"),
            models.UniqueConstraint(fields=["id", "closed"], name="case_key_of_effects"),
            models.CheckConstraint(
                name="case_waits_for_another_while_open",
                condition=Q(paused_for__isnull=True) | (Q(closed=False, seq__gt=1) & ~Q(paused_for=F("id"))),
            ),
            models.CheckConstraint(
                name="case_begins_with_its_own_department",
                condition=Q(transfer_to__isnull=True) | Q(seq__gt=1),
            ),
        ]
        indexes = [
            models.Index(
                "queue_department",
                F("due_on").asc(nulls_last=True),
                "id",
                name="case_to_work_on",
                condition=Q(closed=False, desk__in=WORKED_ON),
            ),
            models.Index(
                "department",
                "desk",
                F("due_on").asc(nulls_last=True),
                "id",
                name="case_queue",
                condition=Q(closed=False),
            ),
            models.Index(fields=["machine", "due_on"], name="case_due", condition=Q(closed=False)),
            models.Index(fields=["subject", "-id"], name="case_of_subject"),
            models.Index(
                fields=["paused_for"], name="case_that_waits", condition=Q(paused_for__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def as_kind(self) -> "Case":
        """The case with the columns and verbs of its kind."""
        return getattr(self, f"{self.machine}case")

    @property
    def named(self) -> str:
        """What kind of case it is, and which."""
        return f"{self.as_kind._meta.verbose_name} {self.number}"

    def follow_record(self, *, to: Department) -> None:
        """Each kind declares this step of the system: another case has taken the record to a department."""
        raise NotImplementedError

    def pass_to_successor(self, *, old: Department, new: Department) -> None:
        """Each kind declares this step of the system too (`casework.succession`): departments have merged."""
        raise NotImplementedError

    @property
    def beginning(self) -> Initial:
        """How this case begins; a kind that begins in several ways says which one it is."""
        return self.BEGINNINGS[0]

    @property
    def is_handed_in(self) -> bool:
        """Whether the department knows of the case; until then it is the applicant's own affair."""
        return True

    @property
    def is_open_to_its_party(self) -> bool:
        """Whether who acts for the subject sees the pages and files of the case."""
        return True

    @property
    def public_statement(self) -> str:
        """What its party says of the record itself, where that stands beside the mark while the case is open."""
        return ""

    @property
    def is_handed_on(self) -> bool:
        """Another department is asked to take the case over, or the credit office where it belongs."""
        return self.transfer_to_id is not None

    @property
    def is_paused(self) -> bool:
        """The case waits until another one on its record is closed; meanwhile nobody decides on it."""
        return self.paused_for_id is not None

    @property
    def transfer_is_disputed(self) -> bool:
        return self.is_handed_on and self.transfer_answer_by is None

    def get_absolute_url(self) -> str:
        return reverse("repair:case", args=[self.number])
