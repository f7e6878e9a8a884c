"""Point 21 of the acceptance list: a record without class is a task of its department, and its party may ask."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_point_21_a_record_without_class_is_asked_for_and_decided(office, visitor):
    record = office.identifies(severity="")
    party, reviewer = visitor("zhou"), visitor("lin")
    party.goes_to("/records/")
    expect(party.page.locator(f"[data-record='{record.public_id}']")).to_contain_text("类别待核定")
    party.looks_at("record-without-class")
    party.presses("催一下")
    expect(party.page.locator("main")).to_contain_text("已告知该部门您在等待结果")
    expect(party.page.locator("main")).to_contain_text("您已在11月23日")
    expect(party.page.get_by_role("button", name="催一下")).to_have_count(0)
    reviewer.goes_to("/work/")
    reviewer.page.get_by_role("link", name="待核定 1 条").click()
    expect(reviewer.page.locator("main")).to_contain_text(record.document_number)
    reviewer.looks_at("classes")
    reviewer.page.select_option("select", "general")
    reviewer.page.locator("input[name$=basis]").fill("本单位分类标准第三条")
    reviewer.presses("核定")
    expect(reviewer.page.locator("main")).to_contain_text("没有待核定的信息")
    expect(reviewer.page.get_by_role("link", name="待核定", exact=True)).to_be_visible()  # none is left
    reviewer.goes_to("/inbox/settings/")
    reviewer.looks_at("reminders-officer")
    reviewer.goes_to("/inbox/")
    reviewer.looks_at("inbox-officer")
    party.goes_to(f"/records/{record.public_id}/")
    expect(party.page.locator("main")).not_to_contain_text("正在请")
