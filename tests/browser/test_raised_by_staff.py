"""The screens on which a department or the credit office says itself that a record is wrong, in a real browser."""

import pytest

from objections.models import ObjectionCase, Origin, Status

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.EVIDENCE_CHECK_INLINE = True


def test_the_credit_office_takes_a_report_down(visitor, office):
    office.representative.applies(office.identifies(document_number="江环罚〔2026〕137号"))
    gao = visitor("gao")
    gao.goes_to("/office/objections/")
    gao.page.get_by_role("link", name="登记投诉举报或平台转办线索").click()
    gao.page.fill("#id_q", "137号")
    gao.presses("查找信息")
    gao.looks_at("objection-find-record")
    gao.page.get_by_role("link", name="登记问题").click()
    gao.chooses("origin", "platform")
    gao.page.fill("#id_informant", "江澜市公共信用平台 王工 0239-0001")
    gao.chooses("kind", "wrong_content")
    gao.looks_at("objection-report")
    gao.presses("下一步")
    gao.page.check("#id_wrong_fine_yuan")
    gao.page.fill("#id_claimed_fine_yuan", "3200")
    gao.looks_at("objection-claims-of-staff")
    gao.presses("下一步")
    gao.looks_at("objection-papers-of-staff")
    gao.presses("下一步")
    gao.looks_at("objection-check-of-staff")
    gao.page.check("#id_true")
    gao.presses("提交异议")
    case = ObjectionCase.objects.get()
    assert (case.status, case.origin) == (Status.FILED, Origin.PLATFORM)
    gao.page.get_by_role("link", name="撤回本件").click()
    gao.looks_at("objection-taken-back-by-staff")


def test_the_department_says_that_a_record_of_its_own_is_wrong(visitor, office):
    record = office.identifies()
    office.reviewer.begins_objection(office.identifies(), origin=Origin.DEPARTMENT)
    lin = visitor("lin")
    lin.goes_to("/work/objections/records/")
    lin.looks_at("objection-found-by-department")
    lin.goes_to(f"/work/objections/records/{record.public_id}/")
    lin.looks_at("objection-of-department")
