"""R11: the department's objections on its pages, from taking one to what follows from the answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.access import may_open
from casework.models import EvidenceFile
from casework.models.evidence import Purpose
from objections.models import ClaimAnswer, Status
from registry.duties import give_duty
from tests.corpus.papers import a_pdf
from tests.objecting import as_it_stands

pytestmark = pytest.mark.django_db
QUEUE = "/work/objections/"
REASON = "经核对处罚决定书，罚款金额录入有误。"


@pytest.fixture
def asked(client):
    """A page as somebody reads or sends it."""

    def ask(person, path, sent=None, follow=False):
        client.force_login(person.user)
        return client.get(path) if sent is None else client.post(path, sent, follow=follow)

    return ask


def page(case, step=""):
    return f"{QUEUE}{case.number}/{step}"


def forwarded(office, day, facts=None, **claimed):
    day("2026-11-23")
    case = office.representative.objects(
        office.identifies(**(facts or {})), **(claimed or {"fine_yuan": "3200"})
    )
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    return as_it_stands(case)


def taken(office, day, facts=None, **claimed):
    case = forwarded(office, day, facts, **claimed)
    office.reviewer.takes_objection(case)
    return as_it_stands(case)


def said(case, answer="corrected", **more):
    """The form as the page would send it."""
    sent = {"seq": case.seq}
    for claim in case.claims.all():
        sent |= {f"answer_{claim.number}": answer, f"value_{claim.number}": claim.claimed}
        sent |= {f"reason_{claim.number}": REASON, f"source_{claim.number}": "江环罚〔2026〕37号"}
    return sent | more


def test_the_queue_lists_what_came_with_the_nearest_due_date_first(office, day, asked):
    first = forwarded(office, day)
    day("2026-11-25")
    record = office.identifies()
    second = office.representative.objects(record, fine_yuan="3100")
    office.credit_officer.takes_up(second)
    office.credit_officer.forwards(second)
    shown = asked(office.reviewer, QUEUE)
    numbers = [row.case.number for row in shown.context["rows"]]
    assert numbers == [first.number, second.number]
    assert first.record.document_number in shown.content.decode()


def test_another_department_and_an_unfiled_objection_are_not_found(office, day, asked):
    case = forwarded(office, day)
    assert asked(office.stranger, page(case)).status_code == 404
    draft = office.representative.begins_objection(office.identifies())
    assert asked(office.reviewer, page(draft)).status_code == 404
    assert asked(office.representative, page(case)).status_code == 403


def test_nothing_is_chosen_and_the_button_waits_for_the_answers(office, day, asked):
    case = taken(office, day)
    words = asked(office.reviewer, page(case)).content.decode()
    assert 'name="answer_1"' in words
    assert "checked" not in words.partition('id="answers"')[2].partition("</form>")[0]
    assert 'name="conclude"' not in words


def test_answers_are_saved_without_concluding(office, day, asked):
    case = taken(office, day)
    assert asked(office.reviewer, page(case, "answer/"), said(case)).status_code == 302
    assert as_it_stands(case).status == Status.VERIFYING
    assert ClaimAnswer.objects.get(claim__case=case).reason == REASON
    words = asked(office.reviewer, page(case)).content.decode()
    assert 'name="conclude" value="upheld"' in words


def test_what_the_button_says_is_what_happens(office, day, asked):
    case = taken(office, day)
    asked(office.reviewer, page(case, "answer/"), said(case))
    asked(office.reviewer, page(case, "answer/"), said(case, conclude="upheld"))
    case = as_it_stands(case)
    case.record.refresh_from_db()
    assert (case.outcome, case.record.fine_yuan) == (Status.UPHELD, 3200)


def test_a_changed_answer_is_saved_and_the_button_is_looked_at_again(office, day, asked):
    case = taken(office, day)
    asked(office.reviewer, page(case, "answer/"), said(case))
    sent = said(case, "right", conclude="upheld")
    shown = asked(office.reviewer, page(case, "answer/"), sent, follow=True)
    assert as_it_stands(case).status == Status.VERIFYING
    assert 'name="conclude" value="dismissed"' in shown.content.decode()


def test_an_answer_without_a_reason_and_a_value_that_cannot_be_are_told_beside_their_fields(
    office, day, asked
):
    case = taken(office, day)
    shown = asked(office.reviewer, page(case, "answer/"), said(case, reason_1=""))
    assert shown.status_code == 422
    assert "reason_1" in shown.context["answering"].errors
    shown = asked(office.reviewer, page(case, "answer/"), said(case, value_1="很多"))
    assert "value_1" in shown.context["answering"].errors
    assert REASON in shown.content.decode()  # nothing typed is lost
    assert not ClaimAnswer.objects.filter(claim__case=case).exists()


def test_a_field_that_must_stand_cannot_be_answered_with_deleted(office, day, asked):
    case = taken(office, day, title="未按规定记录台账")
    shown = asked(office.reviewer, page(case, "answer/"), said(case, "deleted"))
    assert shown.status_code == 422
    assert "answer_1" in shown.context["answering"].errors


def test_the_proof_of_an_answer_lies_with_its_claim(office, day, asked):
    case = taken(office, day)
    proof = SimpleUploadedFile("决定书.pdf", a_pdf(), "application/pdf")
    asked(office.reviewer, page(case, "answer/"), said(case, file_1=proof))
    assert EvidenceFile.objects.get(case_id=case.pk, purpose=Purpose.ANSWER).claim == 1
    shown = asked(office.reviewer, page(case, "?see=4"))
    assert "决定书.pdf" in shown.content.decode()
    empty = SimpleUploadedFile("空.txt", b"x", "text/plain")
    refused = asked(office.reviewer, page(case, "answer/"), said(case, file_1=empty))
    assert "file_1" in refused.context["answering"].errors


def test_a_proof_attached_by_mistake_is_taken_back_until_the_answer_is_sent(office, day, asked):
    case = taken(office, day)
    wrong, right = (SimpleUploadedFile(name, a_pdf(), "application/pdf") for name in ("别件.pdf", "本件.pdf"))
    asked(office.reviewer, page(case, "answer/"), said(case, file_1=wrong))
    kept = EvidenceFile.objects.get(case_id=case.pk, purpose=Purpose.ANSWER)
    assert "别件.pdf" in asked(office.reviewer, page(case)).content.decode()
    assert "别件.pdf" not in asked(office.representative, f"/objections/{case.number}/").content.decode()
    assert may_open(office.colleague.user, kept)
    assert not may_open(office.representative.user, kept)  # it leaves with the answer
    sent = said(case, drop=kept.public_id, reason_1="另写的理由")
    assert asked(office.colleague, page(case, "answer/"), sent).status_code == 409
    asked(office.reviewer, page(case, "answer/"), sent | {"file_1": right})
    kept.refresh_from_db()
    assert kept.removed_at is not None
    assert ClaimAnswer.objects.get(claim__case=case).reason == "另写的理由"  # stays
    asked(office.reviewer, page(case, "answer/"), said(case, conclude="upheld"))
    stays = EvidenceFile.objects.standing().get(case_id=case.pk, purpose=Purpose.ANSWER)
    assert (stays.name, stays.handed_in_on) == ("本件.pdf", day.today)
    assert may_open(office.representative.user, stays)
    assert asked(office.reviewer, page(case, "answer/"), {"drop": stays.public_id}).status_code == 409


def test_what_somebody_else_attached_to_a_claim_cannot_be_taken_back_here(office, day, asked):
    case = taken(office, day)
    assert asked(office.reviewer, page(case, "answer/"), said(case, drop="A" * 22)).status_code == 404


def test_a_dismissal_is_confirmed_by_somebody_else(office, day, asked):
    case = taken(office, day)
    asked(office.reviewer, page(case, "answer/"), said(case, "right"))
    asked(office.reviewer, page(case, "answer/"), said(case, "right", conclude="dismissed"))
    words = asked(office.reviewer, page(case)).content.decode()
    assert "您是提出人，不能由您确认" in words
    case = as_it_stands(case)
    give_duty(office.reviewer.user, office.department, "countersign_cases", day.today)
    itself = {"decision": "confirm", "seq": case.seq}
    assert asked(office.reviewer, page(case, "countersign/"), itself).status_code == 422
    assert asked(office.second, page(case, "countersign/"), {"seq": case.seq}).status_code == 422
    asked(office.second, page(case, "countersign/"), itself)
    assert as_it_stands(case).status == Status.DISMISSED


def test_sending_back_needs_a_reason_and_returns_the_answers(office, day, asked):
    case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    case = as_it_stands(case)
    sent = {"decision": "send_back", "reasons": "", "seq": case.seq}
    assert asked(office.second, page(case, "countersign/"), sent).status_code == 422
    asked(office.second, page(case, "countersign/"), sent | {"reasons": "请再核对决定书原件。"})
    words = asked(office.reviewer, page(case)).content.decode()
    assert "请再核对决定书原件。" in words
    assert "checked" in words


def test_the_subject_is_asked_once_and_with_everything(office, day, asked):
    case = taken(office, day)
    assert (
        asked(office.reviewer, page(case, "ask/"), {"ask_party-items": " \n ", "seq": case.seq}).status_code
        == 422
    )
    asked(office.reviewer, page(case, "ask/"), {"ask_party-items": "决定书原件\n缴款书", "seq": case.seq})
    case = as_it_stands(case)
    assert case.status == Status.SUPPLEMENTING
    assert case.requests.get().items == ["决定书原件", "缴款书"]
    office.representative.sends_evidence(case, "见附件", "见附件")
    words = asked(office.reviewer, page(case)).content.decode()
    assert reverse("objections:ask_party", args=[case.number]) not in words


def test_the_head_extends_where_the_rules_give_days(office, day, asked):
    case = taken(office, day, facts={"jurisdiction": "CN-ZJ"})
    head = office.colleague
    give_duty(head.user, office.department, "lead_department", day.today)
    words = asked(head, page(case)).content.decode()
    assert reverse("objections:extend", args=[case.number]) in words
    before = case.due_on
    asked(head, page(case, "extend/"), {"extend-reason": "需要调取原始卷宗。", "seq": case.seq})
    assert as_it_stands(case).due_on > before
    assert asked(office.reviewer, page(case, "extend/"), {"extend-reason": "再延"}).status_code == 403


def test_not_ours_goes_back_once_with_a_department_and_a_reason(office, day, asked):
    case = taken(office, day)
    assert asked(office.reviewer, page(case, "misroute/")).status_code == 200
    sent = {"department": office.elsewhere.pk, "reason": "处罚决定不是本单位作出的。", "seq": case.seq}
    assert asked(office.reviewer, page(case, "misroute/"), sent | {"reason": ""}).status_code == 422
    asked(office.reviewer, page(case, "misroute/"), sent)
    assert as_it_stands(case).status == Status.MISROUTED


def test_a_colleague_reads_and_is_told_who_verifies(office, day, asked):
    case = taken(office, day)
    words = asked(office.colleague, page(case)).content.decode()
    assert 'id="answers"' not in words
    assert asked(office.colleague, page(case, "answer/"), said(case)).status_code == 409
    stale = said(case) | {"seq": case.seq - 1}
    refused = asked(office.reviewer, page(case, "answer/"), stale)
    assert refused.status_code == 409
    assert page(case) in refused.content.decode()  # the way to the page as it is now


def test_the_page_says_that_a_waiting_repair_is_calculated_anew(office, day, asked):
    day("2026-11-23")
    record = office.identifies()
    repair = office.representative.applies(record)
    case = office.representative.begins_objection(record, pause_repair=True)
    office.representative.claims_and_files(case, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    case = as_it_stands(case)
    asked(office.reviewer, page(case, "answer/"), said(case))
    words = asked(office.reviewer, page(case)).content.decode()
    assert f"更正后，正在办理的信用修复（{repair.number}）将重新计算" in words


def test_taking_and_putting_back(office, day, asked):
    case = forwarded(office, day)
    assert asked(office.reviewer, page(case, "claim/"), {}).status_code == 302
    assert asked(office.colleague, page(case, "claim/"), {}).status_code == 409
    assert asked(office.reviewer, page(case, "release/"), {}).status_code == 302
    assert as_it_stands(case).claimed_by is None


def test_the_rail_counts_what_waits_and_the_repair_queue_shows_the_objection(office, day, asked):
    day("2026-11-23")
    office.representative.applies(office.identifies())
    forwarded(office, day)
    words = asked(office.reviewer, "/work/").content.decode()
    assert QUEUE in words


def test_where_the_rules_do_not_count_the_time_of_testing_the_page_lets_the_term_stand_still(
    office, day, asked
):
    case = taken(office, day)
    assert (
        reverse("objections:testing", args=[case.number])
        not in asked(office.reviewer, page(case)).content.decode()
    )
    henan = taken(office, day, facts={"jurisdiction": "CN-HA"})
    assert "检测、鉴定" in asked(office.reviewer, page(henan)).content.decode()
    asked(office.reviewer, page(henan, "testing/"), {"seq": henan.seq, "testing-reason": "鉴定印章真伪"})
    assert as_it_stands(henan).due_on is None
    shown = asked(office.reviewer, page(henan)).content.decode()
    assert "登记检测、鉴定结果" in shown
    sent = {"seq": as_it_stands(henan).seq, "testing-reason": "印章真实"}
    asked(office.reviewer, page(henan, "testing/"), sent)
    assert as_it_stands(henan).due_on is not None
