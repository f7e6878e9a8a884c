"""From quarantine to clean or refused. A file is checked by whoever comes first, and again if that one dies."""

import logging
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
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
LANES = 2
MOST_STARTS = 5  # a file whose check never comes to an end
REDRAWN = "redrawn"


def check_waiting(now: datetime, *, most: int = 50) -> int:
    """Check what waits in quarantine, a few at a time; says how many were settled."""
    settled = 0
    with ThreadPoolExecutor(LANES) as lanes:  # each only waits for the process that checks
        while most > 0 and (files := _take_some(now, min(LANES, most))):
            most -= len(files)
            for file, found in zip(files, lanes.map(_outcome, files), strict=True):
                settled += _note(file, found, now)
    return settled


def _take_some(now: datetime, most: int) -> list[EvidenceFile]:
    return [file for file in (_take(now) for _lane in range(most)) if file]


def _take(now: datetime) -> EvidenceFile | None:
    """The next file in quarantine, held for a while so that no second worker checks it too."""
    with transaction.atomic():
        waiting = EvidenceFile.objects.standing().filter(state=FileState.QUARANTINED, next_at__lte=now)
        file = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("next_at", "pk").first()
        if file:
            file.attempts, file.next_at = file.attempts + 1, now + LEASE
            file.save(update_fields=["attempts", "next_at"])
    return file


def _outcome(file: EvidenceFile) -> Verdict | OSError:
    """The verdict on a file, or why there is none. The database is not asked here."""
    source = storage.bytes_of(file.stored)
    try:
        with tempfile.TemporaryDirectory(dir=_near(source), prefix="check-") as drawn:
            verdict = jail.examine(file.kind, source, Path(drawn))
            if not verdict.refusal and virus.is_infected(source):
                verdict = Verdict(refusal="virus")
            if not verdict.refusal:
                _move_in(file, Path(drawn))
    except OSError as problem:
        return problem
    return verdict


def _note(file: EvidenceFile, found: Verdict | OSError, now: datetime) -> bool:
    """Keep the outcome; False where the file stays in quarantine."""
    if isinstance(found, virus.ScannerSilent) or (isinstance(found, OSError) and file.attempts < MOST_STARTS):
        return _stay(file, now, found)
    _settle(file, Verdict(refusal="failed") if isinstance(found, OSError) else found, now)
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
