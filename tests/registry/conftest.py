"""A register with its departments, and files to bring into it."""

import csv
import io
import json
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from registry import departments
from registry.duties import CREDIT_OFFICE
from registry.importing import as_json_lines, import_file, mending, runs, uploads
from registry.importing.access import departments_of
from registry.importing.layouts import LAYOUTS
from registry.sample import Sample
from tests.world import user

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


# --- the import page from behind ---------------------------------------------------------------------


@pytest.fixture
def folder(settings, tmp_path):
    settings.IMPORT_DIR = tmp_path / "imports"
    return tmp_path


@pytest.fixture
def clerk(register, day):
    """The credit office: it may bring anybody's rows."""
    day(ON.isoformat())
    person = user("clerk")
    person.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    return person


@pytest.fixture
def brings(clerk, folder):
    """Upload rows, and let the worker check them."""
    names = count(1)

    def bring(rows, *, by=clerk, layout="new"):
        path = folder / f"{next(names)}.csv"
        write(path, rows, layout=layout)
        return checked(path, by)

    return bring


def checked(path, by, name=""):
    with path.open("rb") as file:
        (run,) = uploads.take_in(
            file, name or path.name, departments=departments_of(by), by=by, now=timezone.now()
        )
    return worked(run)


def worked(run):
    runs.work_imports(timezone.now)
    run.refresh_from_db()
    return run


def confirmed(run, by):
    runs.confirm(run, by=by, now=timezone.now())
    return worked(run)


def mended(run, number, by, **values):
    return mending.mend(run, number, values, by=by, on=ON, now=timezone.now())
