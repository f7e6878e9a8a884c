"""What goes wrong while people fill in forms: clear words, and nothing lost."""

import pytest
from playwright.sync_api import expect

from casework.models import EvidenceFile
from repair.models import RepairCase
from tests.corpus.papers import a_pdf

pytestmark = pytest.mark.browser
LONG = "理由" * 5000
REVERSED = "票据\u202e0004471902\u202c"  # a mark that turns the rest round


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies())


@pytest.fixture
def proof(case):
    return f"#id_proof_{case.record.obligations.get().pk}"


def hands_in(person) -> None:
    person.page.locator("main form button[type=submit].btn-primary").last.click()
    person.page.wait_for_load_state("load")


def states(person, proof: str, words: str) -> None:
    """Say since when the fine is paid, by which paper, and hand the page in."""
    page = person.page
    page.fill(proof.replace("proof", "on"), "2026-08-19")
    page.fill(proof, words)
    page.locator("input[type=file]").first.set_input_files(
        [{"name": "缴款书.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}]
    )
    expect(page.locator("[data-rows] [data-file]")).to_have_count(1)
    hands_in(person)
    page.wait_for_url(lambda url: "/fulfilment/" not in url)


def test_a_double_click_begins_and_submits_one_application(office, visitor):
    record = office.identifies()
    zhou = visitor("zhou")
    page = zhou.page
    zhou.goes_to(f"/apply/{record.public_id}/start/")
    zhou.ticks("fulfilled", "corrected", "authorised")
    page.get_by_role("button", name="开始").dblclick()
    page.wait_for_url("**/apply/XF-*/")
    case = RepairCase.objects.get(record=record)
    office.representative.states(case)
    office.representative.signs(case)
    zhou.goes_to(f"/apply/{case.number}/check/")
    page.fill("#id_contact_phone", "13800006021")
    zhou.ticks("true")
    page.get_by_role("button", name="提交申请").dblclick()
    page.wait_for_url("**/submitted/")
    assert case.events.filter(verb="submit").count() == 1

    # Back to a page that is behind one: words and a way on, and no second submission.
    page.go_back()
    expect(page.locator("main")).to_contain_text("这件申请已经提交或已经结束")
    assert "没有生效" not in zhou.reads()
    page.get_by_role("link", name="查看现在的状态").click()
    page.wait_for_url(f"**/cases/{case.number}/")


def test_the_back_button_shows_what_was_handed_in(visitor, case, proof):
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    states(zhou, proof, "票据 0004471902")
    zhou.page.go_back()
    expect(zhou.page.locator(proof)).to_have_value("票据 0004471902")
    hands_in(zhou)
    assert case.statements.count() == 1


def test_a_form_from_an_expired_page_keeps_what_was_typed(visitor, case, proof):
    zhou = visitor("zhou")
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    zhou.page.fill(proof, "票据 0004471902")
    zhou.context.clear_cookies(name="csrftoken")
    hands_in(zhou)
    expect(zhou.page.locator("main")).to_contain_text("页面停留太久")
    zhou.looks_at("page-expired")
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    expect(zhou.page.locator(proof)).to_have_value("票据 0004471902")


def test_without_a_network_it_stays_in_the_window_and_is_saved_when_it_is_back(visitor, case, proof):
    zhou = visitor("zhou")
    said = zhou.page.locator("[data-draft-says]")
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    zhou.context.set_offline(True)
    zhou.page.fill(proof, "票据 0004471902")
    zhou.waits(10)
    expect(said).to_contain_text("网络中断")
    zhou.found.problems.clear()  # what the browser itself says of a request that failed
    zhou.context.set_offline(False)
    expect(said).to_contain_text("已自动保存")
    zhou.page.reload()
    expect(zhou.page.locator(proof)).to_have_value("票据 0004471902")


def test_a_decision_on_a_case_that_has_moved_on_gives_the_words_back(office, visitor):
    case = office.reviewer.claims(office.has_received())
    lin = visitor("lin")
    lin.goes_to(f"/work/{case.number}/")
    lin.chooses("decision", "not_accept")
    lin.page.fill("#id_reason", "不属于本部门认定的失信信息，请向认定部门提出。")
    office.representative.withdraws(case)
    hands_in_decision(lin)
    expect(lin.page.locator("h1")).to_contain_text("案件已有变化")
    expect(lin.page.locator("main")).to_contain_text("不属于本部门认定的失信信息，请向认定部门提出。")
    lin.looks_at("moved-on")
    assert office.status_of(case) == "withdrawn"


def hands_in_decision(officer) -> None:
    officer.page.locator("#decide button[type=submit].btn-primary").click()
    officer.page.wait_for_load_state("load")


def test_ten_thousand_characters_are_not_cut_off_but_asked_to_be_shortened(office, visitor):
    case = office.reviewer.claims(office.has_received())
    lin = visitor("lin")
    page = lin.page
    lin.goes_to(f"/work/{case.number}/")
    lin.chooses("decision", "not_accept")
    page.locator("#id_reason").focus()
    page.keyboard.insert_text(LONG)  # as pasted: a browser would cut it off at a field's own limit
    expect(page.locator("#id_reason")).to_have_value(LONG)
    hands_in_decision(lin)
    expect(page.locator("#decide .xx-err-sum")).to_contain_text("最多 4000 个字，现有 10000 个字，请缩短")
    expect(page.locator("#id_reason")).to_have_value(LONG)
    lin.looks_at("reason-too-long")
    assert office.status_of(case) == "submitted"


def test_rare_names_are_shown_and_found_and_marks_that_turn_text_round_do_not_come_in(
    office, visitor, case, proof
):
    office.company.name = "江澜市䶮堃食品有限公司"
    office.company.save()
    zhou, lin, public = visitor("zhou"), visitor("lin"), visitor()
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    states(zhou, proof, REVERSED)
    assert case.statements.get().proof == "票据0004471902"
    office.representative.signs(case)
    office.representative.submits(case)
    lin.goes_to("/work/?q=䶮堃")
    expect(lin.page.locator(".xx-q li")).to_have_count(1)
    expect(lin.page.locator(".xx-q li")).to_contain_text("江澜市䶮堃食品有限公司")
    public.goes_to("/public/records/?q=䶮堃")
    expect(public.page.locator(".xx-found li")).to_have_count(1)
    for odd in ("\u202e〔2026〕", "%00", "'; --", "<b>䶮</b>"):
        assert public.goes_to(f"/public/records/?q={odd}") == 200
        assert public.page.locator(".xx-found b").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_a_pdf_that_is_no_pdf_is_named_and_the_rest_of_the_form_stays(visitor, case, proof, javascript):
    zhou = visitor("zhou", javascript=javascript)
    page = zhou.page
    zhou.goes_to(f"/apply/{case.number}/fulfilment/")
    page.fill(proof, "票据 0004471902")
    page.locator("input[type=file]").set_input_files(
        [{"name": "缴款书.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 not a document"}]
    )
    if not javascript:
        page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("[data-problems]")).to_contain_text("文件应为 PDF、OFD、JPG 或 PNG")
    expect(page.locator(proof)).to_have_value("票据 0004471902")
    assert not EvidenceFile.objects.exists()
