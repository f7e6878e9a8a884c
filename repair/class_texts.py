"""What people are told about the class of a record."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from notifications.services import Note
from registry.models import Record


def class_awaited(record: Record) -> Note:
    return Note(
        format_lazy(_("The class of {document} is awaited"), document=record.document_number),
        _("The party asks for it: without a class the record cannot be repaired."),
        link="/work/classes/",
    )


def class_decided(record: Record) -> Note:
    return Note(
        format_lazy(_("The class of {document} has been decided"), document=record.document_number),
        _("The page of the record says from when you can apply for its repair."),
        link=f"/records/{record.public_id}/",
    )
