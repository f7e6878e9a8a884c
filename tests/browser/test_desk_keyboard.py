"""Points 48, 55 and 57 of the acceptance list: the desk worked from the keyboard, and the bulk bar."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_single_keys_choose_and_never_while_one_types(office, visitor):
    case = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    chosen = page.locator("input[name=decision]:checked")
    expect(chosen).to_have_count(0)
    page.keyboard.press("s")
    expect(chosen).to_have_value("supplement")
    page.keyboard.press("e")
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("ra")
    expect(page.locator("#id_reason")).to_have_value("ra")
    expect(chosen).to_have_value("supplement")
    page.locator("h1").focus()
    page.keyboard.press("?")
    help_ = page.locator("dialog[data-keys]")
    expect(help_).to_be_visible()
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").focus()
    page.keyboard.press("a")
    expect(chosen).to_have_value("supplement")
    reviewer.looks_at("desk-keyboard")


def test_ctrl_enter_issues_and_the_next_name_has_the_focus(office, visitor):
    case = office.reviewer.claims(office.has_received())
    following = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/work/{following.number}/**")
    expect(page.locator("#case-name")).to_be_focused()
    assert office.status_of(case) == "accepted"


def test_a_phrase_of_the_library_is_copied_and_shown_as_the_applicant_reads_it(office, visitor):
    case = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    page.locator("details:has([data-library]) > summary").click()
    page.get_by_label("图像不清").check()
    expect(page.locator("#id_reason")).to_have_value("上传的材料图像不清，无法辨认，请重新拍摄或扫描后上传。")
    page.locator("[data-shown-to-applicant] summary").click()
    expect(page.locator("[data-shown-to-applicant] li")).to_have_count(1)


def test_with_nothing_ticked_the_bulk_bar_says_so(office, visitor):
    office.has_received()
    head = visitor("chen")
    head.goes_to("/work/")
    head.page.locator(".xx-bulk summary").click()
    head.page.locator("#bulk button[value=remind]").click()
    expect(head.page.locator("#bulk .xx-err-sum")).to_be_visible()
    head.looks_at("desk-bulk")
    head.goes_to("/work/settings/")
    head.looks_at("desk-settings")
    head.goes_to("/work/phrases/")
    head.looks_at("desk-phrases")
