"""谁认定、谁约谈: the department that identified a record interviews its subject, and keeps what was said."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from casework.evidence.receiving import Place, receive
from casework.models.evidence import Purpose
from rechecks.models import Interview
from rechecks.models.supervision import OF_SUBJECTS
from rechecks.services.supervising import Talk, keep_talk
from registry.duties import DESK_DUTIES, departments_where
from registry.models import Record


def theirs(by: Any) -> set[int]:
    """The departments at whose desks the person sits."""
    return {pk for duty in DESK_DUTIES for pk in departments_where(by, duty)}


def record_meant(document_number: str, by: Any) -> Record:
    """The record of that document which one of the person's departments has identified."""
    found = Record.objects.filter(document_number=document_number.strip(), department__in=theirs(by))
    record = found.order_by("-pk").first()
    if record is None:
        raise CaseError(_("Your department has identified no such record"), field="document_number")
    return record


@transaction.atomic
def interview_subject(
    record: Record, kind: str, talk: Talk, *, by: Any, on: date, upload: UploadedFile | None = None
) -> Interview:
    """Keep what the department said to the subject of a record, with the sheet that was signed, if there is one."""
    if record.department_id not in theirs(by) or kind not in OF_SUBJECTS:
        raise PermissionDenied
    signed = {}
    if upload is not None:
        file = receive(record, upload, Place(Purpose.INTERVIEW), by=by)
        file.handed_in_on = on
        file.save(update_fields=["handed_in_on"])
        signed["file"] = file
    return keep_talk(talk, kind, record.department_id, by=by, on=on, record=record, **signed)
