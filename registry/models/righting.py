"""What hangs on a record that was found wrong: who holds the old data, what is said in public, how it may come back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.models.departments import Department
from registry.models.imports import ImportBatch
from registry.models.records import Record
from registry.models.subjects import SubjectKind, new_public_id


class FormerNumber(models.Model):
    """The document number under which a record was known before it was corrected. Rows are added, never changed.

    A file that repeats the mistake means the same record: the importer looks here. A file with the
    same number and another day means another decision.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="former_numbers")
    document_key = models.CharField(max_length=128)
    decided_on = models.DateField()
    on = models.DateField(_("on"))
    because = models.CharField(_("because of case"), max_length=20)

    class Meta:
        verbose_name = _("former document number")
        verbose_name_plural = _("former document numbers")
        indexes = [models.Index(fields=["document_key"], name="former_number_key")]

    def __str__(self) -> str:
        return f"{self.record} ← {self.document_key}"


class RecordShare(models.Model):
    """Somebody outside received a record's data; they are told when it turns out wrong. Rows are added, never changed."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="shares")
    receiver = models.CharField(_("receiver"), max_length=100)
    address = models.EmailField(_("e-mail address"))
    what = models.CharField(_("what was handed over"), max_length=200)
    on = models.DateField(_("on"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), db_default=Now())

    class Meta:
        verbose_name = _("share of a record")
        verbose_name_plural = _("shares of records")
        constraints = [
            models.UniqueConstraint(fields=["record", "address", "on", "what"], name="record_share_once"),
            models.CheckConstraint(name="record_share_has_a_receiver", condition=~Q(receiver="")),
        ]

    def __str__(self) -> str:
        return f"{self.record} → {self.receiver}"


class NoticeKind(models.TextChoices):
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn as wrong")


class CorrectionNoticeQuerySet(models.QuerySet):
    def standing(self):
        """Notices that nobody has had taken off."""
        return self.filter(ended_on__isnull=True)

    def public(self):
        """What everybody may read; of natural persons nothing was ever shown, so nothing is put right in public."""
        return (
            self.standing()
            .exclude(record__subject__kind=SubjectKind.NATURAL_PERSON)
            .select_related("record__subject", "record__department")
        )


class CorrectionNotice(models.Model):
    """更正公告: said where the record was shown, at the subject's wish, and until the subject wishes it no more.

    `lines` are the corrections by field, kept as they read back; a withdrawn record has none, since
    what was said of it is not said once more. What a re-check puts right is said by a new notice in
    the old one's place.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="correction_notices")
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    number = models.CharField(_("because of case"), max_length=20, db_index=True)
    document_number = models.CharField(_("document number"), max_length=128)
    lines = models.JSONField(default=list)
    righted_on = models.DateField(_("corrected on"))
    on = models.DateField(_("on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(_("taken off on"), null=True, blank=True)

    objects = CorrectionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction notice")
        verbose_name_plural = _("correction notices")
        constraints = [
            models.CheckConstraint(
                name="correction_notice_kind_is_known", condition=Q(kind__in=NoticeKind.values)
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="correction_notice_stands_once",
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="correction_notice_ends_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_of_a_withdrawn_record(self) -> bool:
        return self.kind == NoticeKind.WITHDRAWN


class CertificateQuerySet(models.QuerySet):
    def unused(self):
        """Certificates behind which nothing has come back yet."""
        return self.filter(opened_on__isnull=True)


class ReopeningCertificate(models.Model):
    """The department certifies that a record withdrawn as wrong is right after all, and why.

    The subject is told first; from `opens_on` a file may bring the record back, once. The database
    lets a withdrawn record come back in no other way (casework's guards).
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="reopenings")
    withdrawal_id = models.BigIntegerField(editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="reopenings")
    grounds = models.TextField(_("what shows that the record is right"))
    document = models.CharField(_("document that shows it"), max_length=200)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_on = models.DateField(_("filed on"))
    opens_on = models.DateField(_("can be imported from"))
    opened_on = models.DateField(_("came back on"), null=True, blank=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="reopened")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reopening certificate")
        verbose_name_plural = _("reopening certificates")
        constraints = [
            models.UniqueConstraint(fields=["withdrawal_id"], name="reopening_certificate_once"),
            models.CheckConstraint(
                name="reopening_certificate_says_why", condition=~Q(grounds="") & ~Q(document="")
            ),
            models.CheckConstraint(
                name="reopening_certificate_after_its_notice",
                condition=Q(opens_on__gt=F("filed_on"))
                & (Q(opened_on__isnull=True) | Q(opened_on__gte=F("opens_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.filed_on})"
