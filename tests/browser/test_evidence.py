"""Files in a real browser: sent with progress, cancelled, sent again; read on the desk page by page."""

import io

import pytest
import weasyprint
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from casework.evidence.checking import check_waiting
from casework.models import EvidenceFile
from tests.corpus.papers import a_pdf, a_picture

pytestmark = pytest.mark.browser

RECEIPT = """<meta charset="utf-8"><style>@page {{ size: A5 landscape; margin: 12mm }} h1, p {{ text-align: center }}
table {{ width: 100%; border-collapse: collapse }} td {{ border: 1px solid #333; padding: 3mm }}</style>
<h1>非税收入一般缴款书（电子）</h1><p>开票日期：2026-08-10</p><table>
<tr><td>付款人</td><td>江澜市禾丰食品有限公司</td></tr><tr><td>金额</td><td>￥32,000.00</td></tr>
<tr><td>备注</td><td>处罚决定书文号：{number}</td></tr></table>"""


def a_receipt(number: str) -> bytes:
    return weasyprint.HTML(string=RECEIPT.format(number=number)).write_pdf()


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies(document_number="江环罚〔2026〕37号"))


def sheet(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def a_photo() -> bytes:
    """What a phone makes: many points, and none like the one beside it."""
    noise = Image.effect_noise((3000, 4000), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=97)
    return file.getvalue()


def test_points_28_and_30_each_file_has_its_own_words_and_a_hint_stops_nothing(visitor, office, case):
    """Files that are refused leave the others alone; another document number may be explained."""
    applicant = visitor("zhou")
    page = applicant.page
    applicant.goes_to(f"/apply/{case.number}/fulfilment/")
    field = page.locator("input[type=file]")
    field.set_input_files(
        [sheet("缴款书.pdf", a_receipt("江环罚〔2026〕73号")), sheet("空.pdf", b""), sheet("表.docx", b"PK")]
    )
    expect(page.locator("[data-problems]")).to_contain_text("文件是空的，请重新选择")
    expect(page.locator("[data-problems]")).to_contain_text("文件应为 PDF、OFD、JPG 或 PNG")
    expect(page.locator("[data-rows]")).to_contain_text("正在检测")
    check_waiting(timezone.now())
    expect(page.locator("[data-rows]")).to_contain_text(
        "凭证上是“江环罚〔2026〕73号”，这条记录是“37号”，请核对"
    )
    expect(page.locator("[data-rows] img")).to_have_count(1)
    expect(page.locator(".xx-err-sum")).to_contain_text("文件是空的，请重新选择")
    applicant.looks_at("files")
    owed, file = case.record.obligations.get(), EvidenceFile.objects.get()
    page.fill(f"#why_{file.pk}", "缴款书由开票单位误填文号，情况说明见第二页")
    page.fill(f"#id_on_{owed.pk}", "2026-08-19")
    page.fill(f"#id_proof_{owed.pk}", "票据 0004471902")
    applicant.presses("保存")
    page.wait_for_url(f"**/apply/{case.number}/")
    office.representative.signs(case)
    assert office.representative.submits(case).status == "submitted"
    assert EvidenceFile.objects.get().explanation.startswith("缴款书由开票单位误填文号")


def test_point_29_a_slow_upload_shows_how_far_it_is_and_can_be_cancelled_and_sent_again(visitor, case):
    """A photo of 12 MB: made smaller on the way, and kept under its name."""
    applicant = visitor("zhou")
    page = applicant.page
    applicant.goes_to(f"/apply/{case.number}/rectification/")
    line = applicant.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    photo = a_photo()
    assert len(photo) > 12_000_000
    page.locator("input[type=file]").set_input_files(
        [sheet("整改后.jpg", photo) | {"mimeType": "image/jpeg"}]
    )
    expect(page.locator("progress")).to_be_visible()
    page.get_by_role("button", name="取消").click()
    expect(page.locator("[data-rows]")).to_contain_text("已取消")
    assert not EvidenceFile.objects.exists()
    line.send(
        "Network.emulateNetworkConditions",
        slow | {"uploadThroughput": -1, "downloadThroughput": -1, "latency": 0},
    )
    page.get_by_role("button", name="重试").click()
    expect(page.locator("[data-rows]")).to_contain_text("正在检测")
    kept = EvidenceFile.objects.get()
    assert kept.name == "整改后.jpg"
    assert kept.size < len(photo)


def test_without_a_script_a_plain_form_sends_it(visitor, case):
    """Point 11."""
    applicant = visitor("zhou", javascript=False)
    page = applicant.page
    applicant.goes_to(f"/apply/{case.number}/fulfilment/")
    page.locator("input[type=file]").set_input_files([sheet("凭证.pdf", a_pdf())])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("[data-rows]")).to_contain_text("凭证.pdf")


def test_points_48_and_51_the_desk_turns_enlarges_and_compares(visitor, office, case):
    """Keys, and the differing characters underlined with the way to the page."""
    applicant = visitor("zhou")
    applicant.goes_to(f"/apply/{case.number}/fulfilment/")
    field = applicant.page.locator("input[type=file]")
    field.set_input_files(
        [sheet("缴款书.pdf", a_receipt("江环罚〔2026〕73号")), sheet("现场.jpg", a_picture())]
    )
    expect(applicant.page.locator("[data-rows] [data-file]")).to_have_count(2)
    check_waiting(timezone.now())
    office.representative.states(case)
    office.representative.signs(case)
    office.representative.submits(case)
    office.reviewer.accepts(case)
    reviewer = visitor("lin")
    page = reviewer.page
    reviewer.goes_to(f"/work/{case.number}/")
    expect(page.locator(".xx-leaf img")).to_be_visible()
    expect(page.locator(".xx-leaf rect.xx-off")).to_have_count(1)
    expect(page.locator("#d-compared mark").first).to_be_visible()
    reviewer.looks_at("desk-papers")
    sheet_ = page.locator("[data-sheet]")
    page.keyboard.press("z")
    expect(sheet_).to_have_class("xx-sheet xx-z150 xx-r0")
    page.keyboard.press("t")
    expect(sheet_).to_have_class("xx-sheet xx-z150 xx-r90")
    page.keyboard.press("x")
    page.screenshot(path=str(reviewer.found.shots / "desk-turned.png"))
    page.keyboard.press("4")
    page.wait_for_url("**see=4**")
    page.keyboard.press("2")
    page.wait_for_url("**see=2**")
