"""Letters, messages and the outbox to look at; nothing here is changed by hand."""

from django.contrib import admin
from django.http import HttpRequest

from notifications.models import Letter, Lookup, Message, Outgoing, PublicCopy, Resend, ShortMessage


class ReadOnly(admin.ModelAdmin):
    """A table that the admin shows and never writes."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ("number", "title", "department_name", "shown_as", "issued_on", "state", "rendered_at")
    list_filter = ("kind", "state")
    search_fields = ("number", "code", "case__number")
    fields = (
        "number", "title", "department_name", "shown_as", "issued_on", "code", "state",
        "ended_on", "ended_because", "replaced_by", "sha256", "rendered_at",
    )  # fmt: skip


@admin.register(PublicCopy)
class PublicCopyAdmin(ReadOnly):
    list_display = ("letter", "sha256")
    fields = ("letter", "sha256")


@admin.register(Message)
class MessageAdmin(ReadOnly):
    list_display = ("told_at", "title", "user", "read_at")
    fields = ("user", "title", "told_at", "read_at")


@admin.register(ShortMessage)
class ShortMessageAdmin(ReadOnly):
    list_display = ("told_at", "case", "sent_at")
    fields = ("case", "text", "told_at", "sent_at")


@admin.register(Outgoing)
class OutgoingAdmin(ReadOnly):
    list_display = ("key", "kind", "state", "attempts", "queued_at", "next_at", "done_at")
    list_filter = ("state", "kind")


@admin.register(Resend)
class ResendAdmin(ReadOnly):
    list_display = ("at", "outgoing", "by", "attempts")
    fields = ("at", "outgoing", "by", "attempts")


@admin.register(Lookup)
class LookupAdmin(ReadOnly):
    list_display = ("minute", "count")
    fields = ("minute", "count")
