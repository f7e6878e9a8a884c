"""R11 and the credit office's list in a real browser: every screen of those who check an objection, and the whole way."""

from datetime import date

import pytest
from playwright.sync_api import expect

from objections.models import ObjectionCase, Status
from tests.objecting import as_it_stands

pytestmark = pytest.mark.browser
REASON = "经核对处罚决定书原件，罚款金额系录入有误。"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.EVIDENCE_CHECK_INLINE = True


def answers(visitor, number, value="corrected"):
    visitor.page.check(f"#id_answer_{number} input[value={value}]")
    visitor.page.fill(f"#id_reason_{number}", REASON)
    visitor.page.fill(f"#id_source_{number}", "江环罚〔2026〕37号处罚决定书")


def test_the_screens_of_the_department(visitor, office):
    case = office.representative.objects(office.identifies(), fine_yuan="3200", title="未按规定记录台账")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    lin = visitor("lin")
    lin.goes_to("/work/objections/")
    lin.looks_at("objection-queue")
    lin.page.locator(".xx-q ol a").first.click()
    lin.presses("承办此件")
    lin.looks_at("objection-desk")
    answers(lin, 1)
    lin.presses("保存答复")
    expect(lin.page.locator("button[name=conclude]")).to_have_count(0)  # one claim is still without an answer
    answers(lin, 2, "right")
    lin.presses("保存答复")
    expect(lin.page.locator("button[name=conclude]")).to_have_text("结论：部分成立，更正有误的部分")
    lin.looks_at("objection-desk-answered")
    lin.goes_to(f"/work/objections/{case.number}/misroute/")
    lin.looks_at("objection-misroute")


def test_the_screens_of_the_credit_office(visitor, office):
    filed = office.representative.objects(office.identifies(), fine_yuan="3200")
    misrouted = office.representative.objects(office.identifies(), fine_yuan="3100")
    office.credit_officer.takes_up(misrouted)
    office.credit_officer.forwards(misrouted)
    office.reviewer.says_it_is_of(misrouted, office.elsewhere)
    he = visitor("gao")
    he.goes_to("/office/objections/")
    he.looks_at("office-objections")
    he.goes_to(f"/office/objections/{filed.number}/")
    he.looks_at("office-objection-filed")
    he.presses("受理")
    he.looks_at("office-objection-compare")
    he.goes_to(f"/office/objections/{misrouted.number}/")
    he.presses("确定核实单位")
    he.looks_at("office-objection-settle")


def test_point_44_the_whole_way_from_the_claim_to_the_repair_with_its_new_date(visitor, office, work):
    """Filed, marked in public, answered by the department, corrected everywhere; the repair goes on anew."""
    record = office.identifies(document_number="江环罚〔2026〕37号")
    repair = office.representative.applies(record)
    drawn = office.representative.begins_objection(record, pause_repair=True)
    office.representative.claims_and_files(drawn, fine_yuan="3200", decided_on="2026-08-03")
    case = ObjectionCase.objects.get()
    he, lin, anybody = visitor("gao"), visitor("lin"), visitor()
    he.goes_to(f"/office/objections/{case.number}/")
    he.page.locator("form[action$='/take-up/'] button").click()
    he.page.wait_for_selector("form[action$='/forward/']", state="attached")
    anybody.goes_to(f"/public/records/{record.public_id}/")
    assert "异议处理中" in anybody.reads()
    he.page.get_by_text("与报送一致：转认定单位核实", exact=True).click()
    he.page.locator("form[action$='/forward/'] button").click()
    he.page.wait_for_load_state("load")
    lin.goes_to(f"/work/objections/{case.number}/")
    lin.presses("承办此件")
    answers(lin, 1)
    answers(lin, 2)
    lin.presses("保存答复")
    assert f"更正后，正在办理的信用修复（{repair.number}）将重新计算" in lin.reads()
    before = office.reload(repair).due_on
    lin.presses("结论：异议成立，更正记录")
    work()
    office.night_passes()
    record.refresh_from_db()
    assert (record.fine_yuan, record.decided_on) == (3200, date(2026, 8, 3))
    assert as_it_stands(case).outcome == Status.UPHELD
    anybody.goes_to(f"/public/records/{record.public_id}/")
    assert "异议处理中" not in anybody.reads()
    assert "2026-08-03" in anybody.reads()
    again = office.reload(repair)
    assert again.paused_for is None
    assert again.due_on is not None
    assert again.due_on != before
    zhou = visitor("zhou")
    zhou.goes_to(f"/objections/{case.number}/")
    assert REASON in zhou.reads()


def test_without_a_script_the_desk_answers_and_a_second_person_confirms(visitor, office):
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    lin = visitor("lin", javascript=False)
    lin.goes_to(f"/work/objections/{case.number}/")
    lin.presses("承办此件")
    answers(lin, 1, "right")
    lin.presses("保存答复")
    lin.presses("结论：维持原信息，提交第二人确认")
    assert "您是提出人，不能由您确认" in lin.reads()
    second = visitor("chen")
    second.goes_to(f"/work/objections/{case.number}/")
    second.looks_at("objection-to-confirm")
    second.chooses("decision", "confirm")
    second.presses("确定")
    assert as_it_stands(case).status == Status.DISMISSED
