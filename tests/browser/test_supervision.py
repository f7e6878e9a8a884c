"""Point 61 of the acceptance list: a supervision notice, from the ticked cases to its closing."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from playwright.sync_api import expect

from rechecks.models import SupervisionNotice
from tests.rechecks.supervising import issued, late_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_point_61_a_notice_is_issued_seen_answered_and_closed_and_its_log_stays(office, visitor, work):
    case = late_case(office)
    gao = visitor("gao")
    gao.goes_to("/office/supervision/")
    gao.page.get_by_role("checkbox", name=case.number).check()
    gao.looks_at("supervision")
    gao.presses("对勾选的案件拟督办单")
    gao.looks_at("supervision-issue")
    gao.presses("签发督办单")
    expect(gao.page.locator("main")).to_contain_text("已签发，已告知该部门")
    notice = SupervisionNotice.objects.get()
    work()
    lin = visitor("lin")
    lin.goes_to("/work/")
    expect(lin.page.locator(".xx-q li", has_text=case.subject.name)).to_contain_text("已督办")
    lin.goes_to("/work/supervision/")
    lin.looks_at("supervision-ours")
    lin.presses(notice.letter.number)
    lin.page.fill("#id_reply-reason", "承办人请假，未及时移交。")
    lin.page.fill("#id_reply-measures", "已调整承办人，本周集中办理。")
    lin.page.fill("#id_reply-expected_on", "2026-12-11")
    lin.presses("提交反馈")
    expect(lin.page.locator("main")).to_contain_text("反馈已提交信用办")
    lin.looks_at("supervision-our-notice")
    gao.goes_to(f"/office/supervision/{notice.number}/")
    gao.page.fill("#id_closing-words", "措施可行，同意办结。")
    gao.page.locator("summary", has_text="记录约谈").click()
    gao.looks_at("supervision-notice")
    gao.presses("办结督办")
    expect(gao.page.locator("main")).to_contain_text("督办已办结")
    assert office.reload(case).due_on == date(2026, 12, 2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE rechecks_supervisionevent SET words = ''")
    gao.goes_to("/office/supervision/stages/")
    gao.looks_at("supervision-stages")


def test_interviews_and_circulars_are_seen_by_whom_they_concern(office, visitor, work):
    case = late_case(office)
    notice = issued(office, case)
    gao = visitor("gao")
    gao.goes_to(f"/office/supervision/{notice.number}/")
    gao.page.locator("summary", has_text="发出通报").click()
    gao.page.fill("#id_circular-words", "督办单发出后没有按期反馈，经提醒仍未办结。")
    gao.page.fill("#id_circular-decided_by", "高主任")
    gao.page.get_by_label("各认定单位").check()
    gao.looks_at("supervision-circular")
    gao.page.get_by_role("button", name="发出通报").click()
    expect(gao.page.locator("main")).to_contain_text("通报已")
    lin = visitor("lin")
    lin.goes_to("/work/circulars/")
    lin.looks_at("circulars")
    lin.goes_to(f"/work/interviews/?document={case.record.document_number}")
    for name, words in (
        ("place", "本局会议室"),
        ("held_by", "林科长"),
        ("attended_by", "周宁"),
        ("matters", "履行情况。"),
    ):
        lin.page.fill(f"#id_{name}", words)
    lin.page.fill("#id_demands", "按期履行义务。")
    lin.page.select_option("#id_kind", "reminding")
    lin.looks_at("interviews-ours")
    lin.presses("存档")
    expect(lin.page.locator("main")).to_contain_text("约谈记录已存档")
    lin.goes_to(f"/work/{case.number}/")
    expect(lin.page.locator("aside", has_text="与本案有关")).to_contain_text(notice.letter.number)
    lin.looks_at("desk-with-supervision")
    gao.goes_to("/office/interviews/")
    gao.looks_at("interviews-office")
