"""What people are told of a record that was put right, in a sentence or two each."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from notifications.services import Note
from registry.models import Record, RecordShare, ReopeningCertificate


def _day(day: date) -> str:
    return date_format(day, "Y-m-d")


def reopening(certificate: ReopeningCertificate) -> Note:
    record = certificate.record
    return Note(
        format_lazy(_("A withdrawn record is to come back: {number}"), number=record.document_number),
        format_lazy(
            _(
                "{department} certifies that it is right after all. It can come back from {day}. The letter says on what"
                " grounds, and what you can do."
            ),
            department=record.department.name,
            day=_day(certificate.opens_on),
        ),
        link=reverse("repair:record", args=[record.public_id]),
    )


def sanctions_lifted(record: Record, count: int) -> Note:
    return Note(
        format_lazy(_("The measures because of {number} are lifted"), number=record.document_number),
        format_lazy(
            _("{count} in all. The certificate can be shown to whoever still applies one of them."),
            count=count,
        ),
        link=reverse("repair:record", args=[record.public_id]),
    )


def shared_corrected(share: RecordShare, on: date) -> Note:
    return Note(
        format_lazy(
            _("Correction of shared credit information: {number}"), number=share.record.document_number
        ),
        format_lazy(
            _(
                "To {receiver}: on {day} you received {what} of this record. Parts of it were found wrong and corrected on"
                " {on}. Please take over the record as it is now, and use the former content no more."
            ),
            receiver=share.receiver,
            day=_day(share.on),
            what=share.what,
            on=_day(on),
        ),
        link=_where_everybody_reads_it(share.record),
    )


def _where_everybody_reads_it(record: Record) -> str:
    """The public page; of a natural person there is none."""
    return "" if record.subject.is_person else reverse("registry:public_record", args=[record.public_id])


def shared_withdrawn(share: RecordShare, on: date) -> Note:
    return Note(
        format_lazy(
            _("Withdrawal of shared credit information: {number}"), number=share.record.document_number
        ),
        format_lazy(
            _(
                "To {receiver}: on {day} you received {what} of this record. It was withdrawn on {on} after an objection."
                " Please delete it, share and use it no more, and tell those to whom you passed it on."
            ),
            receiver=share.receiver,
            day=_day(share.on),
            what=share.what,
            on=_day(on),
        ),
    )
