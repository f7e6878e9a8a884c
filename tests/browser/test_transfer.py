"""Point 56 of the acceptance list: a case goes to the department its record belongs to, and its term runs on."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def hands_on(visitor, number: str, name: str, reason: str) -> None:
    """From the desk through the search to the button, as a reviewer does it."""
    page = visitor.page
    visitor.goes_to(f"/work/{number}/")
    visitor.presses("转办给其他部门")
    page.fill("#id_reason", reason)
    page.fill("#id_words", name)
    visitor.presses("查找")
    expect(page.locator("#id_reason")).to_have_value(reason)  # a search loses nothing
    page.get_by_role("radio", name=name).check()


def test_point_56_the_other_department_takes_the_case_over_and_the_term_does_not_restart(office, visitor):
    case = office.has_taken_up()
    term = visitor("zhou")
    term.goes_to(f"/cases/{case.number}/")
    before = term.page.locator("h1").inner_text()
    reviewer, other = visitor("lin"), visitor("sun")
    hands_on(reviewer, case.number, "交通", "处罚决定由该单位作出。")
    reviewer.looks_at("transfer")
    reviewer.page.get_by_role("main").get_by_role("button", name="转办", exact=True).click()
    expect(reviewer.page.locator(".xx-panel")).to_contain_text("已请江澜市交通运输局（测试）接收")
    reviewer.looks_at("transfer-asked")
    term.goes_to(f"/cases/{case.number}/")
    expect(term.page.locator("h1")).to_contain_text("已转给交通运输局（测试）")
    assert before.split("，")[-1] in term.page.locator("h1").inner_text()  # the same day
    term.looks_at("case-handed-on")
    other.goes_to("/work/")
    expect(other.page.locator(".xx-q li")).to_contain_text("转办来件")
    other.goes_to(f"/work/{case.number}/")
    other.looks_at("transfer-received")
    other.presses("接收")
    expect(other.page.locator("main")).to_contain_text("已接收，已告知申请人")
    assert office.reload(case).due_on == case.due_on
    assert reviewer.goes_to(f"/work/{case.number}/") == 404
    term.goes_to(f"/cases/{case.number}/")
    expect(term.page.locator("h1")).to_have_text(before)
    expect(term.page.locator("main")).to_contain_text("信用修复申请转办告知书")


def test_point_56_it_may_give_the_case_back_once_and_then_the_credit_office_decides(office, visitor):
    case = office.reviewer.asks_to_take_over(office.has_taken_up(), office.elsewhere)
    other, reviewer, credit_office = visitor("sun"), visitor("lin"), visitor("gao")
    other.goes_to(f"/work/{case.number}/")
    other.page.locator("summary", has_text="退回转办").click()
    other.presses("退回转办")
    expect(other.page.locator(".xx-panel")).to_contain_text("理由")  # not without a reason
    other.page.fill("#id_return-reason", "落款不是本单位。")
    other.page.locator("form[action$='/transfer/return/']").get_by_role("button").click()
    other.page.wait_for_url("**/work/")
    hands_on(reviewer, case.number, "交通", "请再核对决定书。")
    expect(reviewer.page.locator("main")).to_contain_text("落款不是本单位。")
    reviewer.page.get_by_role("main").get_by_role("button", name="转办", exact=True).click()
    other.goes_to(f"/work/{case.number}/")
    expect(other.page.get_by_role("button", name="退回转办")).to_have_count(0)
    credit_office.goes_to("/office/transfers/")
    credit_office.looks_at("transfers")
    credit_office.presses("确定办理部门")
    credit_office.looks_at("transfer-to-settle")
    credit_office.page.get_by_role("radio", name="生态环境").check()
    credit_office.page.fill("#id_reason", "决定书加盖生态环境局印章。")
    credit_office.page.get_by_role("main").get_by_role("button", name="决定").click()
    expect(credit_office.page.locator("main")).to_contain_text("没有需要信用办确定的转办")
    now = office.reload(case)
    assert (now.department, now.due_on) == (office.department, case.due_on)


def test_a_department_is_found_and_asked_without_a_script(office, visitor):
    case = office.has_taken_up()
    reviewer = visitor("lin", javascript=False)
    hands_on(reviewer, case.number, "交通", "处罚决定由该单位作出。")
    reviewer.page.get_by_role("main").get_by_role("button", name="转办", exact=True).click()
    expect(reviewer.page.locator("main")).to_contain_text("等待接收")
    assert office.reload(case).transfer_to == office.elsewhere
