"""How a reader wants to see the pages: points 5, 6, 7, 10 and 14 of the journeys' acceptance list."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import HEIGHT, NARROWEST, PATIENCE, TOO_WIDE

DARK_GROUND = "rgb(15, 22, 31)"
LIGHT_GROUND = "rgb(244, 246, 248)"
GROUND = "getComputedStyle(document.body).backgroundColor"
# What a finger has to hit: links inside sentences are exempt (WCAG 2.5.8), and what only a screen reader sees.
TARGETS = """least => [...document.querySelectorAll('button, .btn, input, select, textarea, summary, nav a, main li > a')]
    .filter(each => each.type !== 'hidden' && each.offsetParent && !each.closest('.xx-vh'))
    .map(each => [each, (each.labels?.length ? each.labels[0] : each).getBoundingClientRect(), each.getBoundingClientRect()])
    .filter(([, label, box]) => box.width > 1 && Math.max(label.height, box.height) < least)
    .map(([each, , box]) => `${each.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""


def choose(person, name: str, value: str) -> None:
    person.page.locator(f"button[name={name}][value={value}]").click()
    person.page.wait_for_load_state("load")


def kept(person, name: str) -> bool:
    """The choice has reached the server: the cookie is there."""
    for _ in range(PATIENCE * 10):
        if any(cookie["name"] == name for cookie in person.context.cookies()):
            return True
        person.page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("javascript", [True, False])
def test_point_05_large_text_is_large_and_kept_after_signing_in(office, visitor, javascript):
    person = visitor(javascript=javascript)
    person.goes_to("/login/")
    choose(person, "size", "elder")
    assert kept(person, "xx_size")
    person.signs_in("zhou")
    expect(person.page.locator("html")).to_have_attribute("data-size", "elder")
    if javascript:
        assert person.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 20
        heights = person.page.evaluate(
            "[...document.querySelectorAll('main .btn-primary')].map(b => b.offsetHeight)"
        )
        assert all(height >= 60 for height in heights)


def test_point_06_dark_follows_the_toggle_at_once_and_is_kept(office, visitor):
    person = visitor()
    person.goes_to("/")
    assert person.page.evaluate(GROUND) == LIGHT_GROUND
    person.page.locator("button[name=theme][aria-pressed]").click()
    assert person.page.evaluate(GROUND) == DARK_GROUND  # no page was loaded for it
    assert kept(person, "xx_theme")
    person.page.reload()
    assert person.page.evaluate(GROUND) == DARK_GROUND
    # What is painted before any sheet has come is dark too.
    assert person.page.locator("meta[name=color-scheme]").get_attribute("content") == "dark"


def test_point_06_officers_follow_their_system_until_they_choose(office, visitor):
    officer = visitor()
    officer.page.emulate_media(color_scheme="dark")
    officer.signs_in("lin")
    assert officer.page.evaluate(GROUND) == DARK_GROUND
    toggle = officer.page.locator("button[name=theme][aria-pressed]")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    toggle.click()
    assert officer.page.evaluate(GROUND) == LIGHT_GROUND
    officer.goes_to("/public/records/")  # the public side is light whatever the system
    assert officer.page.evaluate(GROUND) == LIGHT_GROUND


@pytest.mark.parametrize("javascript", [True, False])
def test_point_06_who_has_chosen_may_follow_the_system_again(office, visitor, javascript):
    person = visitor(javascript=javascript)
    person.page.emulate_media(color_scheme="dark")
    person.goes_to("/login/")
    back = person.page.get_by_role("button", name="跟随系统")
    expect(back).to_have_count(0)  # nobody has chosen
    choose(person, "theme", "dark")
    if javascript:
        person.page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        assert person.page.evaluate(TOO_WIDE) == []  # one button more beside the others
    back.click()
    person.page.wait_for_load_state("load")
    assert kept(person, "xx_theme")
    expect(back).to_have_count(0)
    assert "dark" in str(person.page.locator("#dark").get_attribute("media"))
    if javascript:
        assert person.page.evaluate(GROUND) == DARK_GROUND
        person.page.emulate_media(color_scheme="light")
        assert person.page.evaluate(GROUND) == LIGHT_GROUND


@pytest.mark.parametrize("javascript", [True, False])
def test_point_07_traditional_changes_labels_and_no_data(office, visitor, javascript):
    record = office.identifies()
    person = visitor("zhou", javascript=javascript)
    person.goes_to("/records/")
    subject, number = record.subject.name, record.document_number
    assert subject in person.reads()
    choose(person, "language", "zh-hant")
    words = person.reads()
    expect(person.page.locator("html")).to_have_attribute("lang", "zh-hant")
    assert "信用記錄" in words
    assert subject in words
    assert number in words
    assert record.title in words


def test_point_10_motion_can_be_done_without_and_forced_colours_show_every_state(office, visitor):
    case = office.has_taken_up()
    officer = visitor("lin")
    officer.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    officer.goes_to(f"/work/{case.number}/")
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').length"
    assert officer.page.evaluate(moving) == 0
    bare = """css => [...document.querySelectorAll(css)].filter(e => e.offsetParent)
        .filter(e => parseFloat(getComputedStyle(e).borderTopWidth) === 0 && parseFloat(getComputedStyle(e).outlineWidth) === 0)
        .map(e => e.outerHTML.slice(0, 80))"""
    assert officer.page.evaluate(bare, ".xx-tag, .xx-dl, .xx-wd i, .xx-q li a[aria-current]") == []


def test_point_14_what_is_pressed_is_large_enough(office, visitor):
    case = office.has_taken_up()
    officer, person = visitor("lin"), visitor("zhou")
    officer.goes_to(f"/work/{case.number}/")
    assert officer.page.evaluate(TARGETS, 24) == []
    person.goes_to("/records/")
    assert person.page.evaluate(TARGETS, 24) == []


def test_pages_are_printed_without_their_navigation_and_in_light_colours(office, visitor):
    case = office.has_taken_up()
    officer = visitor("lin")
    for path, kept_words in (("/work/", case.subject.name), (f"/work/{case.number}/", case.number)):
        officer.goes_to(path)
        officer.page.emulate_media(media="print", color_scheme="dark")
        assert officer.page.evaluate(GROUND) == "rgb(255, 255, 255)"
        expect(officer.page.locator(".xx-rail, .xx-bar, .xx-chips").locator("visible=true")).to_have_count(0)
        expect(officer.page.get_by_text(kept_words).locator("visible=true").first).to_be_visible()


def test_point_02_holds_in_large_text_and_traditional_characters_too(office, visitor):
    case = office.representative.starts(office.identifies())
    received = office.reviewer.claims(office.has_received())
    zhou, lin = visitor("zhou"), visitor("lin")
    for person in (zhou, lin):
        for name, value in {"xx_size": "elder", "django_language": "zh-hant"}.items():
            person.context.add_cookies([{"name": name, "value": value, "url": person.site}])
    for name, path in {"records": "/records/", "tasks": f"/apply/{case.number}/"}.items():
        zhou.goes_to(path)
        zhou.looks_at(f"elder-{name}")
    lin.goes_to(f"/work/{received.number}/")
    expect(lin.page.locator("html")).to_have_attribute("lang", "zh-hant")
    lin.looks_at("elder-desk")
