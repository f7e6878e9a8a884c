"""The re-check by an organ above: sent there with everything, its document entered when it has answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.receiving import Place, receive
from casework.models.events import ClockMark
from casework.models.evidence import Purpose
from casework.policy import settles_for_the_office
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase, Status
from objections.models.conditions import document_from_above_is_on_file
from objections.models.level import REVIEW_PAPER
from objections.services import telling
from objections.services.access import forbid_unless, of_the_office
from objections.services.moving import asked, move, settle_dates
from objections.services.office import says_why
from repair.services.evidence import have_it_checked


@dataclass(frozen=True)
class Document:
    """What the organ above has answered with."""

    number: str
    on: date


@transaction.atomic
def send_above(number: str, *, organ: str, words: str = "", by: Any, on: date) -> ObjectionCase:
    """Send the request to the organ above, with everything that was said and handed in; the subject sees where it lies."""
    case = of_the_office(number, by)
    if not organ.strip():
        raise CaseError(_("Name the organ that re-checks"), field="organ")
    with desk_of(case, ObjectionFlow.send_above):
        move(case, case.send_above, by=by, on=on, words=words.strip(), organ=organ.strip())
    settle_dates(case, on)
    telling.sent_above(case, words=words.strip(), on=on)
    return case


@transaction.atomic
def note_document(
    number: str, document: Document, upload: UploadedFile | None = None, *, by: Any, on: date
) -> ObjectionCase:
    """Enter the document of the organ above, with the scan that proves it; it can be changed until the result.

    Raises CaseError with the field: `number`, `document_on`, `upload`.
    """
    case = of_the_office(number, by)
    forbid_unless(settles_for_the_office(case, by))
    if case.status != Status.REVIEWING_ABOVE:
        raise NotOpenAnyMore
    if not document.number.strip():
        raise CaseError(_("Please enter the number"), field="number")
    if document.on > on:
        raise CaseError(_("This day lies in the future."), field="document_on")
    if case.review_asked_on and document.on < case.review_asked_on:
        words = _("This cannot have been before %(day)s.") % {"day": case.review_asked_on.isoformat()}
        raise CaseError(words, field="document_on")
    case.review_document, case.review_document_on = document.number.strip(), document.on
    case.save(update_fields=["review_document", "review_document_on"])
    if upload:
        _keep(case, upload, by=by, on=on)
    elif not document_from_above_is_on_file(case):
        raise CaseError(_("Please upload the scanned document"), field="upload")
    return case


def _keep(case: ObjectionCase, upload: UploadedFile, *, by: Any, on: date) -> None:
    file = receive(case, upload, Place(Purpose.ANSWER, asked_as=REVIEW_PAPER), by=by)
    file.handed_in_on = on
    file.save(update_fields=["handed_in_on"])
    transaction.on_commit(have_it_checked)


@transaction.atomic
def extend_review(number: str, *, reason: str, by: Any, on: date) -> ObjectionCase:
    """Note that whoever re-checks has extended the term once, where the rules allow it; the subject is told why."""
    case = of_the_office(number, by)
    asked(case, on)
    words, due_before = says_why(reason, "reason"), case.due_on
    if case.due_on and on > case.due_on:
        raise CaseError(_("The term has passed; it can be extended only while it runs."))
    extended = moves.Clock(ClockMark.EXTEND, "review", case.review_extension_days)
    move(case, case.extend_review, by=by, on=on, words=words, clock=extended)
    settle_dates(case, on)
    telling.extended(case, reason=words, due_before=due_before, on=on)
    return case
