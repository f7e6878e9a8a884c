"""The files of an objection: what proves a claim, and what proves the answer to it."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence.handing_in import take_file_back
from casework.evidence.receiving import Place, receive
from casework.models import EvidenceFile
from casework.models.evidence import FileState, Purpose
from objections.models import ObjectionCase, Status
from objections.models.kinds import Paper, papers_for
from objections.services.access import of_whoever_objects, turn_to_answer
from repair.services.evidence import have_it_checked

TAKES_FILES = (Status.DRAFTED, Status.SUPPLEMENTING)


def missing_papers(case: ObjectionCase) -> list[Paper]:
    """The papers that the kind of objection needs and that are not attached yet; they are asked of the subject alone."""
    if not case.is_the_subjects:
        return []
    papers = papers_for(case.kind, contested=case.contested)
    there = set(_counted(case).values_list("asked_as", flat=True))
    return [each for each in papers if each.required and each.code not in there]


def _counted(case: ObjectionCase) -> Any:
    return EvidenceFile.objects.filter(case_id=case.pk, purpose=Purpose.CLAIM).counted()


@transaction.atomic
def attach(
    number: str,
    upload: UploadedFile,
    *,
    claim: int | None = None,
    asked_as: str = "",
    item: int | None = None,
    by: Any,
    on: date,
) -> EvidenceFile:
    """Put a file to a claim, to the objection as a whole, or to an item of the list that was asked for.

    It is checked before anybody opens it. Raises FileRefused with the words for it; other files stay.
    """
    case = _being_written(number, by, on)
    if item is not None:
        return _received(case, upload, _asked_for(case, item), by)
    if claim is not None and not case.claims.filter(number=claim).exists():
        raise CaseError(_("This objection has no such claim."), field="claim")
    codes = {each.code for each in papers_for(case.kind, contested=case.contested)}
    if asked_as and asked_as not in codes:
        raise CaseError(_("This paper is not asked for here."), field="asked_as")
    return _received(case, upload, Place(Purpose.CLAIM, claim=claim, asked_as=asked_as), by)


def _received(case: ObjectionCase, upload: UploadedFile, place: Place, by: Any) -> EvidenceFile:
    file = receive(case, upload, place, by=by)
    transaction.on_commit(have_it_checked)
    return file


def _asked_for(case: ObjectionCase, item: int) -> Place:
    """An item of the list that waits for an answer; both are counted from 0."""
    asked = case.requests.filter(answered_on=None).order_by("pk").last()
    if asked is None or not 0 <= item < len(asked.items):
        raise NotOpenAnyMore
    earlier = case.requests.filter(pk__lt=asked.pk).count()
    return Place(Purpose.SUPPLEMENT, supplement_round=earlier, supplement_item=item)


@transaction.atomic
def use_anyway(number: str, public_id: str, *, by: Any, on: date) -> None:
    """Keep a blurred file as it is."""
    file = _not_handed_in(_being_written(number, by, on), public_id)
    file.used_anyway = True
    file.save(update_fields=["used_anyway"])


@transaction.atomic
def detach(number: str, public_id: str, *, by: Any, on: date, now: datetime) -> None:
    """Take a file back before it is handed in: its bytes go, its row stays."""
    take_file_back(_not_handed_in(_being_written(number, by, on), public_id), now)


def _not_handed_in(case: ObjectionCase, public_id: str) -> EvidenceFile:
    files = EvidenceFile.objects.standing().filter(case_id=case.pk, handed_in_on=None)
    return files.select_for_update(of=("self",)).get(public_id=public_id)


def _being_written(number: str, by: Any, on: date) -> ObjectionCase:
    case = moves.locked(of_whoever_objects(by, on), number=number)
    if case.status not in TAKES_FILES:
        raise NotOpenAnyMore(_("Files can be changed before filing or in a supplement only."))
    return case


@transaction.atomic
def attach_answer(number: str, upload: UploadedFile, *, claim: int, by: Any) -> EvidenceFile:
    """Put a file to the answer to a claim, as whoever's turn it is to answer; it leaves with the answer."""
    case = turn_to_answer(number, by)
    if not case.claims.filter(number=claim).exists():
        raise CaseError(_("This objection has no such claim."), field="claim")
    return _received(case, upload, Place(Purpose.ANSWER, claim=claim), by)


@transaction.atomic
def detach_answer(number: str, public_id: str, *, by: Any, now: datetime) -> None:
    """Take back a file that was put to an answer by mistake, while the answer has not been sent."""
    case = turn_to_answer(number, by)
    proofs = _proofs_not_sent(case).select_for_update(of=("self",))
    take_file_back(proofs.get(public_id=public_id), now)


def send_proofs(case: ObjectionCase, on: date) -> None:
    """With the answer leave its proofs; what was refused stays behind."""
    _proofs_not_sent(case).exclude(state=FileState.REFUSED).update(handed_in_on=on)


def _proofs_not_sent(case: ObjectionCase) -> Any:
    return EvidenceFile.objects.standing().filter(case_id=case.pk, purpose=Purpose.ANSWER, handed_in_on=None)
