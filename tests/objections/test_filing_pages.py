"""An objection on its pages, from the record to the confirmation; nothing typed is lost on the way."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.fsm import steps_of
from casework.models import EvidenceFile
from objections import services
from objections.models import ObjectionCase, Status
from objections.views.shown_progress import INTERNAL, headline, verb_words
from repair.models import Draft
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands
from tests.world import USCCS, user

pytestmark = pytest.mark.django_db
TYPED = {
    "wrong_fine_yuan": "on",
    "claimed_fine_yuan": "3200",
    "explanation_fine_yuan": "决定书写的是3200元。",
}
WHO = {"contact_name": "周宁", "contact_phone": "13800006021", "true": "on"}


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    settings.EVIDENCE_CHECK_INLINE = True


@pytest.fixture
def zhou(office, day) -> Client:
    day("2026-11-23")
    client = Client()
    client.force_login(office.representative.user)
    return client


@pytest.fixture
def record(office):
    return office.identifies(document_number="江环罚〔2026〕37号")


@pytest.fixture
def draft(office, day, record) -> ObjectionCase:
    day("2026-11-23")
    return office.representative.begins_objection(record)


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def page(case, name="", **query) -> str:
    return f"/objections/{case.number}/{name}/" if name else f"/objections/{case.number}/"


def paper(name="决定书.pdf"):
    return SimpleUploadedFile(name, a_pdf())


def test_four_steps_lead_from_the_record_to_the_confirmation(zhou, record):
    assert "提出异议" in text(zhou.get(f"/records/{record.public_id}/"))
    begun = zhou.post(f"/objections/records/{record.public_id}/", {"kind": "wrong_content"})
    case = ObjectionCase.objects.get()
    assert begun.url == page(case, "claims")
    assert zhou.post(begun.url, TYPED).url == page(case, "papers")
    assert zhou.post(page(case, "papers")).url == page(case, "check")
    checked = text(zhou.get(page(case, "check")))
    assert "核实期间，江环罚〔2026〕37号会标注“异议处理中”" in checked
    assert "32,000元" in checked
    assert "3,200元" in checked
    assert zhou.post(page(case, "check"), WHO).url == page(case, "filed")
    assert case.number in text(zhou.get(page(case, "filed")))
    assert as_it_stands(case).status == Status.FILED
    assert "已提交" in text(zhou.get(page(case)))
    assert case.number in text(zhou.get("/objections/"))


def test_an_objection_to_somebody_else_s_record_is_not_found(zhou, office, record):
    stranger = Client()
    stranger.force_login(office.stranger.user)
    assert stranger.get(f"/objections/records/{record.public_id}/").status_code == 404
    assert stranger.post(f"/objections/records/{record.public_id}/", {"kind": "duplicate"}).status_code == 404


def test_nothing_ticked_and_a_claim_equal_to_the_present_value_are_told(zhou, draft):
    nothing = zhou.post(page(draft, "claims"), {})
    assert nothing.status_code == 422
    assert "请至少勾选一项有误的内容" in text(nothing)
    same = zhou.post(page(draft, "claims"), TYPED | {"claimed_fine_yuan": "32000"})
    assert same.status_code == 422
    assert "与记录现在的内容相同" in text(same)
    assert "决定书写的是3200元" in text(same)
    assert not draft.claims.exists()


def test_every_claim_that_cannot_be_is_told_at_once(zhou, draft):
    typed = {
        "wrong_decided_on": "on", "claimed_decided_on": "2026-02-30",
        "wrong_fine_yuan": "on", "claimed_fine_yuan": "很多",
        "wrong_penalty_types": "on",
    }  # fmt: skip
    answer = zhou.post(page(draft, "claims"), typed)
    assert answer.status_code == 422
    assert "有3处需要修改" in text(answer)


def test_several_types_of_penalty_are_ticks_of_their_own(zhou, draft):
    zhou.post(page(draft, "claims"), {"wrong_penalty_types": "on", "claimed_penalty_types_warning": "on"})
    assert draft.claims.get().claimed == "warning"
    assert 'id="id_claimed_penalty_types_warning" checked' in zhou.get(page(draft, "claims")).content.decode()


def test_a_field_that_does_not_exist_is_no_claim(zhou, draft):
    assert zhou.post(page(draft, "claims"), {"wrong_price": "on", "claimed_price": "1"}).status_code == 422


def test_what_is_typed_is_kept_for_later(zhou, draft):
    kept = zhou.post(page(draft, "draft/claims"), TYPED | {"draft_version": "0"})
    assert kept.url == page(draft)
    assert Draft.objects.get().data["claimed_fine_yuan"] == "3200"
    again = zhou.get(page(draft, "claims")).content.decode()
    assert 'value="3200"' in again
    assert "checked" in again
    assert zhou.post(page(draft, "claims"), TYPED | {"draft_version": "1"}).status_code == 302
    assert Draft.objects.get().data == {}


def test_a_page_of_another_window_does_not_write_over_it(zhou, draft):
    zhou.post(page(draft, "draft/claims"), TYPED | {"draft_version": "0", "draft_window": "one"})
    late = zhou.post(page(draft, "claims"), TYPED | {"draft_version": "0", "draft_window": "two"})
    assert late.status_code == 409
    assert not draft.claims.exists()


def test_only_the_papers_that_fit_are_asked_and_a_required_one_stops(zhou, office, record):
    zhou.post(f"/objections/records/{record.public_id}/", {"kind": "duplicate", "contested": "on"})
    case = ObjectionCase.objects.get()
    zhou.post(page(case, "claims"), {"explanation_record": "同一决定公示了两次。"})
    shown = zhou.get(page(case, "papers")).content.decode()
    assert "files_p_both_pages" in shown
    assert "files_p_decision" not in shown
    stopped = zhou.post(page(case, "papers"))
    assert stopped.status_code == 422
    assert "请上传行政复议或行政诉讼受理通知书" in text(stopped)
    assert zhou.get(page(case, "check")).url == page(case, "papers")
    went_on = zhou.post(page(case, "papers"), {"files_p_contest_notice": paper("受理通知书.pdf")})
    assert went_on.url == page(case, "check")
    assert EvidenceFile.objects.get().asked_as == "contest_notice"


def test_a_file_of_a_claim_can_be_taken_back(zhou, draft):
    zhou.post(page(draft, "claims"), TYPED)
    zhou.post(page(draft, "papers"), {"upload": "c1", "files_c1": paper()})
    file = EvidenceFile.objects.standing().get()
    assert (file.claim, file.asked_as) == (1, "other")
    assert zhou.post(page(draft, "papers"), {"drop": file.public_id}).status_code == 302
    assert not EvidenceFile.objects.standing().exists()


@pytest.mark.parametrize(("name", "content", "words"), [
    ("空.pdf", b"", "文件是空的，请重新选择"),
    ("程序.exe", b"MZ", "文件应为PDF、OFD、JPG或PNG"),
])  # fmt: skip
def test_a_file_that_is_refused_is_told_beside_its_field(zhou, draft, name, content, words):
    zhou.post(page(draft, "claims"), TYPED)
    sent = {"upload": "c1", "files_c1": [SimpleUploadedFile(name, content)]}
    answer = zhou.post(page(draft, "papers"), sent)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_file_stays_in_sight_when_its_claim_is_dropped(zhou, draft):
    zhou.post(page(draft, "claims"), TYPED)
    zhou.post(page(draft, "papers"), {"upload": "c1", "files_c1": paper("缴款书.pdf")})
    zhou.post(page(draft, "claims"), {"wrong_title": "on", "claimed_title": "未按规定贮存危险废物"})
    assert "缴款书.pdf" in zhou.get(page(draft, "papers")).content.decode()


def test_a_statement_of_ten_thousand_characters_is_refused_and_stays(zhou, draft):
    zhou.post(page(draft, "claims"), TYPED)
    answer = zhou.post(page(draft, "check"), WHO | {"statement": "实" * 10_000})
    assert answer.status_code == 422
    assert "声明不超过500字" in text(answer)
    assert "实" * 10_000 in answer.content.decode()
    assert as_it_stands(draft).status == Status.DRAFTED


def test_after_another_kind_is_chosen_claims_that_do_not_fit_are_gone(zhou, draft):
    zhou.post(page(draft, "claims"), TYPED)
    assert zhou.post(page(draft, "kind") + "?back=check", {"kind": "overdue"}).url == page(draft, "claims")
    assert not draft.claims.exists()


def test_a_second_visit_leads_to_the_objection_that_is_open(zhou, draft, record):
    assert zhou.get(f"/objections/records/{record.public_id}/").url == page(draft)
    assert "继续填写" in text(zhou.get(page(draft)))


def test_while_a_repair_runs_the_choice_is_offered_in_words(zhou, office, record):
    case = office.representative.starts(record)
    address = f"/objections/records/{record.public_id}/"
    assert "这条记录正在办理信用修复" in text(zhou.get(address))
    unsaid = zhou.post(address, {"kind": "wrong_content"})
    assert unsaid.status_code == 422
    assert "请选择怎样办理" in text(unsaid)
    first = zhou.post(address, {"kind": "wrong_content", "repair": "first"})
    assert first.url == case.get_absolute_url()
    assert not ObjectionCase.objects.exists()
    assert zhou.post(address, {"kind": "wrong_content", "repair": "wait"}).status_code == 302


def test_an_objection_that_says_the_same_again_is_closed_with_words(zhou, office, record):
    first = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.takes_up(first)
    office.credit_officer.forwards(first)
    office.reviewer.concludes(first, fine_yuan="right")
    office.second.confirms(first)
    zhou.post(f"/objections/records/{record.public_id}/", {"kind": "wrong_content"})
    again = ObjectionCase.objects.latest("pk")
    zhou.post(page(again, "claims"), TYPED)
    zhou.post(page(again, "check"), WHO)
    shown = text(zhou.get(page(again, "filed")))
    assert "重复异议" in shown
    assert first.number in shown


def test_the_answer_stands_claim_by_claim_once_it_is_concluded(zhou, office, record, day):
    case = office.representative.objects(record, fine_yuan="3200", title="未按规定贮存危险废物")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    office.reviewer.answers(case, title="right")
    assert "经核对处罚决定书" not in text(zhou.get(page(case)))
    services.conclude(case.number, by=office.reviewer.user, on=day.today)
    shown = text(zhou.get(page(case)))
    assert "部分更正" in shown
    assert "原信息无误" in shown
    assert "更正为3,200元" in shown
    assert "经核对处罚决定书" in shown


def test_evidence_asked_for_is_sent_item_by_item(zhou, office, record):
    case = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.asks_evidence(case, "处罚决定书全文", "缴款凭证")
    assert "处罚决定书全文" in text(zhou.get(page(case)))
    address = page(case, "supplement")
    half = zhou.post(address, {"answer_0": "见附件", "files_s0": paper()})
    assert half.status_code == 422
    assert "还有1项没有处理" in text(half)
    assert EvidenceFile.objects.get().supplement_item == 0
    assert zhou.post(address, {"answer_1": "没有缴款凭证，罚款由法院划扣。"}).url == page(case)
    assert as_it_stands(case).status == Status.FILED
    assert zhou.post(address, {"answer_0": "又一次"}).status_code == 409


def test_withdrawing_asks_once(zhou, office, record):
    case = office.representative.objects(record, fine_yuan="3200")
    assert "确定撤回异议吗" in text(zhou.get(page(case, "withdraw")))
    assert zhou.post(page(case, "withdraw")).url == page(case)
    assert as_it_stands(case).status == Status.WITHDRAWN
    assert zhou.post(page(case, "withdraw")).status_code == 409


def test_what_the_department_finds_itself_is_read_and_not_written_on(zhou, office, record):
    case = office.reviewer.finds_wrong(record, fine_yuan="3200")
    assert "认定单位自行发现" in text(zhou.get(page(case)))
    assert zhou.get(page(case, "withdraw")).status_code == 404


def test_what_the_department_still_writes_is_not_seen(zhou, office, record):
    case = office.reviewer.begins_objection(record, origin="department")
    assert zhou.get(page(case)).status_code == 404
    assert case.number not in text(zhou.get(f"/records/{record.public_id}/"))


def test_a_refused_repair_offers_an_objection_to_its_result(zhou, office):
    refused = office.second.countersigns(office.reviewer.proposes_refusal(office.has_taken_up()))
    shown = zhou.get(refused.get_absolute_url()).content.decode()
    assert f"/objections/records/{refused.record.public_id}/?kind=repair_result" in shown


def test_a_re_check_is_asked_for_once_and_with_a_ground(zhou, office, record):
    case = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    shown = text(zhou.get(page(case)))
    assert "申请一次复核" in shown
    assert "行政复议" in shown
    assert zhou.post(page(case, "review"), {}).status_code == 422
    assert zhou.post(page(case, "review"), {"ground": "决定书第二页写明为3200元。"}).url == page(case)
    shown = text(zhou.get(page(case)))
    assert "复核中" in shown
    assert "决定书第二页写明为3200元" in shown
    assert zhou.post(page(case, "review"), {"ground": "再一次"}).status_code == 409


def test_the_window_objects_for_who_is_there(office, record, day):
    day("2026-11-23")
    clerk = user("w017")
    clerk.groups.add(Group.objects.get_or_create(name="counter")[0])
    window = Client()
    window.force_login(clerk)
    address = f"/objections/records/{record.public_id}/"
    assert window.get(address).status_code == 404
    said = {
        "number": USCCS[0], "person": "周宁", "standing": "legal_representative", "phone": "13800006021",
        "email": "", "authorisation": "本人到场口述", "seen": "on",
    }  # fmt: skip
    window.post("/counter/", said)
    window.post(address, {"kind": "wrong_content"})
    case = ObjectionCase.objects.get()
    window.post(page(case, "claims"), TYPED)
    assert 'value="13800006021"' in window.get(page(case, "check")).content.decode()
    window.post(page(case, "check"), WHO)
    assert as_it_stands(case).status == Status.FILED
    assert "由窗口w017代填" in text(window.get(page(case)))
    day("2026-11-24")
    next_day = Client()
    next_day.force_login(clerk)
    assert next_day.get(page(case)).status_code == 404


def test_every_step_and_every_state_has_words_for_who_objects():
    """A step that is added later fails here until the history can say it."""
    verbs = {each.verb for each in steps_of(ObjectionCase)}
    assert verbs == set(verb_words()) | INTERNAL
    for status in Status:
        case = ObjectionCase(status=status, outcome=Status.UPHELD, answer_by=date(2026, 12, 7))
        assert headline(case)
