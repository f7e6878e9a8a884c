"""An objection in a real browser: points 44 and 45, and every screen of who objects (E19)."""

import pytest
from playwright.sync_api import expect

from objections.models import ObjectionCase, Status
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.EVIDENCE_CHECK_INLINE = True


@pytest.fixture
def record(office):
    return office.identifies(document_number="江环罚〔2026〕37号")


@pytest.fixture
def start(record):
    return f"/objections/records/{record.public_id}/"


def sheet(name: str) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": a_pdf()}


def test_point_44_a_running_repair_and_an_objection_offer_the_choice(visitor, office, record, start):
    repair = office.representative.applies(record)
    zhou = visitor("zhou")
    zhou.goes_to(start)
    zhou.presses("下一步")
    assert "请选择怎样办理" in zhou.reads()
    zhou.looks_at("objection-beside-repair")
    zhou.chooses("kind", "wrong_content")
    zhou.chooses("repair", "first")
    zhou.presses("下一步")
    assert zhou.page.url.endswith(repair.get_absolute_url())
    zhou.goes_to(start)
    zhou.chooses("kind", "wrong_content")
    zhou.chooses("repair", "wait")
    zhou.presses("下一步")
    case = office.representative.claims_and_files(ObjectionCase.objects.get(), fine_yuan="3200")
    zhou.goes_to(repair.get_absolute_url())
    assert case.number in zhou.reads()
    other = office.identifies()
    filed = office.representative.objects(other, fine_yuan="3200")
    zhou.goes_to(f"/apply/{other.public_id}/start/")
    assert filed.number in zhou.reads()


@pytest.mark.parametrize("javascript", [True, False])
def test_point_45_only_fitting_papers_and_no_way_round_the_notice_of_acceptance(visitor, start, javascript):
    zhou = visitor("zhou", javascript=javascript)
    zhou.goes_to(start)
    zhou.chooses("kind", "duplicate")
    zhou.ticks("contested")
    zhou.presses("下一步")
    zhou.page.fill("#id_explanation_record", "同一份决定书公示了两次。")
    zhou.looks_at("objection-whole-record")
    zhou.presses("下一步")
    zhou.goes_to(zhou.page.url.removeprefix(zhou.site).replace("papers", "kind"))
    zhou.looks_at("objection-kind-again")
    zhou.presses("下一步")
    zhou.presses("下一步")
    fields = zhou.page.locator("input[type=file]")
    names = fields.evaluate_all("all => all.map(each => each.name)")
    assert names == ["files_p_both_pages", "files_p_contest_notice", "files_p_other"]
    zhou.presses("下一步")
    assert "请上传行政复议或行政诉讼受理通知书" in zhou.reads()
    zhou.looks_at("objection-papers")
    zhou.page.set_input_files("#files_p_contest_notice", sheet("受理通知书.pdf"))
    if javascript:
        expect(zhou.page.locator("[data-file]")).to_contain_text("受理通知书.pdf")
    zhou.presses("下一步")
    assert "检查并提交" in zhou.page.title()
    assert "受理通知书.pdf" in zhou.reads()


def test_an_objection_from_the_record_to_its_answer(visitor, office, record, work):
    zhou = visitor("zhou")
    zhou.goes_to(f"/records/{record.public_id}/")
    zhou.looks_at("record-to-object-to")
    zhou.presses("提出异议")
    zhou.looks_at("objection-kind")
    zhou.chooses("kind", "wrong_content")
    zhou.presses("下一步")
    amount = zhou.page.locator("#id_claimed_fine_yuan")
    expect(amount).to_be_hidden()
    zhou.ticks("wrong_fine_yuan")
    amount.fill("32000")
    zhou.presses("下一步")
    assert "与记录现在的内容相同" in zhou.reads()
    zhou.looks_at("objection-claims")
    zhou.page.locator("#id_claimed_fine_yuan").fill("3200")
    zhou.page.fill("#id_explanation_fine_yuan", "决定书第二页写明罚款3200元。")
    zhou.presses("下一步")
    zhou.page.set_input_files("#files_c1", sheet("行政处罚决定书.pdf"))
    expect(zhou.page.locator("[data-file]")).to_contain_text("行政处罚决定书.pdf")
    zhou.presses("下一步")
    zhou.page.fill("#id_statement", "我公司已按决定书足额缴纳罚款3200元。")
    zhou.page.fill("#id_contact_phone", "13800006021")
    zhou.ticks("statement_shown", "notice_wanted", "true")
    zhou.looks_at("objection-check")
    zhou.presses("提交异议")
    work()
    zhou.page.reload()
    zhou.looks_at("objection-filed")
    case = ObjectionCase.objects.get()
    office.credit_officer.asks_evidence(case, "处罚决定书全文")
    zhou.presses("查看办理进度")
    zhou.presses("补充证据")
    zhou.looks_at("objection-supplement")
    zhou.page.fill("#id_answer_0", "全文见附件。")
    zhou.presses("提交补充证据")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    zhou.page.reload()
    assert "核实中" in zhou.reads()
    zhou.looks_at("objection-verifying")
    zhou.presses("撤回异议")
    zhou.looks_at("objection-withdraw")
    office.reviewer.concludes(case)
    work()
    zhou.goes_to(case.get_absolute_url())
    assert "3,200 元" in zhou.reads()
    zhou.looks_at("objection-answered")
    zhou.goes_to("/objections/")
    assert case.number in zhou.reads()
    zhou.looks_at("objections")


def test_who_does_not_agree_asks_for_a_re_check(visitor, office, record):
    case = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    zhou = visitor("zhou")
    zhou.goes_to(case.get_absolute_url())
    zhou.presses("申请复核")
    zhou.looks_at("objection-review")
    zhou.page.fill("#id_ground", "决定书第二页写明罚款3200元。")
    zhou.presses("提交复核申请")
    assert as_it_stands(case).status == Status.REVIEWING
    assert "复核中" in zhou.reads()
