"""A register with its departments, and files to bring into it."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from registry import departments
from registry.importing import as_json_lines, import_file
from registry.importing.layouts import LAYOUTS
from registry.sample import Sample

ON = date(2026, 11, 21)


@pytest.fixture
def register(db):
    departments.load(departments.read())


@pytest.fixture
def bring(register, tmp_path):
    """Write rows as a file and import it: the outcome, and the report as it was written."""

    def bring_in(rows, *, layout="new", encoding="utf-8", name="file.csv", on=ON, **how):
        path = tmp_path / name
        write(path, rows, layout=layout, encoding=encoding)
        return imported(path, on=on, **how)

    return bring_in


def imported(path: Path, *, on=ON, **how):
    """Import a file: the outcome, and the report line by line."""
    report = io.StringIO()
    outcome = import_file(path, on=on, tell=as_json_lines(report), **how)
    return outcome, [json.loads(line) for line in report.getvalue().splitlines()]


def write(path: Path, rows, *, layout="new", encoding="utf-8", names=False) -> None:
    columns = next(each for each in LAYOUTS if each.name == layout).columns
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.names[0] if names else column.code for column in columns])
        writer.writerows([row.get(column.code, "") for column in columns] for row in rows)


def clean_rows(count=1, *, layout="new", seed=1, person=False):
    """Rows without dirt; organisations unless a person is asked for."""
    rows = Sample(300 if person else max(60, count * 3), seed, ON, layout, 0.0)
    number = "CF_XDR_ZJHM" if layout == "new" else "CF_XDR_SFZ"
    return [row for row in rows if bool(row[number]) == person][:count]


def statuses(report) -> list[str]:
    return [line["status"] for line in report]


def codes(line) -> list[tuple[str, str]]:
    return [(error["field"], error["code"]) for error in line["errors"]]
