"""Rows per second and peak memory of the import page: a whole file checked, then imported.

Run: `python -m bench.import_page [ROWS] [csv|xlsx]` with DATABASE_URL set; the batch is taken back afterwards.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.utils import timezone  # noqa: E402

from registry.duties import CREDIT_OFFICE  # noqa: E402
from registry.importing import runs, uploads  # noqa: E402
from registry.models import ImportRun  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def clerk() -> User:
    person, _made = User.objects.get_or_create(username="bench-import-page")
    person.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    return person


def passed(name: str, run: ImportRun) -> None:
    began, used = time.perf_counter(), time.process_time()
    runs.work_imports(timezone.now)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    run.refresh_from_db()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<8}{run.total:>8,} rows {seconds:>7.1f} s ({used:.1f} s of our own) {run.total / seconds:>8,.0f} rows/s, peak {peak:,.0f} MB: "
        f"created {run.created:,}, unchanged {run.unchanged:,}, rejected {run.rejected:,}, hints {run.hinted:,}"
    )


def main() -> None:
    rows, kind = (sys.argv[1:] + ["50000", "csv"][len(sys.argv) - 1 :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        settings.IMPORT_DIR = Path(folder) / "imports"
        file = Path(folder) / f"rows.{kind}"
        subprocess.run(
            [sys.executable, ROOT / "manage.py", "make_sample", rows, "--format", kind, "-o", file],
            check=True,
            capture_output=True,
        )
        print(f"{file.stat().st_size / 2**20:,.1f} MB")
        by = clerk()
        with file.open("rb") as upload:
            (run,) = uploads.take_in(upload, file.name, departments=[], by=by, now=timezone.now())
        passed("check", run)
        runs.confirm(run, by=by, now=timezone.now())
        passed("import", run)
        runs.ask_undo(run, by=by)
        passed("undo", run)


if __name__ == "__main__":
    main()
