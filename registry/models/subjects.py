"""Credit subjects (信用主体) and who may act for them."""

import secrets
from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.secret import EncryptedTextField, blind_index, masked_name, masked_number


def new_public_id() -> str:
    """An address nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


class SubjectKind(models.TextChoices):
    ORGANISATION = "organisation", _("legal person or other organisation")
    INDIVIDUAL_BUSINESS = "individual_business", _("individual business")
    NATURAL_PERSON = "natural_person", _("natural person")


class Standing(models.TextChoices):
    """Whether the subject still exists, as its own register says."""

    UNKNOWN = "", _("not known")
    ACTIVE = "active", _("in business")
    CANCELLED = "cancelled", _("cancelled")


class SubjectQuerySet(models.QuerySet):
    def acted_for_by(self, user, on: date):
        """Subjects for which the user holds a mandate in force on that day."""
        return self.filter(mandates__in=Mandate.objects.in_force(on).filter(user=user)).distinct()


class Subject(models.Model):
    """Whoever a record is about: an organisation, an individual business or a person."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=SubjectKind)
    name = models.CharField(_("name"), max_length=200)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, null=True, blank=True, unique=True
    )
    id_type = models.CharField(_("type of ID"), max_length=40, blank=True)
    id_number = EncryptedTextField(_("ID number"), blank=True, default="")
    id_index = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    other_codes = models.JSONField(_("other codes"), default=dict, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=50, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    standing = models.CharField(_("status"), max_length=10, choices=Standing, blank=True, default="")
    # Between which days it cannot apply for repair; casework's guards hold them to the bars it was given.
    repair_barred_from = models.DateField(
        _("cannot apply for repair from"), null=True, blank=True, editable=False
    )
    repair_barred_until = models.DateField(
        _("cannot apply for repair until"), null=True, blank=True, editable=False
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit subject")
        verbose_name_plural = _("credit subjects")
        constraints = [
            models.CheckConstraint(
                name="subject_has_a_number",
                condition=Q(uscc__isnull=False) | Q(id_index__isnull=False),
            ),
            models.CheckConstraint(
                name="subject_standing_is_known", condition=Q(standing__in=Standing.values)
            ),
            models.CheckConstraint(name="subject_kind_is_known", condition=Q(kind__in=SubjectKind.values)),
        ]
        indexes = [
            models.Index(fields=["name"], name="subject_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="subject_name_trgm"),  # any part of it
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def is_person(self) -> bool:
        return self.kind == SubjectKind.NATURAL_PERSON

    @property
    def is_cancelled(self) -> bool:
        return self.standing == Standing.CANCELLED

    @property
    def shown_name(self) -> str:
        return masked_name(self.name) if self.is_person else self.name

    @property
    def shown_number(self) -> str:
        return self.uscc or masked_number(self.id_number)

    def set_id_number(self, id_type: str, number: str) -> None:
        """Take the ID number with its index; only `shown_number` is ever displayed."""
        self.id_type, self.id_number, self.id_index = id_type, number, blind_index(number) or None


class MandateRole(models.TextChoices):
    LEGAL_REPRESENTATIVE = "legal_representative", _("legal representative")
    AGENT = "agent", _("agent")
    SELF = "self", _("the person")
    COUNTER = "counter", _("service window")


class MandateQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Mandates that hold on that day: begun, not ended, not withdrawn."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=on), authorised_on__lte=on, revoked_on__isnull=True
        )


class Mandate(models.Model):
    """A person's right to act for a subject: its legal representative, or an agent until a date."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="mandates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=20, choices=MandateRole)
    authorisation = models.CharField(_("authorisation"), max_length=200, blank=True)
    authorised_on = models.DateField(_("authorised on"))
    until = models.DateField(_("until"), null=True, blank=True)
    revoked_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "user"],
                condition=Q(revoked_on__isnull=True),
                name="mandate_once_while_held",
            ),
            models.CheckConstraint(
                name="mandate_of_an_agent_has_an_authorisation_and_an_end",
                condition=~Q(role=MandateRole.AGENT) | (Q(until__isnull=False) & ~Q(authorisation="")),
            ),
            models.CheckConstraint(
                name="mandate_of_the_window_holds_one_day",
                condition=~Q(role=MandateRole.COUNTER)
                | (Q(until__isnull=False, until=F("authorised_on")) & ~Q(authorisation="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.subject}"
