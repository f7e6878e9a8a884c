"""What people are told when a decision that was wrong is put right."""

from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.models import Restoration
from casework.wording import iso_day
from notifications.services import Note
from registry.models import Record
from registry.models.publication import PublicationState
from repair.models import RepairCase


def revoked(case: RepairCase, restoration: Restoration) -> Note:
    back = restoration.record.publications.filter(state=PublicationState.RESTORED).exists()
    if not back:
        words = _("The maximum period is over, so the record is not shown again.")
    elif restoration.shown_until:
        words = format_lazy(
            _("The record is shown again until {day}, for what is left of its maximum period."),
            day=iso_day(restoration.shown_until),
        )
    else:
        words = _("The record is shown again.")
    return Note(
        format_lazy(_("The repair {number} has been revoked"), number=case.number),
        format_lazy(_("{what} Reasons and remedies stand in the decision."), what=words),
    )


def granted_after_all(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your application {number} is granted after all"), number=case.number),
        _(
            "The check found that it should not have been refused. The record goes from every channel. We apologise."
        ),
    )


def missed(record: Record, should_have_ended_on: date) -> Note:
    return Note(
        format_lazy(_("The record {document} is shown no longer"), document=record.document_number),
        format_lazy(
            _("It should have gone on {day}. We apologise. You need not do anything."),
            day=iso_day(should_have_ended_on),
        ),
        link="/records/",
    )
