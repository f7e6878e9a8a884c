"""A file on its way from its sender to who decides: taken back before, handed in with the step."""

from datetime import date, datetime

from django.db import transaction

from casework.evidence import storage
from casework.models import Case, EvidenceFile
from casework.models.evidence import FileState


def take_file_back(file: EvidenceFile, now: datetime) -> None:
    """The bytes go, the row stays."""
    file.removed_at, file.text, file.marks = now, "", []
    file.save(update_fields=["removed_at", "text", "marks"])
    transaction.on_commit(lambda: storage.drop(file.stored))


def hand_in_evidence(case: Case, on: date) -> None:
    """With the application or the answer its files go to who decides; what was refused stays behind."""
    waiting = EvidenceFile.objects.standing().filter(case_id=case.pk, handed_in_on=None)
    waiting.exclude(state=FileState.REFUSED).update(handed_in_on=on)
