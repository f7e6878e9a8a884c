"""What a person fills in, in a real browser: points 26, 27 and 34, and the pages around them."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from notifications.models import ShortMessage
from repair.models import Draft
from tests.world import user

pytestmark = pytest.mark.browser


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies())


@pytest.fixture
def proof(case):
    return f"#id_proof_{case.record.obligations.get().pk}"


def test_point_26_after_closing_the_browser_what_was_typed_is_there(visitor, case, proof):
    address = f"/apply/{case.number}/fulfilment/"
    first = visitor("zhou")
    first.goes_to(address)
    first.page.fill(proof, "票据 䶮堃 0004471902")
    first.waits(10)
    expect(first.page.locator("[data-draft-says]")).to_contain_text("已自动保存")
    first.leaves()
    again = visitor("zhou")
    again.goes_to(address)
    expect(again.page.locator(proof)).to_have_value("票据 䶮堃 0004471902")


def test_two_windows_are_told_of_each_other_and_shown_both(visitor, case, proof):
    address = f"/apply/{case.number}/fulfilment/"
    one, other = visitor("zhou"), visitor("zhou")
    for each in (one, other):
        each.goes_to(address)
    one.page.fill(proof, "第一个窗口")
    one.waits(10)
    expect(one.page.locator("[data-draft-says]")).to_contain_text("已自动保存")
    other.page.fill(proof, "第二个窗口")
    other.waits(10)
    expect(other.page.locator("[data-draft-says]")).to_contain_text("请查看后再保存")
    other.presses("保存，稍后继续")
    assert "第一个窗口" in other.reads()
    assert "第二个窗口" in other.reads()
    other.looks_at("changed-meanwhile")
    other.presses("用我填写的")
    expect(other.page.locator(proof)).to_have_value("第二个窗口")


def test_an_expired_session_says_up_to_when_the_draft_is_saved(visitor, case, proof):
    one = visitor("zhou")
    one.goes_to(f"/apply/{case.number}/fulfilment/")
    one.page.fill(proof, "一")
    one.waits(10)
    expect(one.page.locator("[data-draft-says]")).to_contain_text("已自动保存")
    one.context.clear_cookies(name="sessionid")
    one.page.fill(proof, "一二")
    said = one.page.locator("[data-draft-says]")
    one.waits(10)
    expect(said).to_have_text(re.compile(r"页面停留太久，请重新登录。草稿已保存到 \d\d:\d\d"))
    one.signs_in("zhou")
    one.goes_to(f"/apply/{case.number}/fulfilment/")
    expect(one.page.locator(proof)).to_have_value("一二")


def test_shortly_before_a_session_ends_one_click_goes_on(visitor, office, settings):
    settings.SESSION_IDLE_MINUTES = 6
    zhou = visitor("zhou")
    zhou.page.clock.install()
    zhou.goes_to("/cases/")
    warning = zhou.page.locator("[data-idle]")
    expect(warning).to_be_hidden()
    zhou.page.clock.run_for(200_000)
    expect(warning).to_contain_text("5 分钟后将退出，草稿已保存")
    zhou.page.get_by_role("button", name="继续使用").click()
    expect(warning).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False])
def test_points_27_and_34_entity_and_contact_are_asked_once(visitor, office, case, javascript):
    zhou = visitor("zhou", javascript=javascript)
    zhou.goes_to(f"/apply/{case.number}/subject/")
    zhou.looks_at("subject-facts")
    zhou.chooses("right", "yes")
    zhou.presses("保存")
    zhou.goes_to(f"/apply/{case.number}/contact/")
    zhou.page.fill("#id_id_tail", "602X")
    zhou.page.fill("#id_contact_phone", "13800006021")
    zhou.presses("获取验证码")
    assert "138****6021" in zhou.reads()
    zhou.looks_at("contact")
    zhou.page.fill("#id_code", re.search(r"\d{6}", ShortMessage.objects.latest("pk").text)[0])
    zhou.ticks("consent")
    zhou.page.press("#id_code", "Enter")
    zhou.page.wait_for_url(f"**/apply/{case.number}/")
    second = office.representative.starts(office.identifies())
    zhou.goes_to(f"/apply/{second.number}/")
    assert zhou.page.locator(".xx-tasks").first.locator(".xx-st").all_inner_texts() == ["已完成", "已完成"]


def test_authorising_an_agent_without_paper(visitor, office):
    li = user("lihua")
    li.last_name, li.first_name = "李", "华"
    li.save()
    zhou, agent = visitor("zhou"), visitor("lihua")
    zhou.goes_to("/entities/")
    zhou.presses("增加授权")
    zhou.looks_at("authorise")
    for name, value in {"username": "lihua", "name": "李华", "until": "2026-12-31"}.items():
        zhou.page.fill(f"#id_{name}", value)
    zhou.presses("发出授权邀请")
    zhou.looks_at("entities")
    agent.goes_to("/entities/")
    agent.looks_at("entities-offered")
    agent.presses("接受授权")
    assert office.company.name in agent.reads()
    zhou.goes_to("/entities/")
    zhou.page.get_by_role("link", name=re.compile("撤回 李华|撤销 李华|李华")).first.click()
    zhou.looks_at("end-mandate")
    zhou.presses("结束授权")
    agent.goes_to("/records/")
    assert "您还没有可办理的主体" in agent.reads()


def test_the_window_s_page(visitor, office):
    clerk = user("w017")
    clerk.groups.add(Group.objects.get_or_create(name="counter")[0])
    window = visitor("w017")
    window.goes_to("/counter/")
    window.looks_at("counter")
    window.presses("继续，查看记录")
    assert "处需要修改" in window.reads()
    assert not Draft.objects.exists()
