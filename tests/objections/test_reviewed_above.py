"""复核 by an organ above, where the rules of the place name one: sent there, answered with a document, carried out."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.models import EvidenceFile
from notifications.models import Letter, Message
from objections import services
from objections.models import Status
from objections.services import Document, RepairRuns
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands, of_a_place, paper

pytestmark = pytest.mark.django_db
ORGAN = "江海省发展和改革委员会"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True


def dismissed(office, day, **claimed):
    day("2026-11-23")
    record = of_a_place(office, "CN-ZJ")
    case = office.representative.objects(record, **(claimed or {"fine_yuan": "3200"}))
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, **dict.fromkeys(claimed or {"fine_yuan": ""}, "right"))
    return office.second.confirms(case)


def asked_again(office, day, **claimed):
    return office.representative.asks_for_review(dismissed(office, day, **claimed))


def sent_above(office, day, **claimed):
    case = asked_again(office, day, **claimed)
    office.credit_officer.sends_above(case)
    return as_it_stands(case)


@pytest.fixture
def he(office):
    """The credit office at its pages."""
    client = Client()
    client.force_login(office.credit_officer.user)
    return client


def at(case, step=""):
    return f"/office/objections/{case.number}/{step}"


def scan(name="复核决定.pdf", content=None):
    return SimpleUploadedFile(name, a_pdf() if content is None else content, "application/pdf")


def entered(case, **more):
    return {
        "seq": case.seq,
        "review_document-number": "江海发改信复〔2026〕41号",
        "review_document-document_on": "2026-11-23",
        "review_document-upload": scan(),
    } | more


# --- the road ---


def test_where_the_rules_name_the_office_nothing_is_sent_above(office, day):
    day("2026-11-23")
    case = office.representative.objects(office.identifies(), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    office.representative.asks_for_review(case)
    assert as_it_stands(case).review_level == "office"
    with pytest.raises(NotOpenAnyMore):
        office.joins_the_credit_office("ma").sends_above(case)


def test_the_letter_to_the_organ_holds_everything(office, day):
    case = sent_above(office, day)
    html = paper(case, "objection_review_sent")
    for words in (
        f"{ORGAN}：",
        case.subject.name,
        "答复没有说明理由",
        "维持原内容",
        "经核对处罚决定书",
        "《浙江省公共信用信息管理条例》第三十条第二款",
        "在2026年11月30日前（含当日）",
    ):
        assert words in html
    assert "你单位" not in html
    letter = Letter.objects.of_case(case).get(kind="objection_review_sent")
    assert letter.addressee == ORGAN
    assert "异转复〔2026〕" in letter.number


def test_the_subject_is_told_and_sees_where_it_lies(office, day, client):
    case = sent_above(office, day)
    said = Message.objects.filter(case_id=case.pk, user=office.representative.user).latest("pk")
    assert ORGAN in said.text
    client.force_login(office.representative.user)
    page = client.get(f"/objections/{case.number}/").content.decode()
    assert ORGAN in page
    assert "复核转办函" not in page  # that letter is the organ's


def test_without_the_document_there_is_no_result(office, day):
    case = sent_above(office, day)
    office.credit_officer.answers(case)
    with pytest.raises(ConditionsNotMet):
        services.review(case.number, by=office.credit_officer.user, on=day.today)
    assert as_it_stands(case).status == Status.REVIEWING_ABOVE


def test_a_document_needs_its_scan_and_a_day_that_can_be(office, day):
    case = sent_above(office, day)
    by = {"by": office.credit_officer.user, "on": day.today}
    for document, field in (
        (Document("江海发改信复〔2026〕41号", date(2026, 11, 22)), "document_on"),
        (Document("江海发改信复〔2026〕41号", date(2026, 11, 24)), "document_on"),
        (Document("江海发改信复〔2026〕41号", date(2026, 11, 23)), "upload"),
        (Document(" ", date(2026, 11, 23)), "number"),
    ):
        with pytest.raises(CaseError) as refusal:
            services.note_document(case.number, document, **by)
        assert refusal.value.field == field
    assert as_it_stands(case).review_document == ""


def test_a_result_confirmed_above_is_the_last_word(office, day):
    case = sent_above(office, day)
    office.credit_officer.enters_the_answer(case, fine_yuan="right")
    stands = as_it_stands(case)
    assert (stands.status, stands.closed, stands.desk) == (Status.DISMISSED, True, "")
    html = paper(case, "objection_review")
    assert f"经{ORGAN}复核（江海发改信复〔2026〕41号，2026年11月23日）" in html
    assert f"{ORGAN}复核认定：维持原处理结果" in html
    with pytest.raises(ConditionsNotMet):
        office.representative.asks_for_review(case)


def test_who_answered_first_for_the_office_does_not_enter_the_answer(office, day):
    day("2026-11-23")
    record = of_a_place(office, "CN-ZJ")
    case = office.representative.objects(record, fine_yuan="3200", title="未按规定记录台账")
    office.credit_officer.takes_up(case)
    office.credit_officer.answers(case)
    office.credit_officer.corrects_the_copy(case)
    office.works_the_channels()
    office.night_passes()
    office.representative.asks_for_review(case)
    office.credit_officer.sends_above(case)
    with pytest.raises(ConditionsNotMet):
        office.credit_officer.enters_the_answer(case, fine_yuan="right", title="right")


def test_a_department_concerned_neither_sends_nor_enters(office, day):
    case = asked_again(office, day)
    for step in (
        lambda: office.reviewer.sends_above(case),
        lambda: office.reviewer.notes_the_document(case),
    ):
        with pytest.raises(PermissionDenied):
            step()


# --- the pages of the credit office ---


def test_the_pages_lead_from_the_request_to_the_result(office, day, he):
    case = asked_again(office, day)
    assert he.get(at(case)).content.decode().count('name="answer_1"') == 0
    answer = he.post(at(case, "above/"), {"seq": as_it_stands(case).seq, "send_above-organ": ORGAN})
    assert answer.status_code == 302
    case = as_it_stands(case)
    shown = he.get(at(case)).content.decode()
    assert 'name="review_document-upload"' in shown
    assert he.post(at(case, "above/document/"), entered(case)).status_code == 302
    sent = {
        "seq": case.seq, "answer_1": "corrected", "value_1": "3200", "reason_1": "复核机关认定金额有误。",
        "source_1": "江海发改信复〔2026〕41号",
    }  # fmt: skip
    he.post(at(case, "answer/"), sent)
    assert 'name="conclude" value="upheld"' in he.get(at(case)).content.decode()
    he.post(at(case, "answer/"), sent | {"conclude": "upheld"})
    case.record.refresh_from_db()
    assert (as_it_stands(case).outcome, case.record.fine_yuan) == (Status.UPHELD, 3200)


def test_nothing_is_half_entered(office, day, he):
    case = sent_above(office, day)
    refused = he.post(
        at(case, "above/document/"), entered(case, **{"review_document-upload": scan("x.exe", b"MZ")})
    )
    assert refused.status_code == 422
    assert "江海发改信复〔2026〕41号" in refused.content.decode()
    assert as_it_stands(case).review_document == ""
    assert not EvidenceFile.objects.filter(case_id=case.pk).exists()
    missing = he.post(at(case, "above/document/"), entered(case, **{"review_document-number": ""}))
    assert missing.status_code == 422


def test_the_organ_is_remembered_for_the_next(office, day, he):
    sent_above(office, day)
    other = asked_again(office, day)
    assert f'value="{ORGAN}"' in he.get(at(other)).content.decode()


def test_the_document_is_open_to_the_subject_with_the_result(office, day, client):
    case = sent_above(office, day)
    office.credit_officer.notes_the_document(case)
    client.force_login(office.representative.user)
    assert "江海发改信复" not in client.get(f"/objections/{case.number}/").content.decode()
    office.credit_officer.reviews(case)
    page = client.get(f"/objections/{case.number}/").content.decode()
    assert "江海发改信复〔2026〕41号" in page
    assert "复核决定.pdf" in page


# --- beside a repair ---


def test_asking_for_a_re_check_beside_a_repair_offers_the_choice(office, day, client):
    case = dismissed(office, day)
    repair = office.representative.applies(case.record)
    with pytest.raises(RepairRuns):
        office.representative.asks_for_review(case, repair_waits=False)
    client.force_login(office.representative.user)
    address = f"/objections/{case.number}/review/"
    assert repair.number in client.get(address).content.decode()
    assert client.post(address, {"ground": "理由"}).status_code == 422
    first = client.post(address, {"ground": "理由", "repair": "first"})
    assert first.url == repair.get_absolute_url()
    assert as_it_stands(case).status == Status.DISMISSED
    assert "理由" in client.get(address).content.decode()  # kept for later
    assert client.post(address, {"ground": "理由", "repair": "wait", "draft_version": "1"}).status_code == 302
    assert office.reload(repair).paused_for_id == case.pk


def test_a_repair_begun_since_the_draft_is_asked_about_at_the_filing(office, day):
    day("2026-11-23")
    record = office.identifies()
    case = office.representative.begins_objection(record)
    repair = office.representative.starts(record)
    with pytest.raises(RepairRuns):
        office.representative.claims_and_files(case, repair_waits=False, fine_yuan="3200")
    assert as_it_stands(case).status == Status.DRAFTED
    office.representative.claims_and_files(case, fine_yuan="3200")
    assert office.reload(repair).paused_for_id == case.pk
