"""C9: the report on the screen, as a workbook and on paper says the same; whatever is taken out stands in the register."""

import hashlib
import io
import re
from datetime import date
from html import unescape

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from openpyxl import load_workbook

from notifications import outbox
from notifications.delivery import HANDLERS
from notifications.letters import sheet_of, unnumbered
from notifications.render import drawn
from rechecks.letters.report import FigureReport, Meaning, is_dense
from registry.models import Export
from tests.rechecks.test_figures import OLD

ASKED = "kind=repair&since=2026-11-01&until=2026-11-30"


@pytest.fixture(autouse=True)
def _drawn_here(settings, tmp_path):
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path


@pytest.fixture
def reader(client, office, day):
    """The credit office, after a month with two grants, a withdrawal and a case in hand; one name begins like a formula."""
    office.department.name = "=江澜市生态环境局（测试）"
    office.department.save()
    day("2026-11-05")
    office.has_granted(**OLD)
    office.has_granted(**OLD)
    office.representative.withdraws(office.has_received(**OLD))
    office.has_received(**OLD)
    day("2026-11-23")
    client.force_login(office.credit_officer.user)
    return client


def on_the_screen(html):
    """The cells of the table as they are read: signs for the eye and words for the ear left out."""
    table = html[html.index('data-table="report"') :]
    table = table[: table.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [as_read(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def as_read(cell):
    cell = re.sub(r'<span (aria-hidden="true"|class="xx-vh").*?</span>', "", cell)
    cell = re.sub(r"<small>(.*?)</small>", r" (\1)", cell)
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def exported(reader, form):
    return reader.post(f"/office/reports/export/?{ASKED}", {"form": form})


def test_the_workbook_equals_the_screen_and_no_cell_is_a_formula(reader):
    screen = on_the_screen(reader.get(f"/office/reports/?{ASKED}").content.decode())
    answer = exported(reader, "xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    written = [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert written == screen
    assert len(screen) == 3
    assert written[1][0] == "=江澜市生态环境局（测试）"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert written[1][1] == "4"
    meanings = [row[0].value for row in book.worksheets[1].iter_rows(min_row=3)]
    assert meanings[:-1] == screen[0][1:]


def test_an_export_is_registered_with_who_what_when_and_its_hash(reader, office):
    answer = exported(reader, "xlsx")
    kept = Export.objects.get()
    assert kept.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert (kept.by, kept.form, kept.rows) == (office.credit_officer.user, "xlsx", 1)
    assert kept.asked == {"kind": "repair", "since": "2026-11-01", "until": "2026-11-23"}
    mark = load_workbook(io.BytesIO(answer.content)).worksheets[0]["A1"].value
    assert kept.public_id in mark
    assert "gao" in mark
    assert "2026-11-23 10:00" in mark
    assert kept.public_id in reader.get("/office/reports/").content.decode()


def test_the_paper_is_landscape_and_says_what_each_figure_means(reader):
    answer = exported(reader, "pdf")
    assert answer.status_code == 302
    assert reader.get(answer.url).status_code == 202
    outbox.relay(HANDLERS)
    pdf = b"".join(reader.get(answer.url))
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        _left, _bottom, width, height = map(float, paper.pages[0].MediaBox)
        assert (round(width), round(height)) == (842, 595)
        assert len(paper.pages) <= 2
    kept = Export.objects.get()
    assert kept.form == "pdf"
    assert re.fullmatch("[0-9a-f]{64}", kept.sha256)


def test_the_register_of_exports_is_never_changed(reader, as_the_owner):
    exported(reader, "xlsx")
    for act in (lambda: Export.objects.update(rows=9), lambda: Export.objects.all().delete()):
        with pytest.raises(DatabaseError, match="rows are added"), transaction.atomic():
            act()


def test_a_result_and_a_department_narrow_the_report(reader, office):
    screen = on_the_screen(reader.get(f"/office/reports/?{ASKED}&result=ended").content.decode())
    assert screen[1][1] == "1"
    none = reader.get(f"/office/reports/?{ASKED}&department={office.elsewhere.uscc}").content.decode()
    assert "data-table" not in none


def test_what_is_asked_wrongly_is_asked_as_usual(reader):
    for words in (
        "since=x&until=y",
        "since=2026-12-31&until=2026-01-01",
        "kind=x&result=y&department=z",
        "period=q",
    ):
        assert reader.get(f"/office/reports/?{words}").status_code == 200
    assert exported(reader, "doc").status_code == 400
    assert not Export.objects.exists()


def report_of(rows, cell):
    columns = tuple(Meaning(f"指标{n}", "口径") for n in range(18))
    line = ("江澜市城市管理综合行政执法局", *[cell] * 6, *["10893"] * 12)
    said = {
        "since": date(2026, 11, 1),
        "until": date(2026, 11, 30),
        "scope": "全部部门",
        "matter": "信用修复",
    }
    return FigureReport(
        **said, as_of="2026-11-23 10:00", watermark="导出", columns=columns, rows=(line,) * rows, total=line
    )


def test_forty_departments_stay_on_the_sheets_and_no_number_breaks():
    kept = unnumbered(report_of(40, "99.9% (10338/10830)"), department="信用办", on=date(2026, 11, 23))
    with pikepdf.open(io.BytesIO(drawn(sheet_of(kept)))) as paper:
        assert 2 <= len(paper.pages) <= 4
    assert not is_dense(("合计", "99.9% (10338/10830)"))
    assert is_dense(("合计", "99.9% (1000338/1010830)"))
