"""C2 and the department's side of it, as pages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.models import Case
from notifications.models import Letter
from rechecks.models import Interview, SupervisionNotice
from rechecks.models.supervision import EventKind
from rechecks.services import supervising
from rechecks.services.escalation import rule_in_force
from rechecks.services.interviewing import interview_subject
from tests.corpus.papers import a_pdf
from tests.rechecks.supervising import browser_of, issued, late_case, replied

TALK = {
    "talk-held_on": "2026-12-07", "talk-place": "信用办", "talk-held_by": "高主任", "talk-attended_by": "林科长",
    "talk-matters": "超期情况。", "talk-demands": "一周内办结。",
}  # fmt: skip


@pytest.fixture
def case(office):
    return late_case(office)


@pytest.fixture
def gao(office, case):
    return browser_of(office.credit_officer)


@pytest.fixture
def lin(office, case):
    return browser_of(office.reviewer)


def text(answer):
    return answer.content.decode()


def notice_page(notice):
    return reverse("rechecks:supervision_notice", args=[notice.number])


def test_the_list_shows_late_cases_with_how_late_they_are(gao, case):
    shown = text(gao.get("/office/supervision/"))
    assert case.number in shown
    assert "超 3 个工作日" in shown


@pytest.mark.parametrize(("asked", "there"), [("days=3", True), ("days=4", False), ("repeated=on", False)])
def test_the_list_is_narrowed_by_days_and_by_what_was_supervised_before(gao, case, asked, there):
    assert (case.number in text(gao.get(f"/office/supervision/?{asked}"))) is there


def test_the_list_is_narrowed_to_a_department(gao, case, office):
    there = f"/office/supervision/?department={office.department.pk}"
    assert case.number in text(gao.get(there))
    elsewhere = late_case(office)
    assert elsewhere.number in text(gao.get(there))


def test_a_notice_is_drawn_up_previewed_and_issued(gao, case, office):
    page = f"/office/supervision/issue/?case={case.number}"
    assert case.number in text(gao.get(page))
    said = {
        "case": case.number,
        "facts": "超期未办结。",
        "reply_by": "2026-12-10",
        "responsible": office.second.user.pk,
    }
    looked = gao.post("/office/supervision/issue/", said | {"preview": "1"})
    assert looked.status_code == 302
    assert "/letters/preview/" in looked.url
    assert not SupervisionNotice.objects.exists()
    assert gao.post("/office/supervision/issue/", said | {"facts": ""}).status_code == 422
    sent = gao.post("/office/supervision/issue/", said, follow=True)
    notice = SupervisionNotice.objects.get()
    assert notice.letter.number in text(sent)
    assert case.number not in text(gao.get("/office/supervision/"))
    assert notice.letter.number in text(gao.get("/office/supervision/?show=open"))


def test_nothing_ticked_is_said(gao, case):
    answer = gao.get("/office/supervision/issue/")
    assert answer.status_code == 422


def test_the_department_sees_it_in_its_queue_and_replies(lin, gao, case, office):
    notice = issued(office, case)
    assert "已督办" in text(lin.get("/work/?show=overdue"))
    assert notice.letter.number in text(lin.get("/work/supervision/"))
    page = f"/work/supervision/{notice.number}/"
    assert "超期" in text(lin.get(page))
    empty = lin.post(f"{page}reply/", {})
    assert empty.status_code == 422
    said = {"reply-reason": "承办人请假。", "reply-measures": "已调整。", "reply-expected_on": "2026-12-11"}
    assert "承办人请假。" in text(lin.post(f"{page}reply/", said, follow=True))
    assert "承办人请假。" in text(gao.get(notice_page(notice)))


def test_the_office_interviews_circulates_and_closes(gao, lin, case, office):
    notice = issued(office, case)
    page = notice_page(notice)
    assert gao.post(f"{page}close/", {"closing-words": "同意。"}).status_code == 422
    assert gao.post(f"{page}interview/", {"talk-place": "信用办"}).status_code == 422
    assert "高主任" in text(gao.post(f"{page}interview/", TALK, follow=True))
    gao.post(
        f"{page}circular/",
        {"circular-words": "予以通报。", "circular-decided_by": "高主任", "circular-to": "all"},
    )
    replied(office, notice)
    closed = gao.post(f"{page}close/", {"closing-words": "同意办结。"}, follow=True)
    assert "同意办结。" in text(closed)
    kinds = list(notice.events.order_by("seq").values_list("kind", flat=True))
    assert kinds == [*("issued", "interviewed", "circulated", "replied"), EventKind.CLOSED]
    assert gao.post(f"{page}close/", {"closing-words": "再次。"}).status_code == 409
    late = lin.post(
        f"/work/supervision/{notice.number}/reply/",
        {"reply-reason": "补充。", "reply-measures": "补充。", "reply-expected_on": "2026-12-11"},
    )
    assert late.status_code == 409
    assert "已督办" not in text(lin.get("/work/?show=overdue"))
    assert notice.letter.number in text(gao.get("/office/supervision/?show=closed"))


def test_its_letter_is_the_departments_and_the_offices_to_read(gao, lin, case, office):
    notice = issued(office, case)
    address = notice.letter.get_absolute_url()
    assert lin.get(address).status_code == 202  # not drawn yet
    assert gao.get(address).status_code == 202
    assert browser_of(office.stranger).get(address).status_code == 404
    assert browser_of(office.representative).get(address).status_code == 404


def test_the_stages_are_set_on_a_page(gao, office):
    page = "/office/supervision/stages/"
    assert "待核实" in text(gao.get(page))
    said = {"notice": "2", "reply": "5", "second": "interview", "second_days": "", "third": "", "source": ""}
    assert gao.post(page, said).status_code == 422
    saved = gao.post(page, said | {"second_days": "4", "source": "江信办〔2026〕3号"}, follow=True)
    assert "江信办〔2026〕3号" in text(saved)
    assert rule_in_force().confirmed


def test_a_page_asks_the_same_number_of_questions_for_one_case_and_for_many(
    gao, lin, case, office, django_assert_max_num_queries
):
    for _each in range(4):
        issued(office, late_case(office))
    assert Case.objects.late(office.day.today).count() == 5
    with django_assert_max_num_queries(45):
        gao.get("/office/supervision/?show=open")


def test_the_department_records_an_interview_of_a_subject_with_the_signed_sheet(
    lin, gao, case, office, settings, tmp_path
):
    settings.EVIDENCE_DIR, settings.EVIDENCE_CHECK_INLINE = tmp_path, True
    page = "/work/interviews/"
    said = {name.removeprefix("talk-"): value for name, value in TALK.items()} | {"kind": "warning"}
    assert lin.post(page, said).status_code == 422
    assert lin.post(page, said | {"document_number": "不存在"}).status_code == 422
    paper = SimpleUploadedFile("record.pdf", a_pdf(), "application/pdf")
    meant = {"document_number": case.record.document_number, "upload": paper}
    assert lin.post(page, said | meant).status_code == 302
    shown = text(lin.get(page))
    assert case.record.document_number in shown
    assert "谁认定、谁约谈" in shown
    kept = Interview.objects.get(record=case.record)
    file = reverse("casework:evidence", args=[kept.file.public_id])
    assert "超期情况。" in text(gao.get("/office/interviews/"))
    assert [each.get(file).status_code for each in (lin, gao)] == [200, 200]
    theirs = browser_of(office.stranger)
    assert theirs.get(file).status_code == 404
    assert case.record.document_number not in text(theirs.get(page))
    assert theirs.post(page, said | meant).status_code == 422  # not a record of their department


def test_the_page_of_a_case_leads_to_its_notice_and_its_interviews(lin, gao, case, office):
    notice = issued(office, case)
    talk = supervising.Talk(date(2026, 12, 7), "信用办", "林科长", "周宁", "履行情况。", "按期履行。")
    interview_subject(case.record, "reminding", talk, by=office.reviewer.user, on=office.day.today)
    for reader, page, leads in (
        (lin, f"/work/{case.number}/", f"/work/supervision/{notice.number}/"),
        (gao, f"/cases/{case.number}/", f"/office/supervision/{notice.number}/"),
    ):
        shown = text(reader.get(page))
        assert leads in shown
        assert "还有 3 个工作日反馈" in shown or "个工作日" in shown
        assert "2026-12-07" in shown
    assert notice.letter.number not in text(browser_of(office.representative).get(f"/cases/{case.number}/"))


def test_a_circular_is_listed_for_everybody_on_the_staff(gao, lin, case, office):
    notice = issued(office, case)
    said = {"circular-words": "逾期未反馈。", "circular-decided_by": "高主任", "circular-to": "all"}
    assert gao.post(f"{notice_page(notice)}circular/", said | {"circular-to": ""}).status_code == 422
    assert gao.post(f"{notice_page(notice)}circular/", said).status_code == 302
    for reader in (lin, gao, browser_of(office.stranger)):
        assert "逾期未反馈。" in text(reader.get("/work/circulars/"))
    assert browser_of(office.representative).get("/work/circulars/").status_code == 403
    letter = Letter.objects.get(kind="circular")
    assert browser_of(office.stranger).get(letter.get_absolute_url()).status_code == 202
    assert browser_of(office.representative).get(letter.get_absolute_url()).status_code == 404
