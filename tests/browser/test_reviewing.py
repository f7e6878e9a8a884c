"""Acceptance points 46 to 58 at the reviewer's desk that no other file of this folder shows."""

import pytest
from playwright.sync_api import expect

from notifications.models import Letter
from repair.models import RepairCase

pytestmark = pytest.mark.browser

# Each control of the page that has the focus, and whatever else lies on its middle.
COVERED = """() => {
    const covered = [];
    for (const each of document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")) {
        if (!each.checkVisibility({ visibilityProperty: true }) || each.disabled || each.type === "hidden") continue;
        each.focus();
        each.scrollIntoView({ block: "nearest", inline: "nearest" });  // as a finger draws a row of tabs
        const box = each.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, innerHeight / 4)];
        const there = document.elementFromPoint(x, y);
        const own = there && (each.contains(there) || there.contains(each) || there.closest("label")?.contains(each));
        if (!own) covered.push(`${each.tagName} ${each.name || each.textContent.trim()} under ${there?.tagName} at ${Math.round(x)}, ${Math.round(y)}`);
    }
    return covered;
}"""


def test_point_46_the_nearest_due_comes_first_and_the_count_is_the_length(office, visitor, day):
    day("2026-11-18")
    late = office.has_received()  # to be taken up by Monday
    day("2026-11-19")
    office.has_received()
    day("2026-11-24")
    office.has_received()
    reviewer = visitor("lin")
    reviewer.goes_to("/work/")
    page = reviewer.page
    rows = page.locator(".xx-q ol a")
    dates = page.locator(".xx-q ol time").evaluate_all("all => all.map(each => each.dateTime)")
    assert dates == sorted(dates) == ["2026-11-23", "2026-11-24", "2026-11-27"]  # no Saturday, no Sunday
    assert late.record.document_number in rows.first.inner_text()
    expect(rows.first).to_contain_text("超 1 日")
    expect(page.locator(".xx-chips a").first).to_have_text(f"全部 {rows.count()}")
    page.locator(".xx-chips a", has_text="已超期").click()
    page.wait_for_url("**show=overdue")
    expect(page.locator(".xx-q ol a")).to_have_count(1)


def test_point_47_another_departments_case_is_found_in_no_way(office, visitor):
    case = office.has_received()
    stranger = visitor("sun")
    assert stranger.goes_to(f"/work/{case.number}/") == 404
    for asked in ("", f"?q={case.number}", f"?q={case.record.document_number}", f"?q={office.company.name}"):
        stranger.goes_to(f"/work/{asked}")
        expect(stranger.page.locator(".xx-q ol a")).to_have_count(0)


def test_points_49_and_50_nothing_is_chosen_and_every_item_is_judged_first(office, visitor):
    case = office.reviewer.claims(office.has_taken_up())
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page, issue = reviewer.page, reviewer.page.locator("#decide button[type=submit].btn-primary")
    expect(page.locator("input[name=decision]:checked, .xx-judge input:checked")).to_have_count(0)
    expect(issue).to_have_text("签发，看下一件")
    reviewer.chooses("decision", "approve")
    expect(issue).to_have_text("准予 · 签发，看下一件")
    issue.click()
    expect(page.locator("#decide .xx-err-sum")).to_contain_text("这一项还需要您判断")
    assert page.title().startswith("错误：")
    [one] = case.statements.all()
    page.check(f"input[name=judge_{one.pk}][value=no]")
    issue.click()
    expect(page.locator(".xx-judge .xx-e")).to_be_visible()  # what is not accepted needs a reason
    assert office.status_of(case) == "accepted"
    page.check(f"input[name=judge_{one.pk}][value=yes]")
    issue.click()
    page.wait_for_url("**/work/")
    assert office.status_of(case) == "approved"


def test_point_54_the_letter_is_its_preview_and_its_code_is_valid(office, visitor, work):
    case = office.has_judged()
    reviewer = visitor("lin")
    reviewer.goes_to(f"/work/{case.number}/")
    page = reviewer.page
    reviewer.chooses("decision", "approve")
    with page.expect_popup() as opened:
        page.locator("[data-preview]").click()
    address = opened.value.url
    opened.value.close()
    work()
    seen = page.request.get(address)
    assert seen.headers["content-type"] == "application/pdf"
    page.locator("#decide button[type=submit].btn-primary").click()
    page.wait_for_url("**/work/")
    letter = Letter.objects.get(case_id=case.pk, kind="repair_granted")
    assert page.request.get(f"{reviewer.site}/letters/{letter.public_id}.pdf").status == 202  # not sealed yet
    work()
    issued = page.request.get(f"{reviewer.site}/letters/{letter.public_id}.pdf")
    assert issued.body() == seen.body()
    public = visitor()
    public.goes_to(f"/v/{letter.code}")
    expect(public.page.locator("#result")).to_contain_text("有效")


def test_point_58_on_a_phone_everything_is_reached_and_nothing_covered(office, visitor):
    case: RepairCase = office.reviewer.claims(office.has_taken_up())
    reviewer = visitor("lin")
    page = reviewer.page
    page.set_viewport_size({"width": 390, "height": 780})
    reviewer.goes_to("/work/")
    assert page.evaluate(COVERED) == []
    page.locator(".xx-q ol a").first.click()
    page.wait_for_url(f"**/work/{case.number}/**")
    page.wait_for_load_state("networkidle")  # pictures that come move what lies below them
    for part in ("#d-obligations", ".xx-rules", "#decide", ".xx-hist"):
        page.locator(part).first.scroll_into_view_if_needed()
        expect(page.locator(part).first).to_be_visible()
    assert page.evaluate(COVERED) == []
