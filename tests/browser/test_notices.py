"""R12: notices drawn up, printed as one file, and noted as served."""

from datetime import date

import pytest
from playwright.sync_api import expect

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
