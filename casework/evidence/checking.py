"""From quarantine to clean or refused. A file is checked by whoever comes first, and again if that one dies."""

import logging
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from casework.evidence import jail, storage, virus
from casework.evidence.sandbox.verdict import Verdict
from casework.models import EvidenceFile
from casework.models.evidence import FileState

log = logging.getLogger(__name__)
CHECK_TASK = "casework.check_evidence"
LEASE = timedelta(minutes=3)
PAUSE = timedelta(minutes=1)
MOST_STARTS = 5  # a file whose check never comes to an end
REDRAWN = "redrawn"


def check_waiting(now: datetime, *, most: int = 50) -> int:
    """Check what waits in quarantine; says how many were settled."""
    settled = 0
    for _one in range(most):
        file = _take(now)
        if file is None:
            break
        settled += check(file, now)
    return settled


def _take(now: datetime) -> EvidenceFile | None:
    """The next file in quarantine, held for a while so that no second worker checks it too."""
    with transaction.atomic():
        waiting = EvidenceFile.objects.standing().filter(state=FileState.QUARANTINED, next_at__lte=now)
        file = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("next_at", "pk").first()
        if file:
            file.attempts, file.next_at = file.attempts + 1, now + LEASE
            file.save(update_fields=["attempts", "next_at"])
    return file


def check(file: EvidenceFile, now: datetime) -> bool:
    """Check one file; False where it stays in quarantine."""
    source = storage.bytes_of(file.stored)
    try:
        with tempfile.TemporaryDirectory(dir=_near(source), prefix="check-") as drawn:
            verdict = jail.examine(file.kind, source, Path(drawn))
            if not verdict.refusal and virus.is_infected(source):
                verdict = Verdict(refusal="virus")
            if not verdict.refusal:
                _move_in(file, Path(drawn))
    except virus.ScannerSilent as problem:
        return _stay(file, now, problem)
    except OSError as problem:
        if file.attempts < MOST_STARTS:
            return _stay(file, now, problem)
        verdict = Verdict(refusal="failed")
    _settle(file, verdict, now)
    return True


def _near(source: Path) -> Path:
    """A folder on the same disk, where the file is; where it is not, that is an OSError."""
    if not source.is_file():
        raise FileNotFoundError(source.name)
    return source.parent


def _move_in(file: EvidenceFile, drawn: Path) -> None:
    """The pictures come to the file; an image drawn anew takes its place."""
    folder = storage.folder_of(file.stored)
    if (redrawn := drawn / REDRAWN).exists():
        redrawn.replace(storage.bytes_of(file.stored))
    for picture in drawn.glob("[0-9]*.*"):
        shutil.move(picture, folder / picture.name)


def _stay(file: EvidenceFile, now: datetime, problem: OSError) -> bool:
    """Fail closed: what could not be checked is opened by nobody."""
    log.warning("evidence %s stays in quarantine: %s", file.public_id, problem)
    EvidenceFile.objects.filter(pk=file.pk).update(next_at=now + PAUSE, last_error=str(problem)[:200])
    return False


def _settle(file: EvidenceFile, verdict: Verdict, now: datetime) -> None:
    """Keep the outcome, unless somebody else did; the bytes of what is refused go."""
    found = {"checked_at": now, "last_error": ""}
    if verdict.refusal:
        found |= {"state": FileState.REFUSED, "refusal": verdict.refusal}
    else:
        sha256, sm3 = storage.digests(storage.bytes_of(file.stored))
        found |= {
            "state": FileState.CLEAN, "sha256": sha256, "sm3": sm3, "pages": verdict.pages, "text": verdict.text,
            "shown_pages": verdict.shown_pages, "marks": verdict.marks, "blurred_pages": verdict.blurred_pages,
        }  # fmt: skip
    EvidenceFile.objects.filter(pk=file.pk, state=FileState.QUARANTINED).update(**found)
    if verdict.refusal:
        storage.drop(file.stored)
    file.refresh_from_db()
