"""Taking a file in: limits first, then quarantine. Nothing is opened here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from casework.evidence import storage
from casework.evidence.kinds import LONGEST_MAGIC, kind_of
from casework.evidence.names import clean_name
from casework.evidence.refusals import FileRefused, too_big, too_many, too_much
from casework.models import Case, EvidenceFile
from casework.models.evidence import Purpose
from registry.models import Obligation, Record


@dataclass(frozen=True)
class Place:
    """What a file is handed in for."""

    purpose: Purpose
    obligation: Obligation | None = None
    supplement_round: int | None = None
    supplement_item: int | None = None
    claim: int | None = None
    asked_as: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "purpose": self.purpose,
            "obligation": self.obligation,
            "supplement_round": self.supplement_round,
            "supplement_item": self.supplement_item,
            "claim": self.claim,
            "asked_as": self.asked_as,
        }


def size_of(upload: UploadedFile) -> int:
    return upload.size or 0


@transaction.atomic
def receive(owner: Case | Record, upload: UploadedFile, place: Place, *, by: Any) -> EvidenceFile:
    """Put a file into quarantine. Raises FileRefused with the words for it; other files stay.

    The owner's row is locked while its files are counted, so that two uploads at once keep the limits.
    """
    size, name = size_of(upload), clean_name(upload.name or "")
    kind = _first_look(upload, name, size)
    belongs = {"record_id": owner.pk} if isinstance(owner, Record) else {"case_id": owner.pk}
    rows = (Record if isinstance(owner, Record) else Case).objects
    rows.select_for_update(no_key=True).only("pk").get(pk=owner.pk)
    counted = EvidenceFile.objects.filter(**belongs).counted()
    if counted.count() >= settings.EVIDENCE_FILES:
        raise too_many()
    if (counted.aggregate(total=Sum("size"))["total"] or 0) + size > settings.EVIDENCE_CASE_BYTES:
        raise too_much()
    stored = storage.new_place()
    try:
        digest = storage.keep_upload(upload, stored)
    except OSError as problem:
        storage.drop(stored)
        raise FileRefused("failed") from problem
    return EvidenceFile.objects.create(
        name=name, kind=kind, size=size, stored=stored, received_sha256=digest, uploaded_by=by,
        **belongs, **place.columns(),
    )  # fmt: skip


def _first_look(upload: UploadedFile, name: str, size: int) -> str:
    """The refusals that need no parser."""
    if size == 0:
        raise FileRefused("empty")
    if size > settings.EVIDENCE_FILE_BYTES:
        raise too_big(size)
    if getattr(upload, "cut_short", False):
        raise too_much()
    upload.seek(0)
    head = upload.read(LONGEST_MAGIC)
    upload.seek(0)
    kind = kind_of(name, head)
    if not kind:
        raise FileRefused("type")
    return kind
