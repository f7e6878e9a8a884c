"""Papers that prove what a checker found."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.errors import NotOpenAnyMore
from casework.evidence.handing_in import hand_in_evidence
from casework.evidence.receiving import Place, receive
from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from rechecks.models.status import BEING_CHECKED
from rechecks.services.rechecking import of_the_checker


@transaction.atomic
def attach_proof(number: str, upload: UploadedFile, *, by: Any, on: date) -> EvidenceFile:
    """Attach a paper while the recheck is with its checker; it is on file at once."""
    case = of_the_checker(number, by)
    if case.status not in BEING_CHECKED or case.proposed_by_id is not None:
        raise NotOpenAnyMore
    file = receive(case, upload, Place(Purpose.FINDING), by=by)
    hand_in_evidence(case, on)
    file.refresh_from_db()
    return file
