"""Point 44 of the acceptance list: of two matters on one record one waits, and the pages say which, why, and until when."""

from datetime import date

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def objection_to(office, record, **claimed):
    person = office.representative
    return person.claims_and_files(person.begins_objection(record, pause_repair=True), **claimed)


def test_point_44_a_repair_that_runs_waits_for_an_objection_and_says_so_on_both_sides(office, visitor):
    case = office.has_taken_up()
    objection = objection_to(office, case.record, title="未按规定处置危险废物")
    applicant, reviewer = visitor("zhou"), visitor("lin")
    applicant.goes_to(f"/cases/{case.number}/")
    expect(applicant.page.locator("h1")).to_contain_text(f"等待异议 {objection.number} 办结")
    expect(applicant.page.locator("main")).to_contain_text("在此期间各项时限停止计算")
    applicant.looks_at("case-beside-objection")
    reviewer.goes_to("/work/?show=waiting")
    expect(reviewer.page.locator(".xx-q li")).to_contain_text(f"等待{objection.number}办结")
    reviewer.goes_to(f"/work/{case.number}/")
    expect(reviewer.page.locator(".xx-panel")).to_contain_text(
        f"本案须待同一信息的异议 {objection.number} 办结"
    )
    expect(reviewer.page.get_by_role("button", name="准予修复")).to_have_count(0)
    reviewer.looks_at("desk-beside-objection")
    office.representative.takes_back(objection)
    applicant.goes_to(f"/cases/{case.number}/")
    expect(applicant.page.locator("h1")).to_contain_text("审核中")


def test_point_44_a_repair_begun_beside_an_objection_is_prepared_and_not_submitted(office, visitor):
    record = office.identifies()
    objection = objection_to(office, record, title="未按规定处置危险废物")
    applicant = visitor("zhou")
    applicant.goes_to(f"/apply/{record.public_id}/start/")
    expect(applicant.page.locator("main")).to_contain_text(f"该信息的异议 {objection.number} 正在办理")
    applicant.looks_at("start-beside-objection")
    case = office.representative.starts(record)
    office.representative.states(case)
    office.representative.signs(case)
    applicant.goes_to(f"/apply/{case.number}/")
    expect(applicant.page.locator("main")).to_contain_text(f"{objection.number}办结后可以提交")
    applicant.looks_at("tasks-beside-objection")


def test_point_44_a_record_withdrawn_leaves_nothing_to_repair(office, visitor):
    case = office.has_taken_up()
    person = office.representative
    objection = person.claims_and_files(
        person.begins_objection(case.record, kind="not_publishable", pause_repair=True)
    )
    office.credit_officer.takes_up(objection)
    office.credit_officer.forwards(objection)
    office.reviewer.concludes(objection)
    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/")
    expect(applicant.page.locator("main")).to_contain_text("已无需修复")
    expect(applicant.page.locator("main")).to_contain_text("信用修复申请办结告知书")
    applicant.looks_at("case-cleared")


def test_point_44_a_supplement_beside_an_objection_is_awaited_later(office, visitor):
    case = office.reviewer.asks(office.has_taken_up(), "整改验收报告")
    assert case.answer_by == date(2026, 12, 7)
    objection = objection_to(office, case.record, title="未按规定处置危险废物")
    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/supplement/")
    expect(applicant.page.locator("main")).to_contain_text(
        f"本申请须待异议 {objection.number} 办结后继续办理"
    )
    applicant.looks_at("supplement-beside-objection")
