"""What holds on every page: points 1 to 4, 9, 11 and 12 of the journeys' acceptance list."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from notifications.models import Letter
from tests.browser.people import HEIGHT, NARROW, SKIP_LINK, WIDE
from tests.world import user

pytestmark = pytest.mark.browser
MATRIX = Path(settings.BASE_DIR) / "tests" / "permissions" / "matrix.toml"
# Addresses that answer a GET with a file, a picture or words for a script, or lead on.
NO_SCREENS = {
    "rechecks:disposal_list", "rechecks:draw_program", "rechecks:list_file", "rechecks:population_file",
    "casework:evidence", "casework:evidence_page", "healthz", "notifications:bundle_pdf", "notifications:letter_pdf",
    "notifications:preview_pdf", "objections:evidence", "readyz", "registry:import_bad_rows", "registry:import_progress",
    "rechecks:attendance_template", "rechecks:attendance_problems", "rechecks:course_toml", "rechecks:draft_toml", "rechecks:rule_file", "repair:course_file", "registry:import_template", "registry:sitemap", "registry:sitemap_section", "repair:arrived",
    "repair:evidence",
    "repair:flow_picture", "repair:notice_scan", "repair:public_commitment", "set_language",
}  # fmt: skip
# What the Tab key has reached: where its ring is drawn, and what lies on top of its middle.
FOCUSED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const hidden = one.matches('input[type=radio], input[type=checkbox], input[type=file]') && one.labels?.length;
    const box = (hidden ? one.labels[0] : one).getBoundingClientRect();
    const ringed = [one, one.nextElementSibling, one.closest('label, .xx-search')].some(each => each && (style =>
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none')(getComputedStyle(each)));
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), y = box.y + Math.min(box.height / 2, 20);
    const top = document.elementFromPoint(x, y);
    const seen = top && (one.contains(top) || top.contains(one) || one.labels?.length && one.labels[0].contains(top));
    one.dataset.reached ??= Math.random();
    return {key: one.dataset.reached, what: one.outerHTML.slice(0, 90), ringed, seen: !!seen};
}"""
PLACES = """() => Object.fromEntries(['.xx-mast', '.xx-site', '.xx-foot .xx-free', '.xx-foot .xx-legal'].map(css =>
    [css, (box => [Math.round(box.x), Math.round(box.width), Math.round(css.startsWith('.xx-foot') ?
        document.documentElement.scrollHeight - box.y - scrollY : box.y + scrollY)])(document.querySelector(css).getBoundingClientRect())]))"""


def screens() -> set[str]:
    """Every address that the permission table lets somebody open."""
    table = tomllib.loads(MATRIX.read_text(encoding="utf-8"))
    return {name for name, methods in table.items() if "GET" in methods} - NO_SCREENS


@pytest.mark.parametrize(("who", "path"), [("zhou", "/records/"), ("lin", "/work/")])
def test_point_01_the_first_stop_leads_to_the_content(office, visitor, who, path):
    office.has_received()
    page = visitor(who).page
    page.goto(f"{settings.SITE_URL}{path}")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(SKIP_LINK)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_points_02_and_03_the_screens_on_no_other_road(office, visitor, day):
    waiting = office.identifies(obligations=[("fine", False)])
    case = office.representative.starts(office.identifies())
    asked = office.reviewer.claims(office.has_received())
    agent = user("lihua")
    agent.last_name, agent.first_name = "李", "华"
    agent.save()
    zhou, lin, administrator = visitor("zhou"), visitor("lin"), visitor("lihua")
    agent.groups.add(Group.objects.get_or_create(name="administrator")[0])
    lin.goes_to(f"/work/{asked.number}/")
    lin.page.locator("summary", has_text="询问申请人").click()
    lin.page.fill("#id_ask-text", "复查是哪一天？")
    lin.page.locator("form[action$='/ask/'] button").click()
    for name, path in {
        "not-yet": f"/apply/{waiting.public_id}/start/",
        "rectification": f"/apply/{case.number}/rectification/",
        "questions": f"/cases/{asked.number}/questions/",
    }.items():
        zhou.goes_to(path)
        zhou.looks_at(name)
    administrator.goes_to("/operations/outbox/")
    administrator.looks_at("dead-letters")


def test_point_04_the_focus_is_seen_wherever_the_tab_key_leads(office, visitor):
    record, waiting = office.identifies(), office.reviewer.claims(office.has_received())
    case = office.representative.starts(record)
    zhou, lin = visitor("zhou"), visitor("lin")
    for person, path, width in (
        (zhou, "/records/", NARROW),
        (zhou, f"/apply/{case.number}/", NARROW),
        (zhou, f"/apply/{case.number}/fulfilment/", NARROW),
        (lin, f"/work/{waiting.number}/", WIDE),
        (lin, f"/work/{waiting.number}/", NARROW),
    ):
        person.page.set_viewport_size({"width": width, "height": HEIGHT})
        person.goes_to(path)
        reached: set[str] = set()
        while True:
            person.page.keyboard.press("Tab")
            at = person.page.evaluate(FOCUSED)
            if at is None or at["key"] in reached:
                break
            reached.add(at["key"])
            assert at["ringed"], (path, width, at["what"])
            assert at["seen"], (path, width, at["what"])
        assert len(reached) > 10


def test_point_04_an_application_is_begun_from_the_keyboard_alone(office, visitor):
    record = office.identifies()
    zhou = visitor("zhou")
    page = zhou.page
    zhou.goes_to(f"/apply/{record.public_id}/start/")
    while page.evaluate("document.activeElement.id") != "id_fulfilled":
        page.keyboard.press("Tab")
    for _tick in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/XF-*/")
    lin = visitor("lin")
    received = office.has_received()
    lin.goes_to("/work/")
    lin.page.keyboard.press("j")
    lin.page.keyboard.press("Enter")
    lin.page.wait_for_url(f"**/work/{received.number}/**")


def test_points_09_and_12_titles_are_unique_and_the_frame_never_moves(office, visitor):
    case = office.representative.starts(office.identifies())
    received = office.has_received()
    zhou, titles, places = visitor("zhou"), {}, {}
    for path in (
        "/", "/records/", f"/records/{case.record.public_id}/", f"/apply/{case.number}/", "/cases/",
        f"/apply/{case.number}/fulfilment/", f"/cases/{received.number}/", "/inbox/", "/inbox/settings/", "/entities/",
        "/public/records/", f"/public/records/{case.record.public_id}/", "/v/", "/no-such-page/",
    ):  # fmt: skip
        zhou.goes_to(path)
        title = zhou.page.title()
        assert re.fullmatch(rf".+ - {settings.SITE['name']}", title), title
        titles.setdefault(title, path)
        assert titles[title] == path, title
        places[path] = zhou.page.evaluate(PLACES)
        expect(zhou.page.locator("footer")).to_contain_text(settings.SITE["phone"])
        expect(zhou.page.locator("body")).to_contain_text("办理免费")
    at_home = places["/"]
    for path, there in places.items():
        for part, numbers in there.items():
            off = [abs(one - other) for one, other in zip(numbers, at_home[part], strict=True)]
            assert max(off) <= 1, (path, part)  # a pixel of rounding
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    zhou.page.locator("main form button.btn-primary").click()
    expect(zhou.page).to_have_title(re.compile(r"^错误：.+ - "))


def test_point_11_after_submission_and_on_the_public_page_no_script_is_needed(office, visitor, work):
    """The road from the start to the submission is walked so in test_whole_case, uploads in test_evidence."""
    case = office.reviewer.asks(office.has_received(), "更正后的缴款凭证")
    zhou, public = visitor("zhou", javascript=False), visitor(javascript=False)
    page = zhou.page
    zhou.goes_to("/records/")
    page.locator("main h3 a").first.click()
    expect(page.locator("main h1")).to_have_text(case.record.title)
    zhou.goes_to(f"/cases/{case.number}/")
    zhou.presses("去补正")
    page.fill("#id_answer_0", "已更正，见新凭证 0004471903")
    page.locator("main button.btn-primary").last.click()
    page.wait_for_url(f"**/cases/{case.number}/")
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    work()
    page.reload()
    expect(page.locator("main")).to_contain_text("准予修复")
    letter = Letter.objects.of_case(case).latest("pk")
    assert page.locator(f"a[href*='{letter.public_id}']").count() > 0
    pdf = page.request.get(f"{zhou.site}/letters/{letter.public_id}.pdf").body()
    public.goes_to("/v/")
    public.page.fill("#id_code", letter.code)
    public.page.press("#id_code", "Enter")
    expect(public.page.locator("main")).to_contain_text("真实有效")
    public.page.locator("input[type=file]").set_input_files(
        [{"name": "决定书.pdf", "mimeType": "application/pdf", "buffer": pdf}]
    )
    public.presses("比对")
    expect(public.page.locator("[role=status]")).to_contain_text("一致")


def test_point_02_every_screen_was_looked_at(request, screens_seen):
    here = Path(__file__).parent
    ran = {item.path for item in request.session.items}
    if not ran.issuperset(here.glob("test_*.py")) or request.config.option.keyword:
        pytest.skip("where only some of the browser tests run, some screens are not seen")
    assert screens() - screens_seen == set()
