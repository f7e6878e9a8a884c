"""The credit office's pages of an objection: taken up, compared, sent on, settled, re-checked."""

import pytest
from django.urls import reverse

from notifications.models import Message
from objections.models import ObjectionCase, Status
from registry.duties import give_duty
from tests.objecting import as_it_stands

pytestmark = pytest.mark.django_db
LIST = "/office/objections/"
REASON = "与报送数据逐项比对，平台录入有误。"


@pytest.fixture
def asked(client):
    """A page as somebody reads or sends it."""

    def ask(person, path, sent=None, follow=False):
        client.force_login(person.user)
        return client.get(path) if sent is None else client.post(path, sent, follow=follow)

    return ask


def page(case, step=""):
    return f"{LIST}{case.number}/{step}"


def filed(office, day, **facts):
    day("2026-11-23")
    return as_it_stands(office.representative.objects(office.identifies(**facts), fine_yuan="3200"))


def taken_up(office, day, **facts):
    case = filed(office, day, **facts)
    office.credit_officer.takes_up(case)
    return as_it_stands(case)


def misrouted(office, day):
    case = taken_up(office, day)
    office.credit_officer.forwards(case)
    office.reviewer.says_it_is_of(case, office.elsewhere)
    return as_it_stands(case)


def said(case, answer="corrected", **more):
    """The form of the answers as the page would send it."""
    sent = {"seq": case.seq}
    for claim in case.claims.all():
        sent |= {f"answer_{claim.number}": answer, f"value_{claim.number}": claim.claimed}
        sent |= {f"reason_{claim.number}": REASON, f"source_{claim.number}": "批次 2026-001 第 3 行"}
    return sent | more


def test_the_list_shows_what_waits_for_the_office_and_finds_the_rest(office, day, asked):
    waits, with_the_department = filed(office, day), taken_up(office, day)
    office.credit_officer.forwards(with_the_department)
    shown = asked(office.credit_officer, LIST)
    assert [row.case.number for row in shown.context["rows"]] == [waits.number]
    shown = asked(office.credit_officer, f"{LIST}?show=verifying")
    assert [row.case.number for row in shown.context["rows"]] == [with_the_department.number]
    assert asked(office.reviewer, LIST).status_code == 403


def test_taking_up_starts_the_comparison(office, day, asked):
    case = filed(office, day)
    words = asked(office.credit_officer, page(case)).content.decode()
    assert page(case, "take-up/") in words
    assert page(case, "decline/") in words
    assert page(case, "forward/") not in words
    shown = asked(office.credit_officer, page(case, "take-up/"), {"seq": case.seq}, follow=True)
    assert as_it_stands(case).status == Status.ACCEPTED
    assert page(case, "forward/") in shown.content.decode()


def test_declining_needs_reasons_and_shows_its_form_again_without_them(office, day, asked):
    case = filed(office, day)
    shown = asked(office.credit_officer, page(case, "decline/"), {"decline-reasons": " ", "seq": case.seq})
    assert shown.status_code == 422
    assert "decline-reasons" in shown.content.decode()
    sent = {"decline-reasons": "不属于信用信息异议。", "seq": case.seq}
    asked(office.credit_officer, page(case, "decline/"), sent)
    assert as_it_stands(case).status == Status.NOT_ACCEPTED


def test_what_cannot_be_done_any_more_is_shown_again_with_the_words_for_it(office, day, asked):
    """Evidence was asked for in this stage already: the act is gone, what was typed and why it failed are not."""
    case = filed(office, day)
    office.credit_officer.asks_evidence(case, "处罚决定书全文")
    office.representative.sends_evidence(case, "见附件")
    case = as_it_stands(case)
    assert page(case, "ask/") not in asked(office.credit_officer, page(case)).content.decode()
    sent = {"ask_evidence-items": "缴款书原件", "seq": case.seq}
    shown = asked(office.credit_officer, page(case, "ask/"), sent)
    words = shown.content.decode()
    assert shown.status_code == 422
    assert "缴款书原件" in words
    assert "本环节已通知补充过一次证据" in words
    sent = {
        "extend_check-reason": "需要向报送单位核对。",
        "seq": as_it_stands(office_takes(office, case)).seq,
    }
    shown = asked(office.credit_officer, page(case, "extend/"), sent)
    assert shown.status_code == 422  # the rules of this place give no extension
    assert "需要向报送单位核对。" in shown.content.decode()


def office_takes(office, case):
    office.credit_officer.takes_up(case)
    return case


def test_a_copy_that_differs_is_corrected_at_once(office, day, asked):
    case = taken_up(office, day)
    asked(office.credit_officer, page(case, "answer/"), said(case))
    words = asked(office.credit_officer, page(case)).content.decode()
    assert 'name="conclude" value="upheld"' in words
    asked(office.credit_officer, page(case, "answer/"), said(case, conclude="upheld"))
    case = as_it_stands(case)
    case.record.refresh_from_db()
    assert (case.outcome, case.record.fine_yuan) == (Status.UPHELD, 3200)


def test_without_a_proof_the_office_corrects_nothing(office, day, asked):
    case = taken_up(office, day)
    asked(office.credit_officer, page(case, "answer/"), said(case, source_1=""))
    assert 'name="conclude"' not in asked(office.credit_officer, page(case)).content.decode()


def test_sent_to_the_department_it_is_read_only_here(office, day, asked):
    case = taken_up(office, day)
    sent = {"forward-words": "请于期限内逐项核实。", "seq": case.seq}
    shown = asked(office.credit_officer, page(case, "forward/"), sent, follow=True)
    assert as_it_stands(case).status == Status.VERIFYING
    assert f"正由{office.department.name}核实" in shown.content.decode()
    late = asked(office.credit_officer, page(case, "forward/"), sent)
    assert late.status_code == 409
    assert page(case) in late.content.decode()


def test_whose_it_is_is_settled_and_the_department_that_gave_it_back_is_told(office, day, asked):
    case = misrouted(office, day)
    assert (
        reverse("objections:settle", args=[case.number])
        in asked(office.credit_officer, page(case)).content.decode()
    )
    sent = {"department": office.elsewhere.pk, "reason": "", "seq": case.seq}
    assert asked(office.credit_officer, page(case, "settle/"), sent).status_code == 422
    asked(office.credit_officer, page(case, "settle/"), sent | {"reason": "按处罚决定书落款确定。"})
    case = as_it_stands(case)
    assert (case.status, case.department) == (Status.VERIFYING, office.elsewhere)
    told = Message.objects.filter(user=office.reviewer.user).latest("pk")
    assert case.number in told.title
    assert office.elsewhere.name in told.title
    assert "按处罚决定书落款确定。" in told.text
    assert asked(office.reviewer, told.link).status_code == 200  # what it leads to is open to them
    assert asked(office.reviewer, f"/work/objections/{case.number}/").status_code == 404


def test_settled_back_to_who_gave_it_back_it_is_told_once(office, day, asked):
    case = misrouted(office, day)
    before = Message.objects.filter(user=office.reviewer.user).count()
    sent = {"department": office.department.pk, "reason": "决定书由该单位作出。", "seq": case.seq}
    asked(office.credit_officer, page(case, "settle/"), sent)
    assert Message.objects.filter(user=office.reviewer.user).count() == before + 1


def test_whoever_has_a_duty_in_the_department_does_not_act_for_the_office(office, day, asked):
    case = filed(office, day)
    give_duty(office.credit_officer.user, office.department, "review_cases", day.today)
    words = asked(office.credit_officer, page(case)).content.decode()
    assert "您在有关认定单位任职" in words
    assert page(case, "take-up/") not in words
    assert asked(office.credit_officer, page(case, "take-up/"), {"seq": case.seq}).status_code == 403


def test_the_re_check_is_answered_and_concluded_here(office, day, asked):
    case = filed(office, day)
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    office.representative.asks_for_review(case)
    case = as_it_stands(case)
    assert "您参与过首次答复" in asked(office.credit_officer, page(case)).content.decode()
    assert asked(office.credit_officer, page(case, "answer/"), said(case)).status_code == 403
    other = office.joins_the_credit_office("luo")
    asked(other, page(case, "answer/"), said(case))
    asked(other, page(case, "answer/"), said(case, conclude="upheld"))
    case = as_it_stands(case)
    assert (case.status, case.outcome) == (Status.APPLIED_TO_RECORD, Status.UPHELD)


def test_an_address_that_its_party_was_given_leads_staff_to_their_own_page(office, day, asked):
    case = filed(office, day)
    party = f"/objections/{case.number}/"
    assert asked(office.credit_officer, party).url == page(case)
    assert asked(office.reviewer, party).url == f"/work/objections/{case.number}/"
    assert asked(office.stranger, party).status_code == 404
    draft = office.representative.begins_objection(office.identifies())
    for person in (office.credit_officer, office.reviewer):
        assert asked(person, f"/objections/{draft.number}/").status_code == 404


def test_a_record_that_is_void_offers_no_re_check(office, day, asked):
    day("2026-11-23")
    case = office.representative.objects(office.identifies(), kind="not_publishable")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, record="deleted")
    office.works_the_channels()
    case = ObjectionCase.objects.get(pk=case.pk)
    assert case.record_is_void
    words = asked(office.representative, f"/objections/{case.number}/").content.decode()
    assert reverse("objections:review", args=[case.number]) not in words
    assert asked(office.representative, f"/objections/{case.number}/review/").status_code == 409
