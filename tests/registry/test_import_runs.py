"""The import page from behind: checked whole before anything is written, mended, confirmed once, taken back."""

import io
import json
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from registry.duties import give_duty, take_duty
from registry.importing import CannotImport, UnreadableFile, runs, telling, uploads
from registry.importing.access import visible_to
from registry.importing.layouts import LAYOUTS
from registry.importing.writing import write_rows, write_template
from registry.models import Department, ImportBatch, ImportMending, ImportRun, Mandate, Record
from registry.models.runs import RowKind, RunState
from repair import services
from tests.registry.conftest import ON, checked, clean_rows, confirmed, mended, worked, write
from tests.world import user

pytestmark = pytest.mark.django_db


def said(run, kind):
    return [(row.number, problem["code"]) for row in run.rows.filter(kind=kind) for problem in row.problems]


def officer_of(name, department):
    person = user(name)
    give_duty(person, department, "import_records", ON)
    return person


# --- checked, confirmed, imported, taken back -----------------------------------------------------------


def test_a_check_writes_nothing_and_the_import_brings_what_it_said(brings, clerk):
    good = clean_rows(4)
    run = brings([*good, good[0], good[1] | {"CF_WSH": ""}])
    assert (run.state, run.total, run.to_import, run.skipped) == (RunState.CHECKED, 6, 4, 2)
    assert said(run, RowKind.ERROR) == [(7, "required")]
    assert said(run, RowKind.DUPLICATE) == [(6, "same_in_file")]
    assert not Record.objects.exists()
    assert not ImportBatch.objects.exists()
    run = confirmed(run, clerk)
    assert (run.state, run.created, run.rejected, run.unchanged) == (RunState.IMPORTED, 4, 1, 1)
    assert Record.objects.count() == 4
    assert (run.batch.name, run.batch.imported_by) == (run.number, clerk)


def test_the_same_file_twice_adds_nothing_and_says_so(brings, clerk):
    rows = clean_rows(3)
    first = confirmed(brings(rows), clerk)
    again = brings(rows)
    assert (again.to_import, again.unchanged) == (0, 3)
    assert {code for _row, code in said(again, RowKind.DUPLICATE)} == {"already_known"}
    assert runs.imported_before(again) == first.batch
    with pytest.raises(CannotImport):
        runs.confirm(again, by=clerk, now=timezone.now())


def test_a_batch_is_taken_back_once_and_by_somebody(brings, clerk):
    run = confirmed(brings(clean_rows(3)), clerk)
    runs.ask_undo(run, by=clerk)
    run = worked(run)
    assert (run.state, run.batch.undone_by) == (RunState.UNDONE, clerk)
    assert not Record.objects.exists()
    with pytest.raises(CannotImport):
        runs.ask_undo(run, by=clerk)


def test_a_batch_with_a_case_stays_and_says_which_record_holds_it(brings, clerk):
    rows = clean_rows(60)
    row = next(row for row in rows if row["CF_CFLB"] == "罚款" and row["CF_CFJG"] == "江澜市生态环境局")
    run = confirmed(brings([row | {"CF_JDRQ": "2026-08-06"}]), clerk)
    record, owner = Record.objects.get(), user("owner")
    Mandate.objects.create(subject=record.subject, user=owner, role="legal_representative", authorised_on=ON)
    services.start(record, by=owner, on=ON)
    runs.ask_undo(run, by=clerk)
    run = worked(run)
    assert run.state == RunState.IMPORTED
    assert f"记录 {record.document_number}" in run.problem
    assert "已有案件" in run.problem


def test_a_worker_that_dies_leaves_the_run_to_the_next_one(brings, clerk, monkeypatch, day):
    run = brings(clean_rows(3))
    runs.confirm(run, by=clerk, now=timezone.now())

    def dies(self, rows, share):
        raise RuntimeError("the worker is gone")

    with monkeypatch.context() as broken:
        broken.setattr(telling.Telling, "__call__", dies)
        with pytest.raises(RuntimeError):
            runs.work_imports(timezone.now)
    assert not Record.objects.exists()
    assert runs.work_imports(timezone.now) == 0  # still held
    later = timezone.now() + telling.LEASE + timedelta(seconds=1)
    assert runs.work_imports(lambda: later) == 1
    run.refresh_from_db()
    assert (run.state, Record.objects.count()) == (RunState.IMPORTED, 3)


def test_work_that_never_ends_is_given_up_in_words(brings, clerk):
    run = brings(clean_rows(1))
    runs.confirm(run, by=clerk, now=timezone.now())
    ImportRun.objects.filter(pk=run.pk).update(starts=runs.MOST_STARTS)
    run = worked(run)
    assert (run.state, "中断" in run.problem) == (RunState.CHECKED, True)


# --- mending -------------------------------------------------------------------------------------------------


def test_a_mended_cell_is_checked_at_once_kept_with_its_old_value_and_imported(brings, clerk):
    good, bad = clean_rows(2)
    run = brings([good, bad | {"CF_JDRQ": "2026-02-30", "CF_WSH": ""}])
    assert said(run, RowKind.ERROR) == [(3, "required"), (3, "bad_date")]
    left = mended(run, 3, clerk, CF_JDRQ="2026-11-02", CF_WSH="")
    assert [each.code for each in left] == ["required"]
    assert mended(run, 3, clerk, CF_WSH="江环罚〔2026〕99号") == []
    run.refresh_from_db()
    assert (run.rejected, run.created) == (0, 2)
    kept = list(ImportMending.objects.values_list("number", "field", "before", "after", "by"))
    assert kept[0] == (3, "CF_JDRQ", "2026-02-30", "2026-11-02", clerk.pk)
    with pytest.raises(CannotImport):
        mended(run, 3, clerk, CF_WSH="江环罚〔2026〕98号")
    run = confirmed(run, clerk)
    assert run.created == 2
    assert Record.objects.filter(document_number="江环罚〔2026〕99号", decided_on="2026-11-02").exists()


def test_a_column_the_problem_is_not_about_is_not_changed(brings, clerk):
    good, bad = clean_rows(2)
    run = brings([good, bad | {"CF_JDRQ": "上个月"}])
    mended(run, 3, clerk, CF_JDRQ="2026-11-02", CF_XDR_MC="别的公司")
    assert ImportMending.objects.get().field == "CF_JDRQ"


def test_a_persons_number_is_masked_wherever_a_correction_is_shown(brings, clerk):
    bad = clean_rows(1, person=True)[0]
    number = bad["CF_XDR_ZJHM"]
    run = brings([bad | {"CF_XDR_ZJHM": number[:6] + "********" + number[-4:]}])
    assert said(run, RowKind.ERROR) == [(2, "id_masked")]
    assert mended(run, 2, clerk, CF_XDR_ZJHM=number) == []
    kept = ImportMending.objects.get()
    assert (kept.value, number in kept.before + kept.after) == (number, False)
    assert number not in json.dumps(list(run.rows.values_list("problems", flat=True)))
    assert confirmed(run, clerk).created == 1


def test_the_bad_rows_come_back_clean_and_no_cell_is_a_formula(brings, clerk, folder):
    rows = clean_rows(3)
    rows[1] = rows[1] | {"CF_JDRQ": "上个月", "BZ": "=HYPERLINK(0)"}
    run = brings(rows)
    row, file = run.rows.get(kind=RowKind.ERROR), io.BytesIO()
    write_rows(run.header, [(json.loads(row.cells), "处罚决定日期：日期无法识别")], file)
    sheet = openpyxl.load_workbook(file).active
    header = [cell.value for cell in sheet[1]]
    assert header == [*run.header, "问题"]
    remark = sheet.cell(2, header.index("BZ") + 1)
    assert (remark.value, remark.data_type, remark.quotePrefix) == ("=HYPERLINK(0)", "s", True)
    sheet.cell(2, header.index("CF_JDRQ") + 1).value = "2026-11-02"
    sheet.parent.save(folder / "bad.xlsx")
    again = checked(folder / "bad.xlsx", clerk)
    assert (again.total, again.created, again.rejected) == (1, 1, 0)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda each: each.name)
def test_a_template_has_the_columns_of_its_layout_and_is_read_back(clerk, folder, layout):
    with (folder / "template.xlsx").open("wb") as file:
        write_template(layout, file)
    sheet = openpyxl.load_workbook(folder / "template.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == [column.code for column in layout.columns]
    row = clean_rows(1, layout=layout.name)[0]
    sheet.append([row.get(column.code) for column in layout.columns])
    sheet.parent.save(folder / "filled.xlsx")
    run = checked(folder / "filled.xlsx", clerk)
    assert (run.created, run.rejected) == (1, 0)


# --- hints ---------------------------------------------------------------------------------------------------


def test_hints_keep_no_row_out(brings):
    Department.objects.update(adopts_default_classes=False)
    row = clean_rows()[0]
    run = brings(
        [row | {"CF_JDRQ": "2026-11-11"}, row | {"CF_JDRQ": "2026-11-12", "CF_WSH": "江环罚〔2026〕7号"}]
    )
    # 2026-11-21 is a Saturday: the seventh working day after Wednesday the 11th was Friday the 20th.
    assert said(run, RowKind.HINT) == [(2, "class_missing"), (2, "published_late"), (3, "class_missing")]
    assert run.created == 2
    (person,) = clean_rows(1, person=True)
    assert "natural_person" in {code for _row, code in said(brings([person]), RowKind.HINT)}


# --- whose rows ----------------------------------------------------------------------------------------------


def test_a_department_brings_its_own_rows_and_no_others(brings):
    rows = clean_rows(20)
    ours = Department.objects.get(uscc=rows[0]["CF_CFJGDM"])
    run = brings(rows, by=officer_of("officer", ours))
    own = sum(row["CF_CFJGDM"] == ours.uscc for row in rows)
    assert 0 < own < 20
    assert (run.created, run.rejected) == (own, 20 - own)
    assert {code for _row, code in said(run, RowKind.ERROR)} == {"foreign_department"}


def test_a_duty_that_ended_before_the_import_brings_nothing(brings):
    rows = clean_rows(1)
    ours = Department.objects.get(uscc=rows[0]["CF_CFJGDM"])
    officer = officer_of("officer", ours)
    run = brings(rows, by=officer)
    runs.confirm(run, by=officer, now=timezone.now())
    take_duty(officer, ours, "import_records", ON)
    run = worked(run)
    assert (run.created, run.rejected) == (0, 1)


def test_a_run_is_seen_by_its_departments_and_the_credit_office(brings, clerk):
    rows = clean_rows(1)
    ours = Department.objects.get(uscc=rows[0]["CF_CFJGDM"])
    theirs = Department.objects.exclude(pk=ours.pk).first()
    run = brings(rows, by=officer_of("officer", ours))
    whole = brings(rows)
    seen = {
        name: set(visible_to(person))
        for name, person in {"clerk": clerk, "us": officer_of("colleague", ours), "them": officer_of("other", theirs)}.items()
    }  # fmt: skip
    assert seen == {"clerk": {run, whole}, "us": {run}, "them": set()}


def test_whoever_only_imports_begins_at_the_import_page(register, day, client):
    day(ON.isoformat())
    officer_of("officer", Department.objects.first())
    signed_in = client.post("/login/", {"username": "officer", "password": "a-long-Passphrase-1"})
    assert signed_in.headers["Location"] == "/office/import/"
    assert b'href="/office/import/" aria-current="page"' in client.get("/office/import/").content


# --- files that are none -------------------------------------------------------------------------------------


def test_a_zip_of_tables_becomes_several_files(clerk, folder):
    rows = clean_rows(2)
    for name, row in zip(("a.csv", "b.csv"), rows, strict=True):
        write(folder / name, [row])
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        archive.write(folder / "a.csv", "../甲.csv")
        archive.write(folder / "b.csv", "folder/b.csv")
        archive.writestr("readme.md", "no table")
    with (folder / "both.zip").open("rb") as file:
        taken = uploads.take_in(file, "both.zip", departments=[], by=clerk, now=timezone.now())
    assert [run.file_name for run in taken] == ["甲.csv", "b.csv"]
    assert runs.work_imports(timezone.now) == 2
    assert sum(run.created for run in ImportRun.objects.all()) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空"), (b"\xd0\xcf\x11\xe0 old workbook", "XLSX"), ("决定".encode("utf-16"), "UTF-16")],
)
def test_what_is_no_table_is_refused_at_once_and_not_kept(clerk, folder, settings, content, words):
    with pytest.raises(UnreadableFile, match=words):
        uploads.take_in(io.BytesIO(content), "f.csv", departments=[], by=clerk, now=timezone.now())
    assert not list(settings.IMPORT_DIR.iterdir())


def test_a_file_too_large_or_too_long_is_refused_with_its_limit(brings, clerk, folder, settings, monkeypatch):
    monkeypatch.setattr(runs, "MOST_ROWS", 2)
    run = brings(clean_rows(3))
    assert (run.state, "最多导入 2 行" in run.problem) == (RunState.REFUSED, True)
    settings.IMPORT_FILE_BYTES = 10
    with pytest.raises(UnreadableFile, match="MB"):
        uploads.take_in(io.BytesIO(b"x" * 11), "f.csv", departments=[], by=clerk, now=timezone.now())


def test_a_file_without_a_header_is_refused_on_its_page(clerk, folder):
    (folder / "no.csv").write_text("a,b\n1,2\n")
    run = checked(folder / "no.csv", clerk)
    assert (run.state, "表头" in run.problem) == (RunState.REFUSED, True)
