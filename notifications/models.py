"""Letters, messages, and the outbox from which both leave the house."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.models import Case
from notifications.codes import new_code
from notifications.letters import Sheet
from registry.models import Department


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

    A letter is never edited. A mistake is corrected by a new letter that replaces it.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    department = models.ForeignKey(Department, models.PROTECT, related_name="letters")
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


class MessageQuerySet(models.QuerySet):
    def in_inbox_of(self, user) -> "MessageQuerySet":
        """What lies in a person's inbox, newest first."""
        return self.filter(user_id=user.pk).order_by("-pk")

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """Something a person was told: in the inbox, and by e-mail where there is an address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="inbox_messages"
    )
    address = models.EmailField(_("e-mail address"), blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="told")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="told")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    key = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(_("told at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["user", "-id"], name="message_of_user"),
            models.Index(fields=["user"], name="message_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_has_one_recipient",
                condition=Q(user__isnull=False, address="") | (Q(user__isnull=True) & ~Q(address="")),
            ),
            models.UniqueConstraint(
                fields=["user", "address", "key"],
                condition=~Q(key=""),
                nulls_distinct=False,
                name="message_once_per_key",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recipient(self) -> str:
        """The e-mail address to write to now; empty where the person has none."""
        return self.user.email if self.user else self.address


class OutgoingKind(models.TextChoices):
    RENDER_LETTER = "render_letter", _("draw a letter")
    EMAIL = "email", _("send an e-mail")


class OutgoingState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("outgoing", "queued")
    SENT = "sent", pgettext_lazy("outgoing", "sent")
    DEAD = "dead", pgettext_lazy("outgoing", "given up")


class Outgoing(models.Model):
    """A row of the outbox: work that follows a decision and must not be lost.

    It is written in the decision's transaction and names its subject by id only.
    """

    LEASE = timedelta(minutes=3)

    kind = models.CharField(_("kind"), max_length=20, choices=OutgoingKind)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    after = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="then")
    state = models.CharField(_("state"), max_length=10, choices=OutgoingState, default=OutgoingState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    next_at = models.DateTimeField(_("next attempt at"), auto_now_add=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outgoing item")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["next_at", "id"], name="outgoing_due", condition=Q(state="queued")),
            models.Index(fields=["state"], name="outgoing_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.CheckConstraint(name="outgoing_kind_is_known", condition=Q(kind__in=OutgoingKind.values)),
            models.CheckConstraint(
                name="outgoing_state_is_known", condition=Q(state__in=OutgoingState.values)
            ),
            models.CheckConstraint(
                name="outgoing_sent_has_a_moment",
                condition=Q(state=OutgoingState.SENT, done_at__isnull=False)
                | (~Q(state=OutgoingState.SENT) & Q(done_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Lookup(models.Model):
    """How often one address has asked the verification page in one minute; kept for an hour."""

    source = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "minute"], name="lookup_once_per_minute")]
        indexes = [models.Index(fields=["minute"], name="lookup_by_minute")]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M} × {self.count}"
