"""One case from the public page before to the public page after, by its people in a real browser."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from notifications.models import Letter
from repair.models import RepairCase
from tests.corpus.papers import a_pdf

pytestmark = pytest.mark.browser


@pytest.fixture
def record(office):
    return office.identifies(title="未按规定建立危险废物管理台账")


def the_public_finds(visitor, record) -> list[bool]:
    """By its address, by search, and in the sitemap."""
    public = visitor.goes_to(f"/public/records/{record.public_id}/") == 200
    visitor.goes_to(f"/public/records/?q={record.document_number}")
    listed = visitor.page.locator(f"a[href*='{record.public_id}']").count() > 0
    sitemap = visitor.page.request.get(f"{visitor.site}/sitemap-records.xml").text()
    return [public, listed, record.public_id in sitemap]


def applies(applicant, record, *, looking: bool = True) -> RepairCase:
    """The applicant's road from the record to the confirmation, as the pages lead along it."""
    look = applicant.looks_at if looking else lambda name: None
    page = applicant.page
    applicant.goes_to("/records/")
    look("records")
    applicant.goes_to(f"/records/{record.public_id}/")
    look("record")
    applicant.goes_to(f"/apply/{record.public_id}/start/")
    look("start")
    applicant.ticks("fulfilled", "corrected", "authorised")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url("**/apply/XF-*/")
    look("tasks")
    case = RepairCase.objects.get(record=record, closed=False)
    [owed] = record.obligations.all()
    applicant.goes_to(f"/apply/{case.number}/fulfilment/")
    look("fulfilment")
    page.fill(f"#id_on_{owed.pk}", "2026-08-19")
    page.fill(f"#id_proof_{owed.pk}", "票据 0004471902")
    paper = {"name": "缴款书.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    page.locator(f"#files_f{owed.pk}").set_input_files([paper])
    if applicant.javascript:
        expect(page.locator("[data-rows] [data-file]")).to_have_count(1)
    hands_in(applicant, f"/apply/{case.number}/")
    applicant.goes_to(f"/apply/{case.number}/commitment/")
    look("commitment")
    applicant.ticks("read", "truthful", "consequences")
    hands_in(applicant, f"/apply/{case.number}/")
    applicant.goes_to(f"/apply/{case.number}/check/")
    look("check")
    page.fill("#id_contact_phone", "13800006021")
    applicant.ticks("true")
    hands_in(applicant, f"/apply/{case.number}/submitted/")
    look("submitted")
    assert case.number in applicant.reads()
    return case


def hands_in(visitor, arrives_at: str) -> None:
    """Press the page's own button, the last one that is not a choice beside it."""
    visitor.page.locator("main button[type=submit].btn-primary").last.click()
    visitor.page.wait_for_url(f"**{arrives_at}")


def takes(reviewer, case) -> None:
    reviewer.goes_to(f"/work/{case.number}/")
    reviewer.page.get_by_role("button", name="领取").click()
    expect(reviewer.page.locator("#decide")).to_be_visible()


def decides(officer, case, decision: str, **words: str) -> None:
    """Choose, write, issue: and the page that follows is another one."""
    officer.goes_to(f"/work/{case.number}/")
    if officer.page.locator("#decide").count() == 0:
        takes(officer, case)
    officer.chooses("decision", decision)
    for name, said in words.items():
        if not officer.page.locator(f"#id_{name}").is_visible():
            folded = officer.page.locator("#decide details", has=officer.page.locator(f"#id_{name}"))
            folded.locator("summary").click()
        officer.page.fill(f"#id_{name}", said)
    officer.page.locator("#decide button[type=submit].btn-primary").click()
    officer.page.wait_for_load_state("load")


def test_a_record_is_repaired_and_gone_from_every_public_place(office, visitor, work, record):
    public = visitor()
    assert the_public_finds(public, record) == [True, True, True]
    public.looks_at("public-records")
    public.goes_to(f"/public/records/{record.public_id}/")
    public.looks_at("public-record")
    public.goes_to("/")
    public.looks_at("home")
    public.goes_to("/login/")
    public.looks_at("login")

    case = applies(visitor("zhou"), record)

    reviewer = visitor("lin")
    reviewer.goes_to("/work/")
    reviewer.looks_at("queue")
    takes(reviewer, case)
    reviewer.looks_at("desk-to-take-up")
    decides(reviewer, case, "accept")
    assert office.status_of(case) == "accepted"
    reviewer.goes_to(f"/work/{case.number}/")
    reviewer.looks_at("desk-under-review")
    for each in case.statements.all():
        reviewer.page.check(f"input[name=judge_{each.pk}][value=yes]")
    reviewer.chooses("decision", "approve")
    reviewer.page.locator("#decide button[type=submit].btn-primary").click()
    reviewer.page.wait_for_load_state("load")
    assert office.status_of(case) == "approved"

    work()
    assert office.status_of(case) == "repaired"
    assert the_public_finds(public, record) == [False, False, False]
    public.goes_to(f"/public/records/{record.public_id}/")
    public.looks_at("not-found")

    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/")
    applicant.looks_at("case-repaired")
    letters_are_pdfs_and_genuine(applicant, public, case)
    for name in ("inbox", "cases"):
        applicant.goes_to(f"/{name}/")
        applicant.looks_at(name)


def letters_are_pdfs_and_genuine(applicant, public, case) -> None:
    """Each letter opens, is of more than one byte, and its code tells that it is valid and nothing of the breach."""
    letters = list(Letter.objects.of_case(case))
    assert len(letters) >= 2  # the commitment, and the decision
    for letter in letters:
        answer = applicant.page.request.get(f"{applicant.site}/letters/{letter.public_id}.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
        with pikepdf.open(io.BytesIO(answer.body())) as opened:
            assert len(opened.pages) >= 1
        assert public.page.request.get(f"{public.site}/letters/{letter.public_id}.pdf").url.startswith(
            f"{public.site}/login/"
        )
    public.goes_to(f"/v/{letters[0].code}")
    public.looks_at("letter-genuine")
    said = public.reads()
    assert letters[0].number in said
    assert case.record.title not in said
    public.goes_to("/v/")
    public.looks_at("letter-check")


def test_what_is_missing_is_asked_for_answered_and_taken_up(office, visitor, record):
    case = office.representative.applies(record)
    reviewer = visitor("lin")
    decides(reviewer, case, "supplement", reason="更正后的缴款凭证\n开票单位的说明")
    assert office.status_of(case) == "supplementing"
    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/")
    applicant.looks_at("case-to-be-corrected")
    applicant.goes_to(f"/cases/{case.number}/supplement/")
    applicant.looks_at("supplement")
    for place in (0, 1):
        applicant.page.fill(f"#id_answer_{place}", "已更正，见新凭证 0004471903")
    hands_in(applicant, f"/cases/{case.number}/")
    assert office.status_of(case) == "submitted"
    reviewer.goes_to(f"/work/{case.number}/")
    assert "0004471903" in reviewer.reads()


def test_point_53_a_refusal_needs_a_second_person_who_is_not_the_first(office, visitor, record):
    case = office.representative.applies(record)
    reviewer, second = visitor("lin"), visitor("chen")
    decides(reviewer, case, "accept")
    decides(reviewer, case, "reject", reason="整改复查未通过。", remedy="复查通过后可再次申请。")
    assert office.status_of(case) == "accepted"  # nothing is refused yet
    reviewer.goes_to(f"/work/{case.number}/")
    assert reviewer.page.locator("#decide").count() == 0
    second.goes_to(f"/work/{case.number}/")
    second.looks_at("countersign")
    second.chooses("decision", "confirm")
    second.page.locator("#decide button[type=submit].btn-primary").click()
    second.page.wait_for_load_state("load")
    assert office.status_of(case) == "rejected"
    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/")
    applicant.looks_at("case-refused")
    assert "整改复查未通过。" in applicant.reads()
    assert "复查通过后可再次申请。" in applicant.reads()


def test_an_application_taken_back_can_be_made_again(office, visitor, record):
    case = office.representative.applies(record)
    applicant = visitor("zhou")
    applicant.goes_to(f"/cases/{case.number}/withdraw/")
    applicant.looks_at("withdraw")
    applicant.page.locator("main form button[type=submit]").last.click()
    applicant.page.wait_for_url(f"**/cases/{case.number}/")
    assert office.status_of(case) == "withdrawn"
    assert applicant.goes_to(f"/apply/{record.public_id}/start/") == 200
    assert applicant.page.locator("#id_fulfilled").count() == 1


def test_point_52_a_second_reviewer_reads_along_and_sees_whose_case_it_is(office, visitor, record):
    case = office.reviewer.claims(office.representative.applies(record))
    colleague = visitor("wang")
    colleague.goes_to(f"/work/{case.number}/")
    assert colleague.page.locator("#decide").count() == 0
    assert "lin" in colleague.reads()


def test_a_refused_form_says_so_in_its_title_and_loses_nothing(office, visitor, record):
    case = office.representative.starts(record)
    [owed] = record.obligations.all()
    applicant = visitor("zhou")
    applicant.goes_to(f"/apply/{case.number}/fulfilment/")
    applicant.page.fill(f"#id_on_{owed.pk}", "2026-01-01")  # before the decision
    applicant.page.fill(f"#id_proof_{owed.pk}", "票据 0004471902")
    applicant.page.locator("main button[type=submit].btn-primary").last.click()
    expect(applicant.page).to_have_title(re.compile("^错误："))
    assert applicant.page.input_value(f"#id_proof_{owed.pk}") == "票据 0004471902"
    applicant.looks_at("fulfilment-refused")


def test_the_applicants_road_works_without_javascript(office, visitor, record):
    case = applies(visitor("zhou", javascript=False), record, looking=False)
    assert office.status_of(case) == "submitted"
