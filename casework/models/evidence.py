"""Evidence files: what a party handed in, whether it may be opened, and who looked at it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from registry.models import Obligation, Record
from registry.models.subjects import new_public_id


class Purpose(models.TextChoices):
    """What a file is meant to prove."""

    FULFILMENT = "fulfilment", _("fulfilment of an obligation")
    RECTIFICATION = "rectification", _("rectification")
    SUPPLEMENT = "supplement", _("answer to a supplement")
    CLAIM = "claim", _("what an objection claims")
    ANSWER = "answer", _("what the department answers")
    SERVICE = "service", _("receipt of service")
    FINDING = "finding", _("proof of what a recheck found")
    INTERVIEW = "interview", _("signed record of an interview")
    COMPLIANCE = "compliance", _("proof that an order to correct was carried out")


# What is about a record apart from any case.
OF_RECORDS = (Purpose.SERVICE, Purpose.INTERVIEW)


class FileState(models.TextChoices):
    """Nobody opens a file before it is found clean."""

    QUARANTINED = "quarantined", _("being checked")
    CLEAN = "clean", _("checked")
    REFUSED = "refused", _("refused")


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        """Files that nobody took back."""
        return self.filter(removed_at__isnull=True)

    def counted(self):
        """Files that count against the limits: what was refused is not kept."""
        return self.standing().exclude(state=FileState.REFUSED)


class EvidenceFile(models.Model):
    """One file of a case, or of a record apart from any case: quarantined until checked, then clean or refused.

    The bytes lie in EVIDENCE_DIR under a random name. An image is kept as it was drawn anew, any
    other file as it came; the hashes are those of what is kept, `received_sha256` of what came.
    A row is never deleted: a file taken back before it was handed in keeps its row and loses its bytes.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="evidence")
    # Without a case: what was done about a record before anybody applied, such as serving a notice.
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="papers")
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    obligation = models.ForeignKey(Obligation, models.PROTECT, null=True, blank=True, related_name="evidence")
    # For a supplement: which request of the case, and which item of its list, both from 0.
    supplement_round = models.PositiveSmallIntegerField(null=True, blank=True)
    supplement_item = models.PositiveSmallIntegerField(null=True, blank=True)
    # For a claim or its answer: the number of the claim within the case, from 1 (none: the whole case),
    # and as which of the papers that were asked for it was handed in.
    claim = models.PositiveSmallIntegerField(_("claim"), null=True, blank=True)
    asked_as = models.CharField(max_length=24, blank=True)
    name = models.CharField(_("file name"), max_length=120)
    kind = models.CharField(_("type"), max_length=4)
    size = models.PositiveBigIntegerField(_("size"))
    state = models.CharField(
        _("state"), max_length=12, choices=FileState, default=FileState.QUARANTINED, editable=False
    )
    refusal = models.CharField(_("refused because"), max_length=12, blank=True, editable=False)
    stored = models.CharField(max_length=43, unique=True, editable=False)
    received_sha256 = models.CharField(max_length=64, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sm3 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    shown_pages = models.PositiveIntegerField(
        default=0, editable=False, validators=[MaxValueValidator(300)]
    )  # pages that have a picture
    text = models.TextField(_("text of the file"), blank=True, editable=False)
    marks = models.JSONField(default=list, blank=True, editable=False)  # where the text says what, in ‰
    blurred_pages = models.JSONField(default=list, blank=True, editable=False)
    used_anyway = models.BooleanField(_("used although blurred"), default=False)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploaded_evidence", editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), db_default=Now(), editable=False)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    handed_in_on = models.DateField(_("handed in on"), null=True, editable=False)
    removed_at = models.DateTimeField(_("taken back at"), null=True, editable=False)
    # After the years that it is kept its bytes go, and what could be read of it; the row and its hashes stay.
    disposed_on = models.DateField(_("disposed of on"), null=True, editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    next_at = models.DateTimeField(_("next check at"), db_default=Now(), editable=False)
    last_error = models.CharField(max_length=200, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_of_a_case_or_of_a_record",
                condition=Q(case__isnull=False, record__isnull=True) & ~Q(purpose__in=OF_RECORDS)
                | Q(case__isnull=True, record__isnull=False, purpose__in=OF_RECORDS),
            ),
            models.UniqueConstraint(name="evidence_of_its_record", fields=["id", "record"]),
            models.CheckConstraint(
                name="evidence_refused_says_why",
                condition=Q(state=FileState.REFUSED) & ~Q(refusal="")
                | ~Q(state=FileState.REFUSED) & Q(refusal=""),
            ),
            models.CheckConstraint(
                name="evidence_clean_was_checked",
                condition=~Q(state=FileState.CLEAN) | Q(checked_at__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="evidence_handed_in_is_not_taken_back",
                condition=Q(handed_in_on__isnull=True) | Q(removed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="evidence_to_check", condition=Q(state=FileState.QUARANTINED)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_clean(self) -> bool:
        return self.state == FileState.CLEAN and self.removed_at is None

    @property
    def is_being_checked(self) -> bool:
        return self.state == FileState.QUARANTINED

    @property
    def blurred(self) -> bool:
        """Whether a page cannot be read well and nobody said to use it all the same."""
        return bool(self.blurred_pages) and not self.used_anyway


class EvidenceLook(models.Model):
    """Somebody opened a file, or one page of it. Rows are added, never changed."""

    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_looks")
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)  # none: the file itself
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("look at an evidence file")
        verbose_name_plural = _("looks at evidence files")
        indexes = [models.Index(fields=["file", "-at"], name="evidence_look_of_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.user} · {self.at}"
