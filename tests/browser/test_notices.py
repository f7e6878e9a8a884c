"""R12: notices drawn up, printed as one file, and noted as served, with the scanned receipt."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casework.evidence.checking import check_waiting
from repair.services.notices import draw_notices, note_service
from tests.corpus.papers import a_picture

pytestmark = pytest.mark.browser


def test_notices_are_printed_together_and_noted_as_served(office, visitor, work):
    for number in (1, 2):
        office.identifies(
            document_number=f"江环罚〔2026〕9{number}号",
            decided_on=date(2026, 11, 16),
            published_on=date(2026, 11, 18),
        )
    reviewer = visitor("lin")
    page = reviewer.page
    reviewer.goes_to("/work/notices/")
    for box in page.locator("input[name=record]").all():
        box.check()
    page.get_by_role("button", name="生成并打印").click()
    page.wait_for_url("**/letters/bundle/**")
    address = page.url
    work()
    drawn = page.request.get(address)
    assert drawn.headers["content-type"] == "application/pdf"
    (reviewer.found.shots / "notices.pdf").write_bytes(drawn.body())
    reviewer = visitor("lin")  # in a second window: the first one waits for the sheets
    page = reviewer.page
    reviewer.goes_to("/work/notices/")
    page.locator("details summary", has_text="已生成").first.click()
    page.locator("select[name$=way]").first.select_option("in_person")
    reviewer.looks_at("notices")
    page.get_by_role("button", name="记录送达").first.click()
    page.wait_for_url("**/work/notices/")
    expect(page.locator("input[name=record]")).to_have_count(1)


def test_the_scan_of_a_receipt_is_uploaded_checked_and_confirmed(office, visitor, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    by, on = office.reviewer.user, office.day.today
    for number in (1, 2):
        record = office.identifies(
            document_number=f"江环罚〔2026〕9{number}号",
            decided_on=date(2026, 11, 16),
            published_on=date(2026, 11, 18),
        )
        draw_notices([record.public_id], by=by, on=on)
        note_service(record.public_id, served_on=on, way="post", receipt=f"EMS 239900{number}", by=by, on=on)
    reviewer = visitor("lin")
    page = reviewer.page
    reviewer.goes_to("/work/notices/")
    card = page.locator(f"#n-{record.public_id}")
    field = card.locator("input[type=file]")
    field.set_input_files({"name": "回执.docx", "mimeType": "application/x", "buffer": b"PK"})
    expect(card.locator("[data-problems]")).to_contain_text("文件应为 PDF、OFD、JPG 或 PNG")
    field.set_input_files({"name": "送达回执.jpg", "mimeType": "image/jpeg", "buffer": a_picture()})
    expect(card.locator("[data-rows]")).to_contain_text("正在检测，通过后可以查看")
    check_waiting(timezone.now())
    expect(card.locator("[data-rows]")).to_contain_text("检测通过，请查看后确认")
    reviewer.looks_at("receipts")
    card.get_by_role("button", name="确认归档").click()
    page.wait_for_url("**/work/notices/#n-*")
    expect(card).to_contain_text(f"{by.get_full_name() or by.username}")
    expect(card.locator("input[type=file]")).to_have_count(0)
    reviewer.goes_to("/work/notices/")
    reviewer.looks_at("receipt-confirmed")
    party = visitor("zhou")
    party.goes_to(f"/records/{record.public_id}/")
    expect(party.page.get_by_role("link", name="送达回执（扫描件）")).to_be_visible()
    party.looks_at("record-with-a-served-notice")


def test_the_scan_goes_in_by_a_plain_form_too(office, visitor, settings, tmp_path):
    settings.EVIDENCE_DIR, settings.EVIDENCE_CHECK_INLINE = tmp_path, True
    by, on = office.reviewer.user, office.day.today
    record = office.identifies(decided_on=date(2026, 11, 16), published_on=date(2026, 11, 18))
    draw_notices([record.public_id], by=by, on=on)
    note_service(record.public_id, served_on=on, way="in_person", receipt="", by=by, on=on)
    reviewer = visitor("lin", javascript=False)
    page = reviewer.page
    reviewer.goes_to("/work/notices/")
    send = page.locator(f"#n-{record.public_id}").get_by_role("button", name="上传")
    send.click()
    expect(page.locator(".xx-err-sum")).to_contain_text("请上传送达回执")
    page.set_input_files(
        "input[type=file]", {"name": "送达回执.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    )
    send.click()
    reviewer.presses("确认归档")
    expect(page.locator(f"#n-{record.public_id}")).to_contain_text("确认")
    expect(page.locator("input[type=file]")).to_have_count(0)
