"""What becomes of a file: an outcome for the whole, a result for each row, and those who are told."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from registry.importing.problems import Problem

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"


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

    def add(self, result: "Result") -> None:
        self.counts[result.status] += 1
        for each in result.errors:
            self.by_code[each.code] = self.by_code.get(each.code, 0) + 1


@dataclass(slots=True)
class Result:
    """What became of one row; `cells` as the file has them, `repeats` is the earlier row that says the same."""

    number: int
    cells: list[str] | None
    status: str = REJECTED
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    repeats: int | None = None


Tell = Callable[[Result], None]
Progress = Callable[[int, float], None]  # rows so far, share of the file read


def as_json_lines(file: TextIO) -> Tell:
    """The report of the contract: one JSON line a row."""

    def write(result: Result) -> None:
        entry = {
            "row": result.number,
            "status": result.status,
            "errors": [each.to_json() for each in result.errors],
        }
        if result.warnings:
            entry["warnings"] = [each.to_json() for each in result.warnings]
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    return write
