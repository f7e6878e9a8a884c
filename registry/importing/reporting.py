"""The report of a run: the rows about which there is something to say, kept for its page."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from registry.importing.problems import Problem
from registry.importing.results import REJECTED, UNCHANGED, Result
from registry.importing.staging import copy
from registry.models import ImportRow, ImportRun
from registry.models.runs import RowKind

TOGETHER = 2000
COLUMNS = ("run_id", "number", "kind", "problems", "cells")

_encrypted = ImportRow._meta.get_field("cells").get_prep_value


class Said(NamedTuple):
    """What the page says of a row, and the row itself where it was refused."""

    number: int
    kind: str
    problems: list[Problem]
    cells: list[str] | None = None


class Report:
    """Takes the results of a whole pass; what an earlier pass said goes."""

    def __init__(self, run: ImportRun):
        self.run, self.waiting, self.hinted = run, list[Said](), 0
        run.rows.all().delete()

    def add(self, result: Result) -> None:
        said = said_of(result)
        if said is None:
            return
        self.hinted += said.kind == RowKind.HINT
        self.waiting.append(said)
        if len(self.waiting) >= TOGETHER:
            self.keep()

    def keep(self) -> None:
        copy(ImportRow._meta.db_table, COLUMNS, (
            (self.run.pk, said.number, said.kind, _json(kept(said.problems)), _encrypted(_json(said.cells)))
            for said in self.waiting
        ))  # fmt: skip
        self.waiting = []


def said_of(result: Result) -> Said | None:
    """What there is to say of a row; nothing where it enters without a word."""
    if result.status == REJECTED:
        return Said(result.number, RowKind.ERROR.value, result.errors, result.cells)
    if result.status == UNCHANGED:
        known = Problem("ROW", "same_in_file" if result.repeats else "already_known", row=result.repeats)
        return Said(result.number, RowKind.DUPLICATE.value, [known])
    if result.warnings:
        return Said(result.number, RowKind.HINT.value, result.warnings)
    return None


def _json(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def kept(problems: list[Problem]) -> list[dict[str, Any]]:
    """Problems as a row keeps them: what is not said is left out."""
    return [
        {name: value for name in Problem.__slots__ if (value := getattr(each, name)) not in ("", None)}
        for each in problems
    ]


def problems_of(row: ImportRow) -> Iterator[Problem]:
    for said in row.problems:
        yield Problem(**said)


def cells_of(row: ImportRow) -> list[str]:
    """The row as the file has it; empty where it could not be read or was not refused."""
    return json.loads(row.cells) if row.cells else []
