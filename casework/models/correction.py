"""What an objection that was carried out did to its record: values corrected, or the record withdrawn."""

from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from casework.models.cases import Case
from registry.models import Record

CARRIED_OUT = "applied_to_record"


class RecordCorrection(models.Model):
    """One value of a record put right, by the event that applied the outcome of its case.

    `old` and `new` are kept as `registry.correctable` packs them: they read back to the values. The
    database holds the record to the newest correction of each field, whoever writes it.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="corrections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    seq = models.PositiveIntegerField()
    target = models.CharField(max_length=50, default=CARRIED_OUT)
    field = models.CharField(_("field"), max_length=40)
    old = models.TextField(_("value before"), blank=True)
    new = models.TextField(_("value after"), blank=True)
    source = models.CharField(_("source"), max_length=500)
    cites = models.CharField(_("stands on"), max_length=500, blank=True)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("correction of a record")
        verbose_name_plural = _("corrections of records")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq", "field"], name="correction_once"),
            models.CheckConstraint(name="correction_is_carried_out", condition=Q(target=CARRIED_OUT)),
            models.CheckConstraint(
                name="correction_changes_something", condition=~Q(old=F("new")) & ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.field} ({self.case})"


class WithdrawalKind(models.TextChoices):
    """Why a record is shown no more: it was never right, or it may not be shown any longer."""

    VOID = "void", _("void from the beginning")
    DISCLOSURE_ENDED = "disclosure_ended", _("disclosure ended")


class Withdrawal(models.Model):
    """The order to take a record away for good, by the event that applied the outcome of its case.

    The records of linked persons go with it: their rows name it as `principal`.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="withdrawals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="withdrawals")
    seq = models.PositiveIntegerField()
    target = models.CharField(max_length=50, default=CARRIED_OUT)
    kind = models.CharField(_("kind"), max_length=20, choices=WithdrawalKind)
    ground = models.CharField(_("ground"), max_length=500)
    on = models.DateField(_("on"))
    principal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="linked")
    own_record = models.GeneratedField(
        expression=Choose(When(principal__isnull=True, then=F("record_id")), default=Value(None)),
        output_field=models.BigIntegerField(null=True),
        db_column="own_record_id",
        db_persist=True,
    )

    class Meta:
        verbose_name = _("withdrawal of a record")
        verbose_name_plural = _("withdrawals of records")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "record"], name="withdrawal_once"),
            models.UniqueConstraint(fields=["id", "record"], name="withdrawal_key_of_its_record"),
            models.UniqueConstraint(fields=["id", "case", "seq", "kind"], name="withdrawal_key_of_linked"),
            models.CheckConstraint(name="withdrawal_is_carried_out", condition=Q(target=CARRIED_OUT)),
            models.CheckConstraint(
                name="withdrawal_kind_is_known", condition=Q(kind__in=WithdrawalKind.values) & ~Q(ground="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} ← {self.case}"

    @property
    def is_void(self) -> bool:
        return self.kind == WithdrawalKind.VOID
