"""A deliberately dirty file, and exactly what the import says about each of its rows.

dirty.csv has every kind of dirt the register promises to live with; dirty.jsonl is its report.
"""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from registry.models import Record
from tests.registry.conftest import imported

HERE = Path(__file__).parent
CONTRACTS = settings.BASE_DIR / "docs" / "contracts"
DIRTY, EXPECTED = HERE / "dirty.csv", HERE / "dirty.jsonl"

pytestmark = pytest.mark.django_db


def test_the_report_of_the_dirty_file_is_exactly_this(register):
    _outcome, report = imported(DIRTY)
    if os.environ.get("REWRITE_DIRTY"):
        EXPECTED.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in report))
    assert report == [json.loads(line) for line in EXPECTED.read_text().splitlines()]


def test_every_line_of_the_report_keeps_the_contract():
    schema = json.loads((CONTRACTS / "import-report-line.schema.json").read_text())
    for line in EXPECTED.read_text().splitlines():
        Draft202012Validator(schema).validate(json.loads(line))


def test_the_dirty_file_again_changes_nothing(register):
    _outcome, first = imported(DIRTY)
    before = list(Record.objects.order_by("pk").values())
    _outcome, second = imported(DIRTY)
    assert [line["errors"] for line in second] == [line["errors"] for line in first]
    assert {line["status"] for line in second} == {"unchanged", "rejected"}
    assert list(Record.objects.order_by("pk").values()) == before


def test_what_was_written_in_many_ways_is_one_day_and_one_kind_of_bracket(register):
    imported(DIRTY)
    assert set(Record.objects.values_list("decided_on", flat=True).distinct()) == {
        Record.objects.first().decided_on
    }
    assert not Record.objects.exclude(document_number__regex="^[^〔]+〔20[0-9]{2}〕[0-9]+号$").exists()


def test_formula_like_cells_stay_text(register):
    imported(DIRTY)
    record = Record.objects.get(remark="=1+1")
    assert record.facts.startswith("@SUM(A1:A9)")
