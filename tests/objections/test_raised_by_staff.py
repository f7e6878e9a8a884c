"""What a department finds itself, and what a complaint or a platform reports: written on the same pages, without the subject's duties."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.access import may_open
from casework.models import EvidenceFile
from objections.models import ObjectionCase, Origin, Status
from registry.duties import give_duty
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands

pytestmark = pytest.mark.django_db
TICKED = {"wrong_fine_yuan": "on", "claimed_fine_yuan": "3200", "explanation_fine_yuan": "录入时多一个零。"}


@pytest.fixture
def asked(client):
    def ask(person, path, sent=None, follow=False):
        client.force_login(person.user)
        return client.get(path) if sent is None else client.post(path, sent, follow=follow)

    return ask


def step(case, name):
    return f"/objections/{case.number}/{name}/"


def begun(asked, person, path, **said):
    """A draft with its claim, from the page on which the record was found."""
    answer = asked(person, path, {"kind": "wrong_content"} | said)
    case = ObjectionCase.objects.latest("pk")
    assert answer.url == step(case, "claims")
    assert asked(person, step(case, "claims"), TICKED).url == step(case, "papers")
    return case


def test_the_department_finds_its_record_and_files_what_is_wrong(office, day, asked):
    day("2026-11-23")
    record, reviewer = office.identifies(document_number="江环罚〔2026〕137号"), office.reviewer
    queue = asked(reviewer, "/work/objections/").content.decode()
    assert "/work/objections/records/" in queue
    found = asked(reviewer, "/work/objections/records/?q=137").content.decode()
    start = f"/work/objections/records/{record.public_id}/"
    assert start in found
    assert asked(reviewer, start, {}).status_code == 422
    case = begun(asked, reviewer, start)
    assert asked(reviewer, step(case, "papers"), {}).url == step(case, "check")  # none is asked for
    words = asked(reviewer, step(case, "check")).content.decode()
    assert "contact_phone" not in words
    assert asked(reviewer, step(case, "check"), {}).status_code == 422
    filed = asked(reviewer, step(case, "check"), {"true": "on"}, follow=True)
    assert filed.redirect_chain[0][0] == f"/work/objections/{case.number}/"
    assert filed.status_code == 200
    case = as_it_stands(case)
    assert (case.status, case.origin, case.filed_on) == (Status.FILED, Origin.DEPARTMENT, day.today)


def test_the_office_takes_a_report_down_with_who_said_so(office, day, asked):
    day("2026-11-23")
    record, gao = office.identifies(), office.credit_officer
    found = asked(gao, f"/office/objections/records/?q={office.company.name}").content.decode()
    start = f"/office/objections/records/{record.public_id}/"
    assert start in found
    refused = asked(gao, start, {"kind": "wrong_content", "origin": "platform"})
    assert "informant" in refused.context["form"].errors
    case = begun(asked, gao, start, origin="platform", informant="江澜市公共信用平台 王工 0239-0001")
    words = asked(gao, step(case, "check")).content.decode()
    assert "江澜市公共信用平台 王工 0239-0001" in words
    asked(gao, step(case, "check"), {"true": "on"})
    case = as_it_stands(case)
    assert (case.status, case.origin) == (Status.FILED, Origin.PLATFORM)
    office.credit_officer.takes_up(case)  # as any other
    party = asked(office.representative, f"/objections/{case.number}/").content.decode()
    assert "王工" not in party


@pytest.mark.parametrize("kind", ["differs_from_decision", "misattributed"])
def test_papers_bind_the_subject_alone(office, day, asked, kind):
    day("2026-11-23")
    record = office.identifies()
    start = f"/work/objections/records/{record.public_id}/"
    asked(office.reviewer, start, {"kind": kind})
    case = ObjectionCase.objects.get()
    claimed = TICKED if kind == "differs_from_decision" else {"explanation_record": "企业重名，挂错主体。"}
    asked(office.reviewer, step(case, "claims"), claimed)
    assert asked(office.reviewer, step(case, "papers"), {}).url == step(case, "check")
    asked(office.reviewer, step(case, "check"), {"true": "on"})
    assert as_it_stands(case).status == Status.FILED


def test_a_draft_of_staff_and_its_files_are_theirs_alone(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    case = begun(asked, office.reviewer, f"/work/objections/records/{record.public_id}/")
    paper = SimpleUploadedFile("决定书.pdf", a_pdf(), "application/pdf")
    asked(office.reviewer, step(case, "papers"), {"upload": "c1", "files_c1": paper})
    file = EvidenceFile.objects.get(case_id=case.pk)
    assert may_open(office.reviewer.user, file)
    for person in (office.representative, office.stranger, office.credit_officer):
        assert not may_open(person.user, file)
        assert asked(person, step(case, "claims")).status_code == 404
    assert "决定书.pdf" in asked(office.colleague, step(case, "papers")).content.decode()
    listed = asked(office.colleague, "/work/objections/records/").content.decode()
    assert step(case, "check") in listed  # where it goes on
    assert case.number not in asked(office.stranger, "/work/objections/records/").content.decode()


def test_who_may_not_raise_one_is_told_so_and_reads_of_nothing(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    ours, any_record = (f"/{place}/objections/records/" for place in ("work", "office"))
    assert asked(office.stranger, f"{ours}{record.public_id}/").status_code == 404
    assert asked(office.representative, ours).status_code == 403
    assert asked(office.reviewer, any_record).status_code == 403
    head = office.joins_the_credit_office("head")
    head.user.groups.clear()
    give_duty(head.user, office.department, "lead_department", day.today)
    assert asked(head, f"{ours}{record.public_id}/").status_code == 403  # reads, and raises none
    assert ours not in asked(head, "/work/objections/").content.decode()


def test_what_is_open_on_the_record_already_is_opened_instead(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    start = f"/work/objections/records/{record.public_id}/"
    case = begun(asked, office.reviewer, start)
    assert asked(office.colleague, start).url == step(case, "check")
    asked(office.reviewer, step(case, "check"), {"true": "on"})
    assert asked(office.colleague, start).url == f"/work/objections/{case.number}/"
    other = office.identifies()
    office.representative.begins_objection(other)  # a draft of the subject is nobody else's to read
    refused = asked(office.reviewer, f"/work/objections/records/{other.public_id}/", {"kind": "overdue"})
    assert refused.status_code == 409
    assert "YY-" not in refused.content.decode()


def test_a_repair_under_way_waits_and_the_page_says_so(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    repair = office.representative.applies(record)
    start = f"/work/objections/records/{record.public_id}/"
    assert repair.number in asked(office.reviewer, start).content.decode()
    case = begun(asked, office.reviewer, start)
    asked(office.reviewer, step(case, "check"), {"true": "on"})
    assert office.reload(repair).is_paused


def test_it_is_taken_back_with_a_reason_once_it_is_filed(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    start = f"/work/objections/records/{record.public_id}/"
    draft = begun(asked, office.reviewer, start)
    assert asked(office.reviewer, step(draft, "withdraw"), {}).url == "/work/objections/records/"
    case = begun(asked, office.reviewer, start)
    asked(office.reviewer, step(case, "check"), {"true": "on"})
    desk = f"/work/objections/{case.number}/"
    assert step(case, "withdraw") in asked(office.reviewer, desk).content.decode()
    assert asked(office.reviewer, step(case, "withdraw"), {}).status_code == 422
    assert asked(office.credit_officer, step(case, "withdraw"), {"words": "x"}).status_code == 404
    done = asked(office.reviewer, step(case, "withdraw"), {"words": "原件核对后无误。"})
    assert done.url == desk
    assert as_it_stands(case).status == Status.WITHDRAWN
    assert step(case, "withdraw") not in asked(office.reviewer, desk).content.decode()


def test_the_reviewer_of_an_application_says_from_its_desk_that_the_record_is_wrong(office, day, asked):
    day("2026-11-23")
    repair = office.has_received()
    start, desk = f"/work/objections/records/{repair.record.public_id}/", f"/work/{repair.number}/?see=1"
    assert start in asked(office.reviewer, desk).content.decode()
    case = begun(asked, office.reviewer, start)
    asked(office.reviewer, step(case, "check"), {"true": "on"})
    assert start not in asked(office.reviewer, desk).content.decode()


def test_only_the_subject_asks_for_a_re_check(office, day, asked):
    day("2026-11-23")
    case = office.reviewer.finds_wrong(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.colleague.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    assert not as_it_stands(case).can_be_reviewed
    assert asked(office.reviewer, step(case, "review")).status_code == 409
    party = asked(office.representative, f"/objections/{case.number}/").content.decode()
    assert reverse("objections:review", args=[case.number]) not in party
