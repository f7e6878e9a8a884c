"""The desk worked from the keyboard, the reasons library, and the bulk bar."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


# What a key says while a Chinese word is being put together.
COMPOSING = """() => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key: "a", isComposing: true, bubbles: true }))"""


def test_point_48_single_keys_choose_and_never_while_one_types(office, visitor):
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
    page.evaluate(COMPOSING)
    expect(chosen).to_have_value("supplement")
    page.keyboard.press("j")
    expect(page.locator(".xx-q ol a").first).to_be_focused()
    page.keyboard.press("?")
    help_ = page.locator("dialog[data-keys]")
    expect(help_).to_be_visible()
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").focus()
    page.keyboard.press("a")
    expect(chosen).to_have_value("supplement")
    reviewer.looks_at("desk-keyboard")


def test_a_phrase_of_the_library_is_copied_and_shown_as_the_applicant_reads_it(office, visitor):
    case = office.reviewer.claims(office.has_received())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    expect(page.locator("details:has([data-library])")).to_be_hidden()  # until one returns the application
    reviewer.chooses("decision", "supplement")
    page.locator("details:has([data-library]) > summary").click()
    page.get_by_label("图像不清").check()
    expect(page.locator("#id_reason")).to_have_value("上传的材料图像不清，无法辨认，请重新拍摄或扫描后上传。")
    page.locator("[data-shown-to-applicant] summary").click()
    expect(page.locator("[data-shown-to-applicant] li")).to_have_count(1)


def test_point_57_with_nothing_ticked_the_bulk_bar_says_so_and_none_decides(office, visitor):
    office.has_received()
    head = visitor("chen")
    head.goes_to("/work/")
    head.page.locator(".xx-bulk summary").click()
    head.page.locator("#bulk button[value=remind]").click()
    expect(head.page.locator("#bulk .xx-err-sum")).to_be_visible()
    does = head.page.locator("#bulk button[name=action]").evaluate_all("all => all.map(each => each.value)")
    assert does == ["assign", "remind", "export"]
    head.looks_at("desk-bulk")
    head.goes_to("/work/settings/")
    head.looks_at("desk-settings")
    head.goes_to("/work/phrases/")
    head.looks_at("desk-phrases")
