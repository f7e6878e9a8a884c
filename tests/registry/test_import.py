"""A file in: one answer per row, the same file twice changes nothing, and a batch goes back whole."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from registry.importing import UnreadableFile
from registry.models import (
    ImportBatch,
    Publication,
    PublicationChange,
    Record,
    RecordRevision,
    Subject,
)
from tests.registry.conftest import ON, clean_rows, codes, imported, statuses, write

pytestmark = pytest.mark.django_db


def test_a_clean_row_enters_with_everything_it_says(bring):
    row = clean_rows()[0] | {
        "CF_CFLB": "警告；罚款", "CF_NR_FK": "2.5", "CF_JDRQ": "2026-08-06", "CF_WSH": "江环罚[2026]１２号",
    }  # fmt: skip
    outcome, report = bring([row], batch_name="first")
    assert report == [{"row": 2, "status": "created", "errors": []}]
    assert outcome.is_clean
    record = Record.objects.select_related("subject", "department", "batch").get()
    assert record.subject.uscc == row["CF_XDR_SHXYM"]
    assert record.subject.name == row["CF_XDR_MC"]
    assert record.department.uscc == row["CF_CFJGDM"]
    assert record.document_number == "江环罚〔2026〕12号"
    assert record.penalty_types == ["warning", "fine"]
    assert (record.fine_yuan, record.decided_on) == (Decimal("25000.00"), date(2026, 8, 6))
    assert (record.batch.name, record.source_row) == ("first", 2)
    fine = record.obligations.get()
    assert (fine.kind, fine.amount_yuan, fine.fulfilled) == ("fine", Decimal("25000.00"), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("layout", ["new", "old"])
@pytest.mark.parametrize("names", [False, True])
def test_both_layouts_in_every_encoding_by_codes_or_names(register, tmp_path, layout, encoding, names):
    path = tmp_path / "penalties.csv"
    write(path, clean_rows(20, layout=layout), layout=layout, encoding=encoding, names=names)
    _outcome, report = imported(path)
    assert statuses(report) == ["created"] * 20
    assert Record.objects.exclude(subject__name__contains="江澜市").count() == 0


@pytest.mark.parametrize("layout", ["new", "old"])
def test_a_workbook_is_read_like_a_csv(register, tmp_path, layout):
    rows = clean_rows(12, layout=layout)
    write(tmp_path / "same.csv", rows, layout=layout)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["行政处罚信息"])
    header = list({code: None for row in rows for code in row})
    sheet.append(header)
    for row in rows:
        cells = [row.get(code) for code in header]
        sheet.append(
            [
                date.fromisoformat(cell) if code == "CF_JDRQ" else cell
                for code, cell in zip(header, cells, strict=True)
            ]
        )
    workbook.save(tmp_path / "same.xlsx")
    _outcome, first = imported(tmp_path / "same.xlsx")
    assert statuses(first) == ["created"] * 12
    assert [line["row"] for line in first] == list(range(3, 15))
    _outcome, second = imported(tmp_path / "same.csv")
    assert statuses(second) == ["unchanged"] * 12


def test_names_above_codes_and_a_title_above_both(register, tmp_path):
    path = tmp_path / "titled.csv"
    write(path, clean_rows(2))
    names = tmp_path / "names.csv"
    write(names, [], names=True)
    path.write_text("行政处罚信息表,,,\n" + names.read_text() + path.read_text())
    _outcome, report = imported(path)
    assert [(line["row"], line["status"]) for line in report] == [(4, "created"), (5, "created")]


def test_a_header_may_break_its_lines_and_mark_what_is_required(register, tmp_path):
    path = tmp_path / "marked.csv"
    write(path, clean_rows(2), names=True)
    text = (
        path.read_text()
        .replace("罚款金额(万元)", '"罚款金额\n（万元）"')
        .replace("行政相对人名称", "*行政相对人名称（必填）", 1)
    )
    path.write_text(text)
    _outcome, report = imported(path)
    assert statuses(report) == ["created", "created"]


def test_the_same_file_twice_changes_nothing(bring):
    rows = clean_rows(30)
    bring(rows)
    before = list(Record.objects.order_by("pk").values())
    outcome, report = bring(rows)
    assert set(statuses(report)) == {"unchanged"}
    assert outcome.counts["unchanged"] == 30
    assert list(Record.objects.order_by("pk").values()) == before
    assert not RecordRevision.objects.exists()


def test_the_same_row_written_otherwise_is_the_same_row(bring):
    row = clean_rows()[0] | {"CF_CFLB": "警告;罚款", "CF_NR_FK": "1.5"}
    bring([row])
    written = row | {
        "CF_WSH": row["CF_WSH"].replace("〔", "（").replace("〕", "）"),
        "CF_JDRQ": row["CF_JDRQ"].replace("-", "/"),
        "CF_CFLB": "警告；罚款",
        "CF_NR_FK": "15000元",
        "CF_XDR_SHXYM": row["CF_XDR_SHXYM"].lower(),
    }
    _outcome, report = bring([written])
    assert statuses(report) == ["unchanged"]


def test_changed_content_updates_the_record_and_keeps_what_it_was(bring):
    row = clean_rows()[0] | {"CF_CFLB": "罚款", "CF_NR_FK": "1"}
    bring([row])
    public_id = Record.objects.get().public_id
    _outcome, report = bring([row | {"CF_NR_FK": "2", "CF_SY": "更正后的事实。"}], batch_name="correction")
    assert statuses(report) == ["updated"]
    record = Record.objects.get()
    assert (record.public_id, record.facts, record.fine_yuan) == (public_id, "更正后的事实。", Decimal(20000))
    assert record.obligations.get().amount_yuan == Decimal(20000)
    assert RecordRevision.objects.get().before["fine_yuan"] == "10000.00"


def test_one_bad_row_does_not_stop_the_others(bring):
    rows = clean_rows(5)
    rows[2]["CF_JDRQ"] = "上个月"
    outcome, report = bring(rows)
    assert statuses(report) == ["created", "created", "rejected", "created", "created"]
    assert codes(report[2]) == [("CF_JDRQ", "bad_date")]
    assert not outcome.is_clean


def test_a_dry_run_answers_the_same_and_leaves_nothing(bring):
    rows = clean_rows(5)
    _outcome, tried = bring(rows, dry_run=True)
    assert statuses(tried) == ["created"] * 5
    assert not Record.objects.exists()
    assert not Subject.objects.exists()
    assert not ImportBatch.objects.exists()
    _outcome, done = bring(rows)
    assert done == tried


def test_twice_in_one_file_the_same_is_said_once_and_a_contradiction_is_refused(bring):
    row = clean_rows()[0]
    _outcome, report = bring([row, row, row | {"CF_SY": "另一种说法。"}])
    assert statuses(report) == ["created", "unchanged", "rejected"]
    assert codes(report[2]) == [("CF_WSH", "duplicate_in_file")]
    assert "第 2 行" in report[2]["errors"][0]["message"]
    assert Record.objects.count() == 1


def test_a_merged_department_stands_for_its_successor(bring):
    from registry.models import Department

    row = clean_rows()[0]
    old = Department.objects.get(uscc=row["CF_CFJGDM"])
    new = Department.objects.exclude(pk=old.pk).first()
    Department.objects.filter(pk=old.pk).update(merged_on=date(2026, 1, 1), successor=new)
    bring([row])
    assert Record.objects.get().department == new


# --- what follows from the rules -----------------------------------------------------------------


def test_the_default_class_counts_only_where_the_department_adopts_it(bring):
    from registry.models import Department

    rows = [row for row in clean_rows(40) if row["CF_CFLB"] == "罚款"][:2]
    Department.objects.update(adopts_default_classes=False)
    bring(rows[:1])
    Department.objects.update(adopts_default_classes=True)
    bring(rows[1:], name="second.csv")
    unclassified, classified = Record.objects.order_by("pk")
    assert (unclassified.severity, unclassified.repairable_from) == ("", None)
    assert classified.severity == "general"
    assert not unclassified.publications.exists()


def test_a_record_inside_its_maximum_period_goes_on_show_until_its_last_day(bring):
    row = next(
        row for row in clean_rows(60) if row["CF_CFLB"] == "罚款" and row["CF_CFJG"] == "江澜市生态环境局"
    )
    bring([row | {"CF_JDRQ": "2026-08-06"}])
    publication = Publication.objects.get()
    assert (publication.state, publication.shown_from) == ("shown", ON)
    assert publication.shown_until == date(2027, 8, 6)
    assert PublicationChange.objects.get().target == "shown"


def test_a_record_past_its_maximum_period_never_goes_on_show(bring):
    row = next(
        row for row in clean_rows(60) if row["CF_CFLB"] == "罚款" and row["CF_CFJG"] == "江澜市生态环境局"
    )
    bring([row | {"CF_JDRQ": "2025-08-06"}])
    assert Record.objects.get().max_period_ends_on == date(2026, 8, 6)
    assert not Publication.objects.exists()


def test_the_class_stated_in_the_old_layout_is_the_departments_own(bring):
    row = clean_rows(layout="old")[0]
    bring([row | {"CF_SXYZCD": "严重失信"}], layout="old")
    assert Record.objects.get().severity == "serious"


# --- natural persons -------------------------------------------------------------------------------


def test_a_persons_number_is_encrypted_found_by_its_index_and_never_printed(bring, django_db_blocker):
    from django.db import connection

    good, bad = clean_rows(2, person=True)
    number = good["CF_XDR_ZJHM"]
    bad = bad | {"CF_XDR_ZJHM": bad["CF_XDR_ZJHM"][:-1] + ("1" if bad["CF_XDR_ZJHM"][-1] != "1" else "2")}
    _outcome, report = bring([good, bad])
    assert statuses(report) == ["created", "rejected"]
    assert codes(report[1]) == [("CF_XDR_ZJHM", "id_check_digit")]
    shown = report[1]["errors"][0]["value"]
    assert shown == bad["CF_XDR_ZJHM"][:3] + "*" * 11 + bad["CF_XDR_ZJHM"][-4:]
    person = Subject.objects.get()
    assert (person.kind, person.id_number, person.shown_number) == (
        "natural_person",
        number,
        f"239{'*' * 11}{number[-4:]}",
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id_number, row_hash FROM registry_subject JOIN registry_record r ON r.subject_id = registry_subject.id"
        )
        stored = cursor.fetchone()
    assert number not in stored[0]
    _outcome, again = bring([good])
    assert statuses(again) == ["unchanged"]


# --- files that cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"a,b\n1,2\n", "表头"),
        (b"CF_XDR_MC,CF_XDR_LB,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR\n", "CF_JDRQ"),
        (b"\xd0\xcf\x11\xe0 old workbook", "XLSX"),
        ("决定".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 no workbook at all", "损坏"),
    ],
)
def test_a_file_that_is_none_is_refused_with_words(register, tmp_path, content, words):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words):
        imported(path)
    assert not ImportBatch.objects.exists()


def test_a_few_bad_bytes_cost_their_row_and_no_other(register, tmp_path):
    path = tmp_path / "bytes.csv"
    write(path, clean_rows(3))
    lines = path.read_bytes().split(b"\r\n")
    lines[2] = lines[2].replace("江澜市".encode(), b"\xe6\xb1", 1)
    path.write_bytes(b"\r\n".join(lines))
    _outcome, report = imported(path)
    assert statuses(report) == ["created", "rejected", "created"]
    assert codes(report[1]) == [("CF_XDR_MC", "undecodable")]


def test_a_quote_that_never_closes_costs_its_row_and_no_other(register, tmp_path):
    path = tmp_path / "quotes.csv"
    rows = clean_rows(6)
    rows[1]["CF_SY"] = "第一行\n第二行"  # a cell with lines is no mistake
    write(path, rows)
    lines = path.read_text().split("\n")
    lines[4] = (
        lines[4].replace(",法人及非法人组织,", ',"法人及非法人组织,').replace(",个体工商户,", ',"个体工商户,')
    )
    path.write_text("\n".join(lines))
    _outcome, report = imported(path)
    assert statuses(report) == ["created", "created", "rejected", "created", "created", "created"]
    assert codes(report[2]) == [("ROW", "broken_row")]
