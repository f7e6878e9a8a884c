"""What the applicant does with evidence files; taking them in and checking them is casework's."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.checking import CHECK_TASK, check_waiting
from casework.evidence.handing_in import take_file_back
from casework.evidence.receiving import Place, receive
from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from casework.nudge import nudge
from repair.models import RepairCase, Status
from repair.services.commitment import void_if_changed


def takes_files(case: RepairCase, purpose: str) -> bool:
    """Whether files for this purpose can come and go now."""
    if purpose == Purpose.SUPPLEMENT:
        return case.status == Status.SUPPLEMENTING
    return case.is_preparing


def _mine(number: str, purpose: str, by: Any, on: date) -> RepairCase:
    case = moves.locked(RepairCase.objects.visible_to_subject(by, on).order_by(), number=number)
    if not takes_files(case, purpose):
        raise NotOpenAnyMore(_("Files can be changed before submission or in a supplement only."))
    return case


def file_evidence(number: str, upload: UploadedFile, place: Place, *, by: Any, on: date) -> EvidenceFile:
    """Put one file into quarantine and have it checked. Raises FileRefused; other files stay."""
    with transaction.atomic():
        case = _mine(number, place.purpose, by, on)
        if place.obligation and place.obligation.record_id != case.record_id:
            raise CaseError(_("This obligation belongs to another record."))
        file = receive(case, upload, place, by=by)
        void_if_changed(case, by=by, on=on)
        transaction.on_commit(have_it_checked)
    return file


def have_it_checked() -> None:
    """Wake the worker that checks files, unless the request does it itself."""
    if not settings.EVIDENCE_CHECK_INLINE:
        nudge(CHECK_TASK)


def check_here(now: datetime) -> None:
    """Where no worker checks, the request that brought a file does."""
    if settings.EVIDENCE_CHECK_INLINE:
        check_waiting(now)


@transaction.atomic
def take_back(number: str, public_id: str, *, by: Any, on: date, now: datetime) -> None:
    """Take a file back before it is handed in: its bytes go, its row stays."""
    case, file = _my_file(number, public_id, by, on)
    take_file_back(file, now)
    void_if_changed(case, by=by, on=on)


@transaction.atomic
def use_anyway(number: str, public_id: str, *, by: Any, on: date) -> None:
    """Keep a blurred file as it is."""
    _case, file = _my_file(number, public_id, by, on)
    file.used_anyway = True
    file.save(update_fields=["used_anyway"])


@transaction.atomic
def explain(number: str, public_id: str, words: str, *, by: Any, on: date) -> None:
    """Say why a file is right although it does not match the record."""
    case, file = _my_file(number, public_id, by, on)
    file.explanation = words[:500]
    file.save(update_fields=["explanation"])
    void_if_changed(case, by=by, on=on)


@transaction.atomic
def explain_missing_photo(number: str, words: str, *, by: Any, on: date) -> None:
    """Say why there is no photo from before the correction; nothing where there is one."""
    case = _mine(number, Purpose.RECTIFICATION, by, on)
    case.no_photo_because = words[:500]
    case.save(update_fields=["no_photo_because"])
    void_if_changed(case, by=by, on=on)


def _my_file(number: str, public_id: str, by: Any, on: date) -> tuple[RepairCase, EvidenceFile]:
    """A standing file of one's own case that is not handed in yet, with its case, both locked."""
    files = EvidenceFile.objects.standing().filter(case__number=number, handed_in_on=None)
    file = files.select_for_update(of=("self",)).get(public_id=public_id)
    return _mine(number, file.purpose, by, on), file
