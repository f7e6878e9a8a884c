"""Files of records that the permission table speaks of."""

import csv
import io
from typing import Any

from django.utils import timezone

from registry.importing import runs
from registry.importing.uploads import take_in
from registry.models import ImportRun
from tests.registry.conftest import clean_rows
from tests.world import Office


def uploaded_files(office: Office, importer: Any) -> dict[str, ImportRun]:
    """Files of our department: one whose second row has no number and waits for a word, one imported."""
    ours = {"CF_XZJG": office.department.name}
    made = {}
    for name, row in zip(("file checked", "file imported"), clean_rows(2, layout="old"), strict=True):
        content = io.StringIO()
        writer = csv.DictWriter(content, sorted(row))
        writer.writeheader()
        writer.writerows([row | ours, row | ours | {"CF_WSH": ""}])
        (made[name],) = take_in(
            io.BytesIO(content.getvalue().encode()), "file.csv", departments=[office.department.pk], by=importer,
            now=timezone.now(),
        )  # fmt: skip
        runs.work_imports(timezone.now)
    runs.confirm(made["file imported"], by=importer, now=timezone.now())
    runs.work_imports(timezone.now)
    return made
