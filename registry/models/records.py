"""Dishonesty records (失信信息), what they oblige to, and what hangs on them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models.departments import Department, Sector
from registry.models.subjects import Subject, new_public_id
from registry.secret import EncryptedTextField


class RecordKind(models.TextChoices):
    PENALTY = "penalty", _("administrative penalty")
    SERIOUS_LIST = "serious_list", _("list of seriously dishonest entities")
    ABNORMAL_LIST = "abnormal_list", _("list of abnormal business operations")
    OTHER = "other", _("other dishonesty information")


class Severity(models.TextChoices):
    """The class of a record, set by its department; empty while it is to be classified."""

    MINOR = "minor", pgettext_lazy("severity", "minor")
    GENERAL = "general", pgettext_lazy("severity", "general")
    SERIOUS = "serious", pgettext_lazy("severity", "serious")
    SPECIFIED_SERIOUS = "specified_serious", pgettext_lazy("severity", "specified serious")


class Procedure(models.TextChoices):
    SIMPLIFIED = "simplified", _("simplified procedure")
    ORDINARY = "ordinary", _("ordinary procedure")


class PenaltyType(models.TextChoices):
    """Penalty types of 行政处罚法 Art. 9, as the contract of `assess` names them."""

    WARNING = "warning", _("warning")
    CRITICISM = "criticism", _("circulated criticism")
    FINE = "fine", _("fine")
    CONFISCATION = "confiscation", _("confiscation")
    LICENCE_SUSPENSION = "licence_suspension", _("suspension of licence")
    QUALIFICATION_LOWERED = "qualification_lowered", _("lowering of qualification level")
    LICENCE_REVOCATION = "licence_revocation", _("revocation of licence")
    BUSINESS_RESTRICTED = "business_restricted", _("restriction of business activities")
    BUSINESS_SUSPENDED = "business_suspended", _("order to suspend business")
    CLOSURE = "closure", _("order to close")
    EMPLOYMENT_RESTRICTED = "employment_restricted", _("restriction of employment")
    DETENTION = "detention", _("administrative detention")
    OTHER = "other", pgettext_lazy("penalty type", "other")


class Record(models.Model):
    """One dishonesty record as its department identified it.

    `document_key` is the document number with brackets, widths and spaces made equal; a record is
    known by department, document and subject. The period columns are derived by
    `registry.assessing` under the rules of `assessed_on` and kept for search and sorting only:
    what a case is decided on is assessed anew.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="records")
    department = models.ForeignKey(Department, models.PROTECT, related_name="records")
    kind = models.CharField(_("kind"), max_length=20, choices=RecordKind, default=RecordKind.PENALTY)
    jurisdiction = models.CharField(_("jurisdiction of the rules"), max_length=40)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.GENERAL)
    field = models.CharField(_("field of supervision"), max_length=40, blank=True)
    procedure = models.CharField(_("procedure"), max_length=12, choices=Procedure, blank=True)
    document_number = models.CharField(_("document number"), max_length=128)
    document_key = models.CharField(max_length=128, editable=False)
    decided_on = models.DateField(_("decided on"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    severity = models.CharField(_("class"), max_length=20, choices=Severity, blank=True)
    severity_basis = models.CharField(_("basis of the class"), max_length=200, blank=True)
    title = models.TextField(_("type of illegal conduct"))
    facts = models.TextField(_("illegal facts"))
    basis = models.TextField(_("basis of the penalty"))
    content = models.TextField(_("content of the penalty"))
    penalty_types = ArrayField(
        models.CharField(max_length=30, choices=PenaltyType), verbose_name=_("penalty types"), default=list
    )
    fine_yuan = models.DecimalField(_("fine (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True)
    confiscated_yuan = models.DecimalField(
        _("confiscated (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    licence = models.CharField(_("licence suspended or revoked"), max_length=200, blank=True)
    ban_until = models.DateField(_("ban until"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source_unit = models.CharField(_("source unit"), max_length=200, blank=True)
    source_uscc = models.CharField(_("code of the source unit"), max_length=18, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    # By which order of which case: casework's guards tie the order to the case, and the record to it.
    withdrawal_id = models.BigIntegerField(null=True, blank=True, editable=False)
    withdrawn_because = models.CharField(
        _("withdrawn because of case"), max_length=20, blank=True, editable=False
    )

    batch = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, blank=True, related_name="records", editable=False
    )
    source_row = models.PositiveIntegerField(
        _("row of the source file"), null=True, blank=True, editable=False
    )
    row_hash = models.CharField(max_length=64, blank=True, editable=False)

    min_period_ends_on = models.DateField(_("minimum period ends on"), null=True, blank=True, editable=False)
    max_period_ends_on = models.DateField(_("maximum period ends on"), null=True, blank=True, editable=False)
    repairable_from = models.DateField(_("repairable from"), null=True, blank=True, editable=False)
    rule_set = models.CharField(_("rule set"), max_length=60, blank=True, editable=False)
    rule_version = models.CharField(_("rule version"), max_length=20, blank=True, editable=False)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("dishonesty record")
        verbose_name_plural = _("dishonesty records")
        constraints = [
            models.UniqueConstraint(fields=["department", "document_key", "subject"], name="record_once"),
            # What a case copies from its record; casework's guards refer to this key.
            models.UniqueConstraint(fields=["id", "department", "subject"], name="record_key_of_cases"),
            models.CheckConstraint(
                name="record_withdrawn_names_its_withdrawal",
                condition=Q(withdrawn_on__isnull=True, withdrawal_id__isnull=True, withdrawn_because="")
                | Q(withdrawn_on__isnull=False, withdrawal_id__isnull=False) & ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(name="record_kind_is_known", condition=Q(kind__in=RecordKind.values)),
            models.CheckConstraint(
                name="record_severity_is_known", condition=Q(severity__in=["", *Severity.values])
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-decided_on"], name="record_of_subject"),
            models.Index(fields=["repairable_from"], name="record_repairable_from"),
            models.Index(fields=["id"], name="record_withdrawn", condition=Q(withdrawn_on__isnull=False)),
            GinIndex(fields=["document_key"], opclasses=["gin_trgm_ops"], name="record_document_trgm"),
        ]

    def __str__(self) -> str:
        return self.document_number

    @property
    def obligations_fulfilled(self) -> bool | None:
        """True if every obligation is fulfilled, False if one is known not to be, else unknown."""
        states = [obligation.fulfilled for obligation in self.obligations.all()]
        if any(state is False for state in states):
            return False
        return None if any(state is None for state in states) else True


class RecordMove(models.Model):
    """The department of a record was corrected, behind a case that changed hands. Rows are added, never changed.

    A file that still names the old department means the same record: the importer looks here.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="moves")
    source = models.ForeignKey(Department, models.PROTECT, related_name="+")
    target = models.ForeignKey(Department, models.PROTECT, related_name="+")
    on = models.DateField(_("on"))
    because = models.CharField(_("because of case"), max_length=20)
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("move of a record")
        verbose_name_plural = _("moves of records")

    def __str__(self) -> str:
        return f"{self.record}: {self.source} → {self.target}"


class ObligationKind(models.TextChoices):
    FINE = "fine", _("payment of the fine")
    CONFISCATION = "confiscation", _("surrender of what was confiscated")
    RECTIFICATION = "rectification", _("rectification")
    OTHER = "other", pgettext_lazy("obligation", "other")


class Obligation(models.Model):
    """What the decision obliges the subject to do, and whether that is known to be done."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="obligations")
    kind = models.CharField(_("kind"), max_length=20, choices=ObligationKind)
    description = models.CharField(_("description"), max_length=200)
    amount_yuan = models.DecimalField(
        _("amount (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    fulfilled = models.BooleanField(_("fulfilled"), null=True, blank=True)
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)
    source = models.CharField(_("known from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(fields=["record", "kind", "description"], name="obligation_once"),
            models.CheckConstraint(
                name="obligation_fulfilled_says_how_it_is_known",
                condition=Q(fulfilled__isnull=True) | Q(fulfilled=False) | ~Q(source=""),
            ),
        ]

    def __str__(self) -> str:
        return self.description


class SanctionsMeasure(models.Model):
    """A disciplinary measure (失信惩戒措施) that stands because of a record."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="sanctions")
    measure = models.CharField(_("measure"), max_length=200)
    imposed_by = models.CharField(_("imposed by"), max_length=200)
    imposed_on = models.DateField(_("imposed on"))
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    lifted_because = models.CharField(_("lifted because"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sanctions measure")
        verbose_name_plural = _("sanctions measures")

    def __str__(self) -> str:
        return self.measure


class LinkedPerson(models.Model):
    """A responsible person whom the record names beside its subject."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="linked_persons")
    name = models.CharField(_("name"), max_length=50)
    role = models.CharField(_("role"), max_length=60)
    id_number = EncryptedTextField(_("ID number"), blank=True, default="")

    class Meta:
        verbose_name = _("linked person")
        verbose_name_plural = _("linked persons")

    def __str__(self) -> str:
        return self.role
