"""An import from file to register: rows in chunks, one transaction, one line of report per row."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.db import transaction
from django.utils import timezone

from registry.departments import public_page
from registry.importing import changing, creating, staging
from registry.importing.ahead import ahead
from registry.importing.entry import Row
from registry.importing.judging import Judge
from registry.importing.known import Known
from registry.importing.locks import locked
from registry.importing.problems import Problem, problem
from registry.importing.reading import Reader, Source, look_at
from registry.importing.rows import RowReader
from registry.importing.staging import Met
from registry.models import Channel, ImportBatch
from rules.library import Library
from rules.services import current_library

CHUNK = 2000
CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"


class CannotImport(Exception):
    """The import did not start; nothing was changed. The words are in Chinese and English."""


class _TakeBack(Exception):
    """Ends a dry run: everything that was done is rolled back."""


@dataclass
class Outcome:
    """What became of a file."""

    batch: str
    counts: dict[str, int] = field(
        default_factory=lambda: {CREATED: 0, UPDATED: 0, UNCHANGED: 0, REJECTED: 0}
    )
    by_code: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def is_clean(self) -> bool:
        return not self.counts[REJECTED]


Result = tuple[str, list[Problem], list[Problem]]  # status, errors, warnings
Progress = Callable[[int, float], None]  # rows so far, share of the file read


def import_file(
    path: Path,
    *,
    on: date,
    batch_name: str = "",
    report: TextIO | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    library: Library | None = None,
) -> Outcome:
    """Bring a file into the register. Rejected rows are reported; all others enter together, or none."""
    source = look_at(path)
    reader = Reader(source)
    outcome = Outcome(batch_name or _default_name(path))
    try:
        with transaction.atomic():
            if not staging.take_turn():
                raise CannotImport(
                    "另一个导入正在进行，请稍后再试。 / Another import is running: try again later."
                )
            _Import(source, reader, outcome, library or current_library(), on).run(report, progress)
            if dry_run:
                raise _TakeBack
    except _TakeBack:
        pass
    return outcome


def _default_name(path: Path) -> str:
    return f"{path.name[:80]} {timezone.localtime():%Y-%m-%d %H:%M:%S.%f}"


class _Import:
    def __init__(self, source: Source, reader: Reader, outcome: Outcome, library: Library, on: date):
        self.reader, self.outcome, self.on = reader, outcome, on
        self.rows = RowReader(reader.header, Known.read(), on)
        self.judge = Judge(library, on)
        self.channel: Channel = public_page()
        self.batch = _batch(source, outcome.batch)

    def run(self, report: TextIO | None, progress: Progress | None) -> None:
        for part in (staging, creating, changing):
            part.prepare()
        for chunk in ahead(_chunks(self._read())):
            for number, result in sorted(self._enter(chunk).items()):
                self._count(number, result, report)
            if progress:
                progress(self.outcome.rows, self.reader.position)
        for status, count in self.outcome.counts.items():
            setattr(self.batch, status, getattr(self.batch, status) + count)
        self.batch.finished_at = timezone.now()
        self.batch.save()

    def _read(self) -> Iterator[tuple[int, Row | list[Problem]]]:
        for number, cells in self.reader:
            if cells is None:
                yield number, [problem("ROW", "broken_row")]
            else:
                yield number, self.rows.read(number, cells)

    def _enter(self, chunk: list[tuple[int, Row | list[Problem]]]) -> dict[int, Result]:
        """Enter the good rows of a chunk, and say what became of each row."""
        good = [row for _number, row in chunk if isinstance(row, Row)]
        results: dict[int, Result] = {n: (REJECTED, row, []) for n, row in chunk if not isinstance(row, Row)}
        known = staging.compare(good) if good else {}
        new: list[Row] = []
        changed: list[tuple[int, Row]] = []
        for row in good:
            met = known[row.number]
            status, errors = _status(row, met, self.rows.header.codes)
            results[row.number] = (status, errors, row.warnings)
            if met.subject_name and met.subject_name != row.subject_name:
                row.warnings.append(self._name_differs(row))
            if status == CREATED:
                new.append(row)
            elif met.record_id is not None and status == UPDATED:
                changed.append((met.record_id, row))
        self._create(new)
        self._change(changed, results)
        return results

    def _name_differs(self, row: Row) -> Problem:
        person = row.id_index is not None
        return problem(
            self.rows.header.codes["subject_name"], "name_differs", row.subject_name, person=person
        )

    def _create(self, rows: list[Row]) -> None:
        if not rows:
            return
        subjects = creating.add_subjects(rows)
        ready = []
        for row in rows:
            subject_id, name = subjects[row.subject_key]
            if name != row.subject_name and not row.warnings:
                row.warnings.append(self._name_differs(row))
            ready.append(
                (row, self.judge.judge(row, fulfilled=None if row.obligations() else True), subject_id)
            )
        creating.add_records(ready, batch_id=self.batch.pk, channel=self.channel, on=self.on)

    def _change(self, rows: list[tuple[int, Row]], results: dict[int, Result]) -> None:
        if not rows:
            return
        held = locked(record_id for record_id, _row in rows)
        for record_id, row in rows:
            if record_id in held:
                field = self.rows.header.codes["document_number"]
                errors = [problem(field, held[record_id], row.document_number)]
                results[row.number] = (REJECTED, errors, row.warnings)
        free = [(record_id, row) for record_id, row in rows if record_id not in held]
        changing.change_records(free, batch=self.batch, judge=self.judge, channel=self.channel, on=self.on)

    def _count(self, number: int, result: Result, report: TextIO | None) -> None:
        status, errors, warnings = result
        self.outcome.counts[status] += 1
        for each in errors:
            self.outcome.by_code[each.code] = self.outcome.by_code.get(each.code, 0) + 1
        if report is None:
            return
        entry = {"row": number, "status": status, "errors": [each.to_json() for each in errors]}
        if warnings:
            entry["warnings"] = [each.to_json() for each in warnings]
        report.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _status(row: Row, met: Met, codes: dict[str, str]) -> tuple[str, list[Problem]]:
    """Twice the same in one file is said once; twice something else cannot both be right."""
    if met.first_row != row.number and not met.same_as_first:
        again = Problem(codes["document_number"], "duplicate_in_file", row.document_number, met.first_row)
        return REJECTED, [again]
    if met.first_row != row.number or met.same_as_record:
        return UNCHANGED, []
    return (UPDATED if met.record_id else CREATED), []


def _batch(source: Source, name: str) -> ImportBatch:
    """The batch of that name: a file imported again under its name stays one batch."""
    file = {"file_name": source.path.name[:255], "sha256": source.sha256, "undone_at": None}
    batch, _created = ImportBatch.objects.select_for_update().update_or_create(name=name[:120], defaults=file)
    return batch


def _chunks(
    rows: Iterator[tuple[int, Row | list[Problem]]],
) -> Iterator[list[tuple[int, Row | list[Problem]]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
