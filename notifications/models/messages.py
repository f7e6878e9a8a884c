"""What people are told: in the inbox, by e-mail, by short message."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models import Case
from notifications.models.letters import Letter


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
    enclosed = models.JSONField(_("enclosed reminder"), null=True, blank=True)  # a sheet without number
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
            models.Index(fields=["key"], name="message_by_key", condition=~Q(key="")),
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


class ShortMessage(models.Model):
    """A text to a mobile number, signed, and short enough for one message."""

    LONGEST = 70

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="short_messages"
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="texted")
    phone = models.CharField(_("mobile number"), max_length=11)
    text = models.CharField(_("text"), max_length=LONGEST)
    key = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(_("told at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("short message")
        verbose_name_plural = _("short messages")
        constraints = [
            models.CheckConstraint(name="short_message_to_a_mobile", condition=Q(phone__regex=r"^1\d{10}$")),
            models.UniqueConstraint(
                fields=["phone", "key"], condition=~Q(key=""), name="short_message_once_per_key"
            ),
        ]

    def __str__(self) -> str:
        return self.text
