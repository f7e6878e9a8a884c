"""R6: what was issued can be taken back for ten seconds, by its person, with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def ten_seconds(settings):
    settings.DECISION_TAKE_BACK_SECONDS = 10


def test_point_55_after_issue_the_next_case_opens_with_the_focus_on_its_name(office, visitor, work, day):
    case = office.reviewer.claims(office.has_received())
    following = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    all_cases = page.locator(".xx-chips a").first
    expect(all_cases).to_have_text("全部 2")
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/work/{following.number}/**")
    expect(page.locator("#case-name")).to_be_focused()
    expect(all_cases).to_have_text("全部 1")
    expect(page.locator(".xx-issued")).to_contain_text("已签发")
    expect(page.locator(".xx-q ol a")).to_have_count(1)
    reviewer.looks_at("desk-issued")
    assert office.status_of(case) == "submitted"
    day.traveller.shift(timedelta(seconds=11))
    work()
    assert office.status_of(case) == "accepted"
    reviewer.goes_to("/work/")
    expect(page.locator(".xx-issued")).to_have_count(0)
    expect(all_cases).to_have_text("全部 2")  # it waits for its decision now


def test_the_seconds_are_counted_down_and_then_it_is_too_late(office, visitor):
    case = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    page = reviewer.page
    page.emulate_media(reduced_motion="no-preference")
    reviewer.goes_to(f"/work/{case.number}/")
    reviewer.chooses("decision", "accept")
    page.keyboard.press("Control+Enter")
    strip = page.locator("[data-take-back]")
    expect(strip.locator("[data-seconds]")).to_have_text(re.compile(r"^\d+ 秒$"))
    reviewer.waits(11)
    expect(strip.get_by_role("button")).to_have_count(0)
    expect(strip).to_contain_text("已不能撤销")


@pytest.mark.parametrize("javascript", [True, False])
def test_taken_back_the_words_are_in_the_form_again(office, visitor, javascript):
    case = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin", javascript=javascript)
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    reviewer.chooses("decision", "supplement")
    page.fill("#id_reason", "更正后的缴款凭证")
    page.locator("#decide button[type=submit].btn-primary").click()
    page.wait_for_url("**/work/")
    strip = page.locator(".xx-issued")
    expect(strip).to_contain_text("前可撤销")  # no number ticks where no motion is wanted
    if javascript:
        page.keyboard.press("u")
    else:
        strip.get_by_role("button", name="撤销").click()
    page.wait_for_url(f"**/work/{case.number}/")
    expect(page.locator("#id_reason")).to_have_value("更正后的缴款凭证")
    expect(page.locator("input[name=decision]:checked")).to_have_count(0)
    assert office.status_of(case) == "submitted"
