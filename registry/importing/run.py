"""An import from file to register: rows in chunks, one transaction, one result per row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from registry.departments import public_page
from registry.importing import changing, creating, reopening, staging
from registry.importing.ahead import ahead
from registry.importing.entry import Row
from registry.importing.hints import Hints
from registry.importing.judging import Judge
from registry.importing.known import Known
from registry.importing.locks import locked
from registry.importing.problems import Problem, problem
from registry.importing.reading import Reader, Source, look_at
from registry.importing.results import (
    CREATED,
    REJECTED,
    UNCHANGED,
    UPDATED,
    Outcome,
    Progress,
    Result,
    Tell,
)
from registry.importing.rows import RowReader
from registry.importing.staging import Met
from registry.models import Channel, ImportBatch
from rules.library import Library
from rules.services import current_library

CHUNK = 2000


class CannotImport(Exception):
    """The import did not start; nothing was changed. The words are in Chinese and English."""


class AnotherImportRuns(CannotImport):
    """One import works at a time; this one has to wait for its turn."""


@dataclass(frozen=True)
class Wishes:
    """What a page asks for beyond the file: whose rows may enter, which cells were corrected, who asks."""

    only: Collection[int] | None = None  # departments by id; none: any
    mended: Mapping[int, Mapping[str, str]] = field(default_factory=dict)  # row → column code → value
    by: Any = None
    hints: Hints | None = None
    chunk: int = 0  # rows between two signs of progress


def import_file(
    path: Path,
    *,
    on: date,
    batch_name: str = "",
    tell: Tell | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    library: Library | None = None,
    wishes: Wishes | None = None,
) -> Outcome:
    """Bring a file into the register. Rejected rows are told; all others enter together, or none.

    A dry run writes nothing at all: it answers what an import would answer now.
    """
    source = look_at(path)
    reader = Reader(source)
    outcome = Outcome(batch_name or _default_name(path))
    kind = _Check if dry_run else _Import
    with transaction.atomic():
        work = kind(reader, outcome, library or current_library(), on, wishes or Wishes())
        work.begin(source)
        work.run(tell, progress)
        work.end()
    return outcome


def _default_name(path: Path) -> str:
    return f"{path.name[:80]} {timezone.localtime():%Y-%m-%d %H:%M:%S.%f}"


Chunk = list[tuple[int, list[str] | None, Row | list[Problem]]]


class _Check:
    """Reads a file and says what an import would make of each row."""

    def __init__(self, reader: Reader, outcome: Outcome, library: Library, on: date, wishes: Wishes):
        self.reader, self.outcome, self.on, self.wishes = reader, outcome, on, wishes
        self.rows = RowReader(reader.header, Known.read(wishes.only), on)
        self.judge = Judge(library, on)

    def begin(self, source: Source) -> None:
        staging.prepare()

    def end(self) -> None:
        """Nothing was written."""

    def run(self, tell: Tell | None, progress: Progress | None) -> None:
        for chunk in ahead(_chunks(self._read(), self.wishes.chunk or CHUNK)):
            for result in self._enter(chunk):
                self.outcome.add(result)
                if tell:
                    tell(result)
            if progress:
                progress(self.outcome.rows, self.reader.position)

    def _read(self) -> Iterator[tuple[int, list[str] | None, Row | list[Problem]]]:
        for number, cells in self.reader:
            if cells is None:
                yield number, None, [problem("ROW", "broken_row")]
            else:
                now = self.reader.header.replaced(cells, self.wishes.mended.get(number))
                yield number, cells, self.rows.read(number, now)

    def _enter(self, chunk: Chunk) -> list[Result]:
        """Enter the good rows of a chunk, and say what became of each row."""
        good = [row for _number, _cells, row in chunk if isinstance(row, Row)]
        known = staging.compare(good) if good else {}
        certified = reopening.certified(known.values(), self.on)
        results, new, changed = [], list[tuple[Row, Result]](), list[tuple[int, Row, Result]]()
        for number, cells, row in chunk:
            if not isinstance(row, Row):
                results.append(Result(number, cells, errors=row))
                continue
            met = known[number]
            result = _compared(row, met, cells, self.rows.header.codes, reopens=met.record_id in certified)
            results.append(result)
            if met.subject_name and met.subject_name != row.subject_name:
                row.warnings.append(self._name_differs(row))
            if result.status == CREATED:
                new.append((row, result))
            elif met.record_id is not None and result.status == UPDATED:
                changed.append((met.record_id, row, result))
        self._create(new, known)
        self._change(changed, certified)
        return results

    def _name_differs(self, row: Row) -> Problem:
        person = row.id_index is not None
        return problem(
            self.rows.header.codes["subject_name"], "name_differs", row.subject_name, person=person
        )

    def _create(self, rows: list[tuple[Row, Result]], known: dict[int, Met]) -> None:
        if not rows:
            return
        subjects = self._subjects([row for row, _result in rows], known)
        ready = []
        for row, _result in rows:
            subject_id, name = subjects[row.subject_key]
            if name != row.subject_name and not row.warnings:
                row.warnings.append(self._name_differs(row))
            judged = self.judge.judge(row, fulfilled=None if row.obligations() else True)
            if self.wishes.hints:
                row.warnings += self.wishes.hints.of(row, judged, self.rows.header.codes)
            ready.append((row, judged, subject_id))
        self._write_new(ready)

    def _change(self, rows: list[tuple[int, Row, Result]], certified: reopening.Certified) -> None:
        if not rows:
            return
        held = locked(record_id for record_id, _row, _result in rows if record_id not in certified)
        for record_id, row, result in rows:
            if record_id in held:
                field = self.rows.header.codes["document_number"]
                result.status = REJECTED
                result.errors = [problem(field, held[record_id], row.document_number)]
        self._write_changed(
            [(record_id, row) for record_id, row, _result in rows if record_id not in held], certified
        )

    def _subjects(self, rows: list[Row], known: dict[int, Met]) -> dict[str, tuple[int, str]]:
        """Each subject's name: as the register has it, else as the file names it first."""
        first = staging.first_names(row for row in rows if known[row.number].subject_id is None)
        names = {row.subject_key: known[row.number].subject_name or first[row.subject_key] for row in rows}
        return {key: (0, name) for key, name in names.items()}

    def _write_new(self, ready: list[tuple[Row, Any, int]]) -> None:
        """A check writes nothing."""

    def _write_changed(self, rows: list[tuple[int, Row]], certified: reopening.Certified) -> None:
        """A check writes nothing."""


class _Import(_Check):
    """The same, and the rows enter the register."""

    batch: ImportBatch
    channel: Channel

    def begin(self, source: Source) -> None:
        if not staging.take_turn():
            raise AnotherImportRuns(
                "另一个导入正在进行，请稍后再试。 / Another import is running: try again later."
            )
        self.channel = public_page()
        self.batch = _batch(source, self.outcome.batch, self.wishes.by)
        for part in (staging, creating, changing):
            part.prepare()

    def end(self) -> None:
        for status, count in self.outcome.counts.items():
            setattr(self.batch, status, getattr(self.batch, status) + count)
        self.batch.finished_at = timezone.now()
        self.batch.save()

    def _subjects(self, rows: list[Row], known: dict[int, Met]) -> dict[str, tuple[int, str]]:
        return creating.add_subjects(rows)

    def _write_new(self, ready: list[tuple[Row, Any, int]]) -> None:
        creating.add_records(ready, batch_id=self.batch.pk, channel=self.channel, on=self.on)

    def _write_changed(self, rows: list[tuple[int, Row]], certified: reopening.Certified) -> None:
        back = [certified[record_id] for record_id, _row in rows if record_id in certified]
        reopening.open_records(back, batch=self.batch, on=self.on)
        changing.change_records(rows, batch=self.batch, judge=self.judge, channel=self.channel, on=self.on)
        reopening.show_again(back, on=self.on, library=self.judge.library)


def _compared(row: Row, met: Met, cells: list[str] | None, codes: dict[str, str], *, reopens: bool) -> Result:
    """Twice the same in one file is said once; twice something else cannot both be right.

    What an objection withdrew does not come back, unless its department's certificate opens it.
    """
    result = Result(row.number, cells, CREATED, warnings=row.warnings)
    first = met.first_row if met.first_row != row.number else None
    if met.withdrawn_because and not reopens:
        result.status = REJECTED
        result.errors = [reopening.withdrawn(codes["document_number"], row, met)]
    elif first and not met.same_as_first:
        again = Problem(codes["document_number"], "duplicate_in_file", row.document_number, first)
        result.status, result.errors = REJECTED, [again]
    elif first or (met.same_as_record and not reopens):
        result.status, result.repeats = UNCHANGED, first
    elif met.record_id:
        result.status = UPDATED
    return result


def _batch(source: Source, name: str, by: Any) -> ImportBatch:
    """The batch of that name: a file imported again under its name stays one batch."""
    file = {
        "file_name": source.path.name[:255],
        "sha256": source.sha256,
        "undone_at": None,
        "undone_by": None,
    }
    batch, _created = ImportBatch.objects.select_for_update().update_or_create(
        name=name[:120], defaults=file | {"imported_by": by}
    )
    return batch


def _chunks(rows: Iterator[Any], size: int) -> Iterator[Chunk]:
    while chunk := list(islice(rows, size)):
        yield chunk
