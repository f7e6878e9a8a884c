"""Letters with legal effect."""

import secrets
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import Case
from notifications.codes import new_code
from notifications.letters import Sheet
from registry.models import Department, Subject


def new_public_id() -> str:
    """An address nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


class LetterState(models.TextChoices):
    VALID = "valid", pgettext_lazy("letter", "valid")
    REVOKED = "revoked", pgettext_lazy("letter", "revoked")
    REPLACED = "replaced", pgettext_lazy("letter", "replaced")


class LetterQuerySet(models.QuerySet):
    def of_case(self, case: Case) -> "LetterQuerySet":
        """The letters of a case, newest first."""
        return self.filter(case_id=case.pk).order_by("-pk")


class Letter(models.Model):
    """One letter with legal effect: its facts and number are kept with the decision, its PDF follows.

    It is a department's in a case, or the office's own outside any case: to a subject, or to a
    department. A letter is never edited. A mistake is corrected by a new letter that replaces it.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="letters")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="letters")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=80)
    template = models.CharField(max_length=120)
    number = models.CharField(_("letter number"), max_length=60, unique=True)
    code = models.CharField(_("verification code"), max_length=12, unique=True, default=new_code)
    department_name = models.CharField(_("issued by"), max_length=200)
    addressee = models.CharField(_("addressee"), max_length=200)
    shown_as = models.CharField(_("name on the verification page"), max_length=200)
    issued_on = models.DateField(_("issued on"))
    facts = models.JSONField(_("facts"))
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.VALID)
    ended_on = models.DateField(_("revoked or replaced on"), null=True, blank=True)
    ended_because = models.CharField(_("reason"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    rendered_at = models.DateTimeField(_("rendered at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["case", "-id"], name="letter_of_case")]
        constraints = [
            models.CheckConstraint(
                name="letter_belongs_to_a_case_a_subject_or_a_department",
                condition=Q(department__isnull=False, subject__isnull=True)
                | Q(case__isnull=True, department__isnull=True, subject__isnull=False),
            ),
            models.CheckConstraint(name="letter_state_is_known", condition=Q(state__in=LetterState.values)),
            models.CheckConstraint(
                name="letter_ended_has_a_day_and_a_reason",
                condition=Q(state=LetterState.VALID, ended_on__isnull=True, ended_because="")
                | (~Q(state=LetterState.VALID) & Q(ended_on__isnull=False) & ~Q(ended_because="")),
            ),
            models.CheckConstraint(
                name="letter_replaced_names_its_successor",
                condition=Q(state=LetterState.REPLACED, replaced_by__isnull=False)
                | (~Q(state=LetterState.REPLACED) & Q(replaced_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="letter_rendered_has_its_hash",
                condition=Q(rendered_at__isnull=True, sha256="")
                | (Q(rendered_at__isnull=False) & Q(sha256__regex="^[0-9a-f]{64}$")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("notifications:letter_pdf", args=[self.public_id])

    @property
    def is_rendered(self) -> bool:
        return self.rendered_at is not None

    @property
    def is_valid(self) -> bool:
        return self.state == LetterState.VALID

    @property
    def file_name(self) -> str:
        """The name under which a person saves the PDF."""
        return f"{self.title} {self.number}.pdf"

    @property
    def sheet(self) -> Sheet:
        """All that its PDF is made from."""
        return Sheet(
            template=self.template,
            title=self.title,
            number=self.number,
            department=self.department_name,
            issued_on=self.issued_on,
            code=self.code,
            facts=self.facts,
        )


class LetterPreview(models.Model):
    """A letter as it would be issued now, for the officer who asked; it has no effect and takes no number.

    It shows the number that comes next and a code of its own. A letter issued at the same step
    repeats it byte for byte, or is not issued.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letter_previews")
    case = models.ForeignKey(Case, models.CASCADE, related_name="letter_previews")
    seq = models.PositiveIntegerField(_("step of the case"))
    kind = models.CharField(_("kind"), max_length=40)
    kept = models.JSONField(_("sheet"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = _("letter preview")
        verbose_name_plural = _("letter previews")
        indexes = [models.Index(fields=["case", "kind", "seq"], name="preview_of_step")]

    def __str__(self) -> str:
        return f"{self.case} · {self.kind}"

    @property
    def sheet(self) -> Sheet:
        """All that its PDF is made from."""
        return Sheet(**self.kept | {"issued_on": date.fromisoformat(self.kept["issued_on"])})


class PublicCopy(models.Model):
    """A letter as everybody may read it: the same sheet, with the names of persons masked."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="public_copy")
    facts = models.JSONField(_("facts"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = _("public copy")
        verbose_name_plural = _("public copies")

    def __str__(self) -> str:
        return str(self.letter)

    @property
    def sheet(self) -> Sheet:
        """All that its PDF is made from."""
        return replace(self.letter.sheet, facts=self.facts)
