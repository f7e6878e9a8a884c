"""Letters, messages, and the outbox from which both leave the house."""

from notifications.models.bundles import Bundle
from notifications.models.letters import Letter, LetterPreview, LetterState, PublicCopy, new_public_id
from notifications.models.messages import Message, ShortMessage
from notifications.models.outbox import Lookup, Outgoing, OutgoingKind, OutgoingState, Resend
from notifications.models.reminders import ReminderSettings

__all__ = [
    "Bundle",
    "Letter",
    "LetterPreview",
    "LetterState",
    "Lookup",
    "Message",
    "Outgoing",
    "OutgoingKind",
    "OutgoingState",
    "PublicCopy",
    "ReminderSettings",
    "Resend",
    "ShortMessage",
    "new_public_id",
]
