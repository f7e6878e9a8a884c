"""The runs of the import page: first the whole file is checked, then somebody confirms, then it is imported.

A worker takes a run, holds it while it tells progress, and leaves it to the next one if it dies: both
passes begin again from the file and end in one transaction.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from registry.importing.access import allowed
from registry.importing.hints import Hints
from registry.importing.mending import mended_in
from registry.importing.reading import Reader, UnreadableFile, look_at
from registry.importing.reporting import Report
from registry.importing.results import Outcome
from registry.importing.run import AnotherImportRuns, CannotImport, Wishes, import_file
from registry.importing.telling import LEASE, Clock, LostHold, Telling
from registry.importing.undo import undo_batch
from registry.importing.uploads import place_of
from registry.models import ImportBatch, ImportRun
from registry.models.runs import WORKING, RunState
from rules.services import current_library, office_calendar

WORK_TASK = "registry.work_imports"
MOST_ROWS = 50_000
STEP = 500  # rows between two signs of progress
HOLDS = {RunState.UNDOING: timedelta(minutes=10)}  # it tells no progress on the way
MOST_STARTS = 4  # a pass that never comes to an end
TOO_MANY = (
    "文件有 {rows:,} 行，一次最多导入 {most:,} 行，请拆分后分别上传。 / "
    "The file has {rows:,} rows; at most {most:,} go in at once: split it."
)
NEVER_ENDS = (
    "校验多次中断，请拆分文件或联系系统管理员。 / "
    "The work broke off several times: split the file, or ask the administrator."
)
NOT_KEPT = (
    "文件已超过保存期限并清除，请重新上传。 / The file is kept no longer and was removed: upload it again."
)
NOT_NOW = "该批次的状态已改变，请刷新后再看。 / This batch has moved on meanwhile: look at it again."


def imported_before(run: ImportRun) -> ImportBatch | None:
    """An earlier batch made of exactly this file, if it stands."""
    same = ImportBatch.objects.filter(sha256=run.sha256, undone_at=None, finished_at__isnull=False)
    return same.exclude(pk=run.batch_id).order_by("pk").first()


# --- what a person does ---------------------------------------------------------------------------


@transaction.atomic
def confirm(run: ImportRun, *, by: Any, now: datetime) -> None:
    """Have the good rows of a checked file imported."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.is_expired:
        raise CannotImport(NOT_KEPT)
    if run.state != RunState.CHECKED or not run.to_import:
        raise CannotImport(NOT_NOW)
    run.state, run.confirmed_by, run.confirmed_at = RunState.IMPORTING, by, now
    _begin(run)


@transaction.atomic
def ask_undo(run: ImportRun, *, by: Any) -> None:
    """Have the whole batch taken back; where something hangs on its records the page says so."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.IMPORTED:
        raise CannotImport(NOT_NOW)
    run.state, run.undo_asked_by = RunState.UNDOING, by
    _begin(run)


def _begin(run: ImportRun) -> None:
    run.starts, run.done, run.taken_until, run.problem = 0, 0, None, ""
    run.save()


# --- what a worker does ---------------------------------------------------------------------------


def work_imports(clock: Clock) -> int:
    """Work on what waits, one run after the other; says how many were worked on."""
    worked = 0
    while run := _take(clock()):
        if not _work(run, clock):
            break  # its turn has not come: the next sweep asks again
        worked += 1
    return worked


@transaction.atomic
def _take(now: datetime) -> ImportRun | None:
    """The next run that nobody works on, held for a while; one that breaks off for ever is given up."""
    free = Q(taken_until=None) | Q(taken_until__lt=now)
    waiting = ImportRun.objects.filter(free, state__in=WORKING)
    run = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if run is None:
        return None
    run.starts, run.done, run.taken_until = run.starts + 1, 0, now + HOLDS.get(run.state, LEASE)
    if run.starts > MOST_STARTS:
        _give_up(run, NEVER_ENDS)
    run.save()
    return run


def _give_up(run: ImportRun, words: str) -> None:
    """A file that cannot be checked is refused; what was asked for and cannot be done leaves it as it was."""
    back = {RunState.IMPORTING: RunState.CHECKED, RunState.UNDOING: RunState.IMPORTED}
    run.state = back.get(RunState(run.state), RunState.REFUSED)
    run.problem, run.taken_until = words, None


def _work(run: ImportRun, clock: Clock) -> bool:
    """One pass; False where another import has its turn."""
    passes: dict[str, Callable[[ImportRun, Clock], None]] = {
        RunState.CHECKING: _check,
        RunState.IMPORTING: _import,
        RunState.UNDOING: _undo,
    }
    if run.state not in passes:
        return True  # given up
    try:
        passes[run.state](run, clock)
    except AnotherImportRuns:
        run.starts, run.taken_until = run.starts - 1, None
        run.save(update_fields=["starts", "taken_until"])
        return False
    except (UnreadableFile, CannotImport) as reason:
        _give_up(run, str(reason))
        run.save()
    except LostHold:
        pass  # whoever holds it now says what came of it
    return True


def _check(run: ImportRun, clock: Clock) -> None:
    """Read the whole file and say what an import would make of it. Nothing is written into the register."""
    reader = Reader(look_at(place_of(run.stored)))
    run.total = sum(1 for _line in reader)
    if run.total > MOST_ROWS:
        raise UnreadableFile(TOO_MANY.format(rows=run.total, most=MOST_ROWS))
    run.header = list(reader.header.cells)
    run.save(update_fields=["total", "header"])
    _pass(run, clock, RunState.CHECKED, by=run.uploaded_by)


def _import(run: ImportRun, clock: Clock) -> None:
    _pass(run, clock, RunState.IMPORTED, by=run.confirmed_by)


@transaction.atomic
def _undo(run: ImportRun, clock: Clock) -> None:
    undo_batch(run.number, on=timezone.localtime(clock()).date(), by=run.undo_asked_by)
    _keep(run, state=RunState.UNDONE)


def _pass(run: ImportRun, clock: Clock, state: RunState, *, by: Any) -> None:
    """One way through the file, with what it says of each row, and the new state of the run: all or nothing."""
    on, dry = timezone.localtime(clock()).date(), state == RunState.CHECKED
    library = current_library()
    wishes = Wishes(
        only=allowed(run, by), mended=mended_in(run), by=by,
        hints=Hints(library, office_calendar(), on), chunk=STEP,
    )  # fmt: skip
    with transaction.atomic(), Telling(run, clock) as told:
        report = Report(run)
        outcome = import_file(
            place_of(run.stored), on=on, batch_name=run.number, tell=report.add, dry_run=dry, progress=told,
            library=library, wishes=wishes,
        )  # fmt: skip
        report.keep()
        _settle(run, outcome, report, state, clock())


def _settle(run: ImportRun, outcome: Outcome, report: Report, state: RunState, now: datetime) -> None:
    facts: dict[str, Any] = outcome.counts | {"state": state, "hinted": report.hinted, "done": outcome.rows}
    if state == RunState.CHECKED:
        facts["checked_at"] = now
    else:
        facts["batch"] = ImportBatch.objects.get(name=outcome.batch)
    _keep(run, **facts)


def _keep(run: ImportRun, **facts: Any) -> None:
    """Keep what came of it, unless another worker holds the run by now."""
    held = ImportRun.objects.filter(pk=run.pk, state=run.state, starts=run.starts)
    if not held.update(taken_until=None, **facts):
        raise LostHold
