"""Point 66 of the acceptance list: the import page, from a file with bad rows to a clean register."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from registry import departments
from registry.duties import CREDIT_OFFICE
from registry.importing import runs
from registry.importing.telling import Telling
from registry.models import Record
from registry.sample import Sample
from tests.registry.conftest import write
from tests.world import user

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, BAD = 2310, 37
TODAY = date(2026, 11, 23)


@pytest.fixture
def clerk(office, settings, tmp_path):
    settings.IMPORT_DIR = tmp_path / "imports"
    departments.load(departments.read())
    person = user("clerk")
    person.groups.add(Group.objects.get_or_create(name=CREDIT_OFFICE)[0])
    return person


@pytest.fixture
def file(tmp_path):
    """2,310 rows of which 37 cannot be imported: dates that no calendar has."""
    rows = [dict(row) for row in Sample(ROWS, 66, TODAY, "new", 0.0)]
    for row in rows[::60][:BAD]:
        row["CF_JDRQ"] = "2026-02-30"
    write(tmp_path / "处罚数据.csv", rows)
    return tmp_path / "处罚数据.csv"


def uploads(visitor, path):
    visitor.goes_to("/office/import/")
    visitor.page.set_input_files("#id_file", path)
    visitor.presses("上传并校验")


def works():
    assert runs.work_imports(timezone.now) == 1


def test_point_66_import_with_bad_rows(clerk, file, tmp_path, visitor, monkeypatch):
    one = visitor("clerk")
    one.goes_to("/office/import/")
    one.looks_at("import-list-empty")
    uploads(one, file)
    page = one.page
    expect(page.locator(".xx-imp-now")).to_have_text("正在等候校验，可离开页面")
    address = page.url.removeprefix(one.site)
    seen = []

    def watched(self, rows, share, tell=Telling.__call__):
        """Progress moves on the open page; after 1,000 rows the page is left, after 2,000 opened again."""
        tell(self, rows, share)
        if rows == 1000:
            seen.append("left")
            page.goto("about:blank")
            return
        if rows == 2000:
            one.goes_to(address)
        expect(page.locator(".xx-imp-now")).to_have_text(f"正在校验 {rows:,} / 2,310 行，可离开页面")
        seen.append(rows)
        if rows == 500:
            one.looks_at("import-progress")

    with monkeypatch.context() as patched:
        patched.setattr(
            Telling,
            "__call__",
            lambda self, rows, share: watched(self, rows, share) if rows != 1500 else None,
        )
        works()
    assert seen == [500, "left", 2000, 2310]
    expect(page.get_by_role("heading", name="导入 2,273 行，跳过 37 行")).to_be_visible()
    assert not Record.objects.filter(batch__isnull=False).exists()
    first = page.locator(".xx-imp-table tbody").first
    expect(first).to_contain_text("处罚决定日期")
    expect(first).to_contain_text("2026-02-30")
    expect(first).to_contain_text("日期无法识别")
    expect(first.locator("th")).to_have_text("2")
    one.looks_at("import-report")

    first.get_by_role("textbox").fill("2026-11-12")
    first.get_by_role("button").click()
    expect(page.get_by_role("heading", name="导入 2,274 行，跳过 36 行")).to_be_visible()
    one.presses("已更正")
    expect(page.locator(".xx-imp-table")).to_contain_text("clerk")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载问题行").click()
    mended = tmp_path / "mended.xlsx"
    download.value.save_as(mended)
    mend(mended)

    page.get_by_role("button", name="导入 2,274 行，跳过 36 行").click()
    works()
    expect(page.get_by_role("heading", name=re.compile("批次 DR-2026-.* 已导入"))).to_be_visible()
    assert Record.objects.filter(batch__isnull=False).count() == 2274
    one.looks_at("import-result")

    uploads(one, mended)
    works()
    page.reload()
    expect(page.get_by_role("button", name="导入 36 行，跳过 0 行")).to_be_visible()
    page.get_by_role("button", name="导入 36 行，跳过 0 行").click()
    works()
    assert Record.objects.filter(batch__isnull=False).count() == ROWS

    uploads(one, file)
    works()
    page.reload()
    expect(page.get_by_text("同一文件已作为批次")).to_be_visible()
    expect(page.get_by_role("heading", name="目前没有可以导入的行")).to_be_visible()
    one.goes_to("/office/import/")
    one.looks_at("import-list")


def mend(path):
    """What an office does in its spreadsheet: a date in place of the bad one; the problems stay beside it."""
    sheet = openpyxl.load_workbook(path).active
    header = [cell.value for cell in sheet[1]]
    assert (sheet.max_row, header[-1]) == (BAD, "问题")
    for row in sheet.iter_rows(min_row=2):
        assert row[-1].value.startswith("处罚决定日期：日期无法识别")
        row[header.index("CF_JDRQ")].value = "2026-11-12"
    sheet.parent.save(path)


def test_without_a_script_the_page_is_read_again_by_a_link(clerk, file, visitor):
    one = visitor("clerk", javascript=False)
    uploads(one, file)
    assert "正在等候校验" in one.reads()
    works()
    one.presses("刷新进度")
    assert "导入 2,273 行，跳过 37 行" in one.reads()
    one.presses("导入 2,273 行")
    works()
    one.presses("刷新进度")
    one.page.locator("main details summary").click()
    one.page.locator("main details button").click()
    assert "正在整批撤销，可离开页面" in one.reads()
    works()
    one.presses("刷新进度")
    assert "已整批撤销" in one.reads()
    assert not Record.objects.filter(batch__isnull=False).exists()


def test_what_is_no_table_is_said_beside_the_field(clerk, tmp_path, visitor):
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0 an old workbook")
    one = visitor("clerk")
    uploads(one, tmp_path / "old.xls")
    assert "这是旧版 XLS 文件，请另存为 XLSX 或 CSV。" in one.reads()
    one.looks_at("import-refused-upload")
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["a", "b"], ["1", "2"]])
    (tmp_path / "none.csv").write_text(buffer.getvalue())
    uploads(one, tmp_path / "none.csv")
    works()
    one.page.reload()
    assert "没有找到双公示行政处罚信息的表头" in one.reads()
    one.looks_at("import-unreadable")
