"""Point 64 of the acceptance list: a wrong repair is ordered to be corrected, the subject is heard, the record comes back."""

import pytest
from playwright.sync_api import expect

from notifications.models import Letter
from rechecks.services import correcting
from tests.corpus.papers import a_pdf
from tests.correcting import again, checkers_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_point_64_a_wrong_repair_comes_back_after_a_hearing_with_a_reasoned_letter(
    office, visitor, work, settings
):
    settings.EVIDENCE_CHECK_INLINE = True
    checkers = checkers_of(office)
    case = office.has_granted()
    work()
    recheck = checkers.find("wrongly_repaired", examined=office.reload(case))
    luo = visitor("luo")
    luo.goes_to("/office/orders/")
    luo.presses(recheck.number)
    luo.page.fill("#id_words", "请与非税系统核对缴款书。")
    luo.page.get_by_label("补发文书").check()
    luo.page.select_option("#id_settles", index=1)
    luo.looks_at("order-issue")
    luo.presses("制发通知单")
    expect(luo.page.locator("main")).to_contain_text("更正通知单已制发")
    luo.goes_to("/office/orders/")
    luo.looks_at("orders")
    wang = visitor("wang")
    wang.goes_to("/work/orders/")
    wang.looks_at("our-orders")
    wang.presses(again(recheck).order_to_correct.number)
    wang.page.get_by_label("补发文书").check()
    wang.page.fill("#id_proof-words", "已补发告知书并送达。")
    paper = {"name": "receipt.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    wang.page.set_input_files("#id_proof-upload", files=[paper])
    wang.presses("提交证明")
    expect(wang.page.locator("main")).to_contain_text("证明已提交信用办")
    wang.page.fill("#id_hear-ground", "缴款书流水号不存在，罚款没有缴纳。")
    wang.looks_at("our-order")
    wang.presses("发送告知书")
    work()
    zhou = visitor("zhou")
    zhou.goes_to(f"/hearings/{recheck.number}/")
    zhou.page.fill("#id_text", "缴款书属于另一处罚决定，请核对。")
    zhou.looks_at("hearing")
    zhou.presses("提交陈述")
    expect(zhou.page.locator("main")).to_contain_text("陈述已提交")
    chen = visitor("chen")
    chen.goes_to(f"/work/orders/{recheck.number}/")
    chen.page.fill("#id_decide_revoke-considered", "另案缴款书与本案无关")
    chen.presses("撤销修复决定")
    work()
    assert office.is_on_show(case.record)
    correcting.close_what_has_followed(on=office.day.today)
    assert again(recheck).status == "corrected"  # the proof was not accepted yet
    luo.goes_to(f"/office/orders/{recheck.number}/")
    luo.looks_at("order-with-proof")
    luo.presses("认可")
    correcting.close_what_has_followed(on=office.day.today)
    assert again(recheck).status == "closed"
    zhou.goes_to(f"/v/{Letter.objects.get(kind='repair_granted').code}")
    assert "已撤销" in zhou.reads()
    assert "另案缴款书与本案无关" in Letter.objects.get(kind="repair_revoked").facts["heard"]
