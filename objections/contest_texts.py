"""What a subject is told about a reconsideration or lawsuit on its record."""

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from notifications.services import Note
from objections.models import ContestCase


def recorded(case: ContestCase) -> Note:
    return Note(
        format_lazy(_("A contest of {document} has been noted"), document=case.record.document_number),
        format_lazy(
            _(
                "{department} has noted that {organ} has accepted your application ({number})."
                " The record says so from now on until the matter ends."
            ),
            department=case.department.name,
            organ=case.organ,
            number=case.notice_number,
        ),
        link=_record(case),
    )


def over(case: ContestCase) -> Note:
    return Note(
        format_lazy(_("The note of a contest of {document} has ended"), document=case.record.document_number),
        format_lazy(
            _("{department} has noted: {result}. The record no longer says that it is contested."),
            department=case.department.name,
            result=case.get_result_display() or case.status_label,
        ),
        link=_record(case),
    )


def _record(case: ContestCase) -> str:
    return reverse("repair:record", args=[case.record.public_id])
