"""An application in a real browser, from the task list to its end: points 25, 33, 35, 36 and 38 to 42."""

import re

import pytest
from playwright.sync_api import expect

from repair.models import RepairCase
from repair.selectors import case_file
from tests.browser.people import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def prepared(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return office.representative.signs(case)


def the_answer(visitor: Visitor, case: RepairCase) -> str:
    """The one answer that the page of one's records gives for the record of a case."""
    visitor.goes_to(f"/records/{case.record.public_id}/")
    return visitor.page.locator("[data-answer]").first.get_attribute("data-answer") or ""


def days_left(visitor: Visitor, case: RepairCase) -> str:
    visitor.goes_to(f"/cases/{case.number}/")
    return re.search(r"剩 (\d+) 个工作日", visitor.reads())[1]


def test_point_25_what_the_system_knows_as_paid_is_done_and_asks_for_no_upload(visitor, office):
    case = office.representative.starts(office.identifies(obligations=[("fine", True)]))
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/")
    row = zhou.page.locator(".xx-tl li", has_text="义务履行情况")
    expect(row).to_contain_text("不用办理")
    expect(row.locator("a")).to_have_count(0)
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    expect(zhou.page.locator("input[type=file]")).to_have_count(0)
    expect(zhou.page.locator("main")).to_contain_text("非税系统")


def test_point_33_the_last_page_opens_when_everything_is_there_and_says_what_is_missing(visitor, office):
    case = office.representative.starts(office.identifies())
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/check/")
    assert zhou.page.url.endswith(f"/apply/{case.number}/")
    row = zhou.page.locator(".xx-tl li", has_text="检查全部内容")
    expect(row).to_contain_text("完成“义务履行情况、阅读并签署信用承诺书”后可以提交")
    expect(row.locator("a")).to_have_count(0)


def test_point_35_a_double_click_or_a_reload_makes_one_case(visitor, office, prepared):
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{prepared.number}/check/")
    zhou.page.fill("#id_contact_phone", "13800006021")
    zhou.ticks("true")
    zhou.page.get_by_role("button", name="提交申请").dblclick()
    zhou.page.wait_for_url("**/submitted/")
    zhou.page.reload()
    zhou.page.go_back()
    zhou.page.go_forward()
    assert prepared.events.filter(verb="submit").count() == 1
    assert RepairCase.objects.filter(record=prepared.record).count() == 1


def test_point_36_the_confirmation_has_number_and_dates_and_opens_again(visitor, office, work):
    office.day("2026-11-21")  # a Saturday
    case = office.has_received()
    work()
    zhou = visitor("zhou")
    for _time in range(2):  # the second time as from a bookmark
        zhou.goes_to(f"/apply/{case.number}/submitted/")
        for said in (case.number, "11月25日（周三）", "12月4日（周五）"):
            expect(zhou.page.locator("main")).to_contain_text(said)
    address = zhou.page.get_by_role("link", name="下载回执").get_attribute("href")
    receipt = zhou.page.request.get(f"{zhou.site}{address}")
    assert receipt.body().startswith(b"%PDF-")


def test_point_38_a_supplement_stops_the_clock_and_it_goes_on_with_the_days_that_were_left(visitor, office):
    case = office.has_taken_up()
    office.day("2026-11-25")
    office.reviewer.asks(case, "更正后的缴款凭证")
    left = case_file(office.reload(case), office.day.today).clock.reading.left_working_days
    zhou = visitor("zhou")
    zhou.goes_to(f"/cases/{case.number}/")
    expect(zhou.page.locator("main")).to_contain_text("前补正，办理时限已暂停")
    expect(zhou.page.locator(".xx-wd")).to_have_class(re.compile("xx-paused"))
    zhou.looks_at("clock-stopped")
    office.day("2026-12-01")
    office.representative.supplements(case, "已更正，见原凭证第二页")
    again = visitor("zhou")
    assert days_left(again, case) == str(left)
    expect(again.page.locator(".xx-wd")).not_to_have_class(re.compile("xx-paused"))


def test_point_39_nothing_is_returned_a_second_time(visitor, office):
    case = office.has_taken_up()
    office.reviewer.asks(case, "更正后的缴款凭证")
    office.representative.supplements(case, "已更正")
    lin = visitor("lin")
    lin.goes_to(f"/work/{case.number}/")
    expect(lin.page.locator("input[name=decision][value=supplement]")).to_be_disabled()
    token = lin.page.locator("#decide input[name=csrfmiddlewaretoken]").get_attribute("value")
    seen = office.reload(case).seq
    sent = {"decision": "supplement", "reason": "再补一份", "seq": str(seen), "csrfmiddlewaretoken": token}
    answer = lin.page.request.post(
        f"{lin.site}/work/{case.number}/decide/", form=sent, headers={"Referer": lin.page.url}
    )
    assert answer.status == 409
    assert "本阶段已经要求补正过一次" in answer.text()
    assert office.status_of(case) == "accepted"


def test_point_40_a_supplement_that_does_not_come_ends_the_case_and_keeps_what_was_filled_in(visitor, office):
    case = office.reviewer.asks(office.has_received(), "更正后的缴款凭证")
    office.day("2026-12-31")
    office.night_passes()
    zhou = visitor("zhou")
    zhou.goes_to(f"/cases/{case.number}/")
    expect(zhou.page.locator("main")).to_contain_text("逾期未补正，申请已终止。可重新申请，已填内容保留。")
    zhou.looks_at("case-lapsed")
    again = office.representative.starts(case.record)
    zhou.goes_to(f"/apply/{again.number}/fulfilment/")
    [owed] = case.record.obligations.all()
    expect(zhou.page.locator(f"#id_proof_{owed.pk}")).to_have_value("缴款书 23990001")


def test_point_41_withdrawing_asks_once_and_the_record_can_be_applied_for_again(visitor, office):
    case = office.has_received()
    zhou = visitor("zhou")
    zhou.goes_to(f"/cases/{case.number}/")
    zhou.presses("撤回申请")
    expect(zhou.page.locator("h1")).to_have_text("确定要撤回申请吗？")
    assert office.status_of(case) == "submitted"
    zhou.presses("确认撤回")
    expect(zhou.page.locator("h1")).to_have_text("已撤回")
    assert the_answer(zhou, case) == "go"


def test_point_42_a_refusal_says_why_what_helps_and_where_to_turn(visitor, office):
    case = office.has_taken_up()
    office.reviewer.judges(case, accepted=False, reason="没有查到缴款记录。")
    office.reviewer.proposes_refusal(case, "整改复查未通过。")
    office.second.countersigns(case)
    zhou = visitor("zhou")
    zhou.goes_to(f"/cases/{case.number}/")
    page = zhou.page.locator("main")
    for said in (
        "整改复查未通过。", "不予认可：没有查到缴款记录。",  # reasons and evidence
        "未满足的条件和依据", "完全履行规定的义务",  # the clause
        "复查通过后可再次申请。", "何时可以再次申请", "不服决定的救济途径", "行政复议", "行政诉讼",
    ):  # fmt: skip
        expect(page).to_contain_text(said)
    zhou.looks_at("case-refused")
    zhou.presses("查看这条记录")  # no dead end
    assert zhou.page.url.endswith(f"/records/{case.record.public_id}/")
