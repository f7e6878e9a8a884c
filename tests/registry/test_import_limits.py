"""What an import does not do: touch records under a case, trust small files, grow with the file."""

import tracemalloc
import zipfile

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registry.assessing import DERIVED, assess_record, facts_of, last_day_on_show, stamp_periods
from registry.importing import (
    CannotImport,
    UnreadableFile,
    creating,
    import_file,
    judging,
    run,
    undo_batch,
    workbooks,
)
from registry.models import Mandate, Record
from registry.models.records import PenaltyType
from registry.sample import Sample
from repair import services
from rules.facts import PenaltyType as RulesPenaltyType
from rules.services import current_library
from tests.registry.conftest import ON, clean_rows, codes, imported, statuses, write
from tests.world import user

pytestmark = pytest.mark.django_db


# --- records under a case ----------------------------------------------------------------------------


@pytest.fixture
def row_under_case(bring):
    """A row whose record is being repaired."""
    row = next(
        row for row in clean_rows(60) if row["CF_CFLB"] == "罚款" and row["CF_CFJG"] == "江澜市生态环境局"
    )
    row["CF_JDRQ"] = "2026-08-06"
    bring([row], batch_name="first")
    record = Record.objects.get()
    owner = user("owner")
    Mandate.objects.create(subject=record.subject, user=owner, role="legal_representative", authorised_on=ON)
    services.start(record, by=owner, on=ON)
    return row


def test_a_record_under_a_case_does_not_change_by_import(bring, row_under_case):
    before = Record.objects.values().get()
    _outcome, report = bring([row_under_case | {"CF_SY": "悄悄改过的事实。"}])
    assert statuses(report) == ["rejected"]
    assert codes(report[0]) == [("CF_WSH", "under_case")]
    assert Record.objects.values().get() == before


def test_the_same_row_again_is_unchanged_though_a_case_hangs_on_it(bring, row_under_case):
    _outcome, report = bring([row_under_case])
    assert statuses(report) == ["unchanged"]


def test_a_batch_with_a_case_is_not_taken_back_and_the_record_is_named(row_under_case):
    with pytest.raises(CannotImport, match="已有案件") as refusal:
        undo_batch("first", on=ON)
    assert Record.objects.get().document_number in str(refusal.value)


# --- the same law as everywhere ------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["new", "old"])
def test_imported_periods_are_those_that_assess_gives(bring, layout):
    bring(list(Sample(400, 21, ON, layout, 0.0)), layout=layout)
    library = current_library()
    for record in Record.objects.prefetch_related("obligations", "publications"):
        stamped = [getattr(record, name) for name in DERIVED]
        assessment = assess_record(record, ON, library)
        stamp_periods(record, assessment, ON)
        assert stamped == [getattr(record, name) for name in DERIVED]
        on_show = [publication.shown_until for publication in record.publications.all()]
        if not (assessment.published and assessment.class_name):
            assert on_show == []
        else:
            assert on_show == [last_day_on_show(facts_of(record), library.governing(facts_of(record), ON))]


def test_the_copy_writes_every_column_of_the_record():
    assert {field.column for field in Record._meta.concrete_fields} == set(creating.RECORD_COLUMNS)


def test_registry_and_rules_know_the_same_penalty_types():
    assert {each.value for each in PenaltyType} == {each.value for each in RulesPenaltyType}


# --- small files that would fill all memory ----------------------------------------------------------


def workbook(path, sheet_xml: str) -> None:
    """A workbook made by hand around one sheet."""
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()}
    parts["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{sheet_xml}</sheetData></worksheet>"
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', "列"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="B1048576"><v>1</v></c></row>', "CSV"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "CSV"),
        ("<row/>" * 0 + "<row><c><v>1</v></c></row>" * 100_100, "CSV"),
    ],
)
def test_a_small_workbook_with_a_far_cell_or_too_many_rows_is_refused_before_it_is_opened(
    register, tmp_path, sheet, words
):
    path = tmp_path / "bomb.xlsx"
    workbook(path, sheet)
    with pytest.raises(UnreadableFile, match=words):
        imported(path)


def test_whole_numbers_dates_and_truths_of_a_workbook_are_plain_text():
    assert workbooks.as_text(12.0) == "12"
    assert workbooks.as_text(2.35) == "2.35"
    assert workbooks.as_text(0.1 + 0.2) == "0.3"
    assert workbooks.as_text(None) == ""
    assert workbooks.as_text(True) == "TRUE"


# --- memory --------------------------------------------------------------------------------------------


def peak(path) -> int:
    tracemalloc.start()
    try:
        assert import_file(path, on=ON, dry_run=True).is_clean
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_rows(register, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "CHUNK", 500)
    monkeypatch.setattr(judging, "REMEMBERED", 100)  # what is remembered has an end; here it comes soon
    for count in (1500, 6000):
        write(tmp_path / f"{count}.csv", Sample(count, 4, ON, "new", 0.0))
    peak(tmp_path / "6000.csv")  # fills what is remembered
    small, large = peak(tmp_path / "1500.csv"), peak(tmp_path / "6000.csv")
    assert large < small * 1.3


# --- the command -----------------------------------------------------------------------------------------


def command(*args, **options) -> int:
    try:
        call_command("import_records", *args, **options)
    except SystemExit as exit_:
        return exit_.code
    except CommandError as refusal:
        return refusal.returncode
    return 0


def test_exit_status_tells_good_bad_and_unreadable(register, tmp_path, capsys, day):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    write(good, clean_rows(2))
    write(bad, [clean_rows(1)[0] | {"CF_WSH": ""}])
    assert command(str(good), batch="g", progress=True) == 0
    assert command(str(bad)) == 1
    assert command(str(tmp_path / "none.csv")) == 2
    assert command(str(good), undo="g") == 2
    assert command(undo="g") == 0
    assert command(undo="g") == 2
    out, err = capsys.readouterr()
    assert "新增 created 2" in out
    assert "required" in out
    assert "100%" in err


def test_the_report_has_one_line_per_row(register, tmp_path, day):
    write(tmp_path / "f.csv", clean_rows(3))
    assert command(str(tmp_path / "f.csv"), report=tmp_path / "r.jsonl", dry_run=True) == 0
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_record")
        assert cursor.fetchone() == (0,)
