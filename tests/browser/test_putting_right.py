"""A record put right, as everybody reads of it; the share log; and the way back, which its department has to certify."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from casework.correcting import Correction, correct, withdraw
from casework.models import WithdrawalKind
from objections.models import ObjectionKind
from objections.services.notices import publish_notice
from tests.casework.righting import applied, case_of

pytestmark = pytest.mark.browser


def says_so(office, event):
    case = case_of(event)
    case.kind = ObjectionKind.WRONG_CONTENT
    publish_notice(case, by=office.representative.user, on=office.day.today)


@transaction.atomic
def corrected(office):
    record = office.identifies()
    event = applied(office, record)
    claims = [
        Correction("title", "未按规定处置危险废物", "处罚决定书"),
        Correction("fine_yuan", "3200", "处罚决定书"),
    ]
    correct(case_of(event), event, claims, office.day.today)
    says_so(office, event)
    return record


@transaction.atomic
def withdrawn(office, *, in_public=True):
    record = office.identifies()
    event = applied(office, record)
    withdraw(case_of(event), event, "处罚决定已被行政复议决定撤销", WithdrawalKind.VOID, office.day.today)
    if in_public:
        says_so(office, event)
    return record


def test_everybody_reads_what_was_wrong_and_what_is_right(office, visitor):
    public = visitor()
    public.goes_to(f"/public/records/{corrected(office).public_id}/")
    notice = public.page.locator("section", has=public.page.get_by_role("heading", name="更正公告"))
    expect(notice.locator("del")).to_contain_text(["未按规定建立危险废物管理台账", "32,000 元"])
    expect(notice.locator("ins")).to_contain_text(["未按规定处置危险废物", "3,200 元"])
    public.looks_at("record-corrected")


def test_the_good_name_is_restored_where_the_record_was_shown_and_as_long_as_the_subject_wishes(
    office, visitor
):
    record = withdrawn(office)
    subject = visitor("zhou")
    subject.goes_to(f"/public/records/?q={record.document_number}")
    subject.looks_at("found-withdrawn")
    subject.page.get_by_role("main").get_by_role("link", name="撤下").click()
    expect(subject.page.get_by_role("heading", name="更正公告")).to_be_visible()
    assert record.facts not in subject.reads()
    subject.looks_at("record-withdrawn")
    subject.presses("撤除本公告")
    assert subject.goes_to(f"/public/records/{record.public_id}/") == 404


def test_the_credit_office_enters_who_received_a_record(office, visitor):
    record = office.identifies()
    clerk = visitor("gao")
    clerk.goes_to("/office/shares/")
    clerk.presses("登记")
    clerk.looks_at("shares-refused")
    for name, value in {
        "document_number": record.document_number,
        "receiver": "江澜农村商业银行",
        "address": "data@bank.example",
        "what": "行政处罚公示数据（9月）",
    }.items():
        clerk.page.fill(f"#id_{name}", value)
    clerk.presses("登记")
    expect(clerk.page.locator("section[aria-labelledby=entered]")).to_contain_text("江澜农村商业银行")
    clerk.looks_at("shares")


def test_the_head_of_the_department_certifies_that_a_record_is_right_after_all(office, visitor):
    record = withdrawn(office, in_public=False)
    head = visitor("chen")
    head.goes_to("/work/reopenings/")
    head.page.locator("summary", has_text="提交重新列入证明").click()
    head.looks_at("reopenings")
    head.page.fill("textarea", "再审判决维持原处罚决定")
    head.page.fill("input[name$=document]", "（2026）示例行再1号行政判决书")
    head.presses("提交并告知信用主体")
    expect(head.page.get_by_role("main")).to_contain_text("2026年12月1日")
    expect(head.page.get_by_role("main")).to_contain_text(record.document_number)
    head.looks_at("reopening-filed")
