"""E5, E7, E8: several records at once, and what they share asked once (points 27 and 34)."""

import re

import pytest

from casework.errors import CaseError
from notifications.models import ShortMessage
from repair.models import Contact, ContactCode, RepairCase, SubjectCheck

TICKED = {"fulfilled": "on", "corrected": "on", "authorised": "on"}
SAID = {
    "contact_name": "周宁",
    "contact_phone": "13800006021",
    "id_tail": "602x",
    "delivery": "online",
    "consent": "on",
}


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


@pytest.fixture
def zhou(office, client):
    client.force_login(office.representative.user)
    return client


@pytest.fixture
def case(office):
    return office.representative.starts(office.identifies())


def code_sent(zhou, case, **other):
    answer = zhou.post(f"/apply/{case.number}/contact/", SAID | other | {"send_code": "yes"})
    assert answer.status_code == 200, text(answer)
    return re.search(r"\d{6}", ShortMessage.objects.latest("pk").text)[0]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


class TestContact:
    def test_a_code_confirms_the_number_and_consent_keeps_its_time(self, zhou, case, day):
        code = code_sent(zhou, case)
        done = zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code})
        assert done.url == f"/apply/{case.number}/"
        kept = Contact.objects.get(case=case)
        assert (kept.name, kept.phone, kept.delivery) == ("周宁", "13800006021", "online")
        assert kept.consented_at.date() == day.today

    def test_the_page_says_where_the_code_went_and_keeps_what_was_typed(self, zhou, case):
        answer = zhou.post(f"/apply/{case.number}/contact/", SAID | {"send_code": "yes"})
        assert "138****6021" in text(answer)
        assert 'value="周宁"' in answer.content.decode()

    def test_the_code_is_kept_as_a_hash_only(self, zhou, case):
        assert code_sent(zhou, case) not in str(ContactCode.objects.values())

    def test_after_five_wrong_tries_the_right_code_no_longer_helps(self, zhou, case):
        code = code_sent(zhou, case)
        for _each in range(5):
            answer = zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": wrong(code)})
            assert answer.status_code == 422
            assert "验证码不正确或已过期" in text(answer)
        assert zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code}).status_code == 422
        assert not Contact.objects.exists()

    def test_after_ten_minutes_the_code_has_run_out(self, zhou, case, day):
        code = code_sent(zhou, case)
        day.traveller.move_to("2026-11-23T10:10:01+08:00")
        assert zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code}).status_code == 422

    def test_a_code_is_for_the_number_it_was_sent_to(self, zhou, case):
        code = code_sent(zhou, case)
        other = SAID | {"code": code, "contact_phone": "13900000000"}
        assert zhou.post(f"/apply/{case.number}/contact/", other).status_code == 422

    def test_codes_are_not_sent_faster_than_a_person_reads(self, zhou, case):
        code_sent(zhou, case)
        again = zhou.post(f"/apply/{case.number}/contact/", SAID | {"send_code": "yes"})
        assert again.status_code == 429
        assert "操作太频繁，请1分钟后再试" in text(again)

    def test_online_delivery_needs_consent_the_window_does_not(self, zhou, case):
        code = code_sent(zhou, case)
        said = {name: value for name, value in SAID.items() if name != "consent"}
        answer = zhou.post(f"/apply/{case.number}/contact/", said | {"code": code})
        assert "请勾选同意电子送达，或选择到窗口领取" in text(answer)
        assert (
            zhou.post(
                f"/apply/{case.number}/contact/", said | {"code": code, "delivery": "window"}
            ).status_code
            == 302
        )
        assert Contact.objects.get().consented_at is None

    def test_a_number_of_ten_digits_gets_no_code(self, zhou, case):
        answer = zhou.post(
            f"/apply/{case.number}/contact/", SAID | {"contact_phone": "1380000", "send_code": "yes"}
        )
        assert answer.status_code == 422
        assert "手机号应为11位数字" in text(answer)
        assert not ContactCode.objects.exists()


class TestSubjectFacts:
    def test_right(self, zhou, case):
        assert "江澜市禾丰食品有限公司" in text(zhou.get(f"/apply/{case.number}/subject/"))
        assert zhou.post(f"/apply/{case.number}/subject/", {"right": "yes"}).status_code == 302
        assert SubjectCheck.objects.get(case=case).right

    def test_wrong_needs_words(self, zhou, case):
        answer = zhou.post(f"/apply/{case.number}/subject/", {"right": "no", "remark": " "})
        assert answer.status_code == 422
        assert (
            zhou.post(f"/apply/{case.number}/subject/", {"right": "no", "remark": "住所已变更"}).status_code
            == 302
        )
        assert SubjectCheck.objects.get(case=case).remark == "住所已变更"

    def test_no_answer_is_asked_for_in_words(self, zhou, case):
        assert "请选择信息是否正确" in text(zhou.post(f"/apply/{case.number}/subject/", {}))


class TestSharedAnswers:
    def test_point_27_the_second_record_finds_both_done(self, office, zhou, case):
        zhou.post(f"/apply/{case.number}/subject/", {"right": "yes"})
        zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code_sent(zhou, case)})
        second = office.representative.starts(office.identifies())
        assert second.contact.phone == "13800006021"
        groups = zhou.get(f"/apply/{second.number}/").context["groups"]
        assert [task.state for task in groups[0].tasks] == ["done", "done"]

    def test_facts_that_have_changed_are_asked_again(self, office, zhou, case):
        zhou.post(f"/apply/{case.number}/subject/", {"right": "yes"})
        office.company.address = "江澜市新址路 1 号"
        office.company.save()
        second = office.representative.starts(office.identifies())
        assert not SubjectCheck.objects.filter(case=second).exists()

    def test_point_34_change_leads_back_to_the_check_page_with_the_value(self, office, zhou, case):
        office.representative.states(case)
        office.representative.signs(case)
        zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code_sent(zhou, case)})
        check = zhou.get(f"/apply/{case.number}/check/")
        [change] = set(re.findall(r'href="(/apply/[^"]+/contact/\?back=check)"', check.content.decode()))
        assert 'value="13800006021"' in zhou.get(change).content.decode()
        subject = f"/apply/{case.number}/subject/?back=check"
        assert (
            zhou.post(subject, {"right": "no", "remark": "住所已变更"}).url == f"/apply/{case.number}/check/"
        )
        shown = text(zhou.get(f"/apply/{case.number}/check/"))
        assert "住所已变更" in shown
        assert "13800006021" in shown

    def test_the_confirmed_contact_is_submitted(self, office, zhou, case):
        office.representative.states(case)
        office.representative.signs(case)
        zhou.post(f"/apply/{case.number}/contact/", SAID | {"code": code_sent(zhou, case)})
        assert zhou.post(f"/apply/{case.number}/check/", {"true": "on"}).status_code == 302
        assert office.reload(case).contact_phone == "13800006021"


class TestSeveralAtOnce:
    def test_one_case_each_in_one_go(self, office, zhou):
        first, second, third = office.identifies(), office.identifies(), office.identifies()
        shown = text(zhou.get(f"/apply/{first.public_id}/start/"))
        assert "还有2条同一部门的记录也可以申请" in shown
        begun = zhou.post(f"/apply/{first.public_id}/start/", TICKED | {"others": [third.public_id]})
        assert begun.url == f"/apply/{RepairCase.objects.get(record=first).number}/"
        assert RepairCase.objects.filter(record__in=[first, third]).count() == 2
        assert not RepairCase.objects.filter(record=second).exists()

    def test_what_is_answered_for_one_counts_for_the_others(self, office, zhou):
        first, second = office.identifies(), office.identifies()
        zhou.post(f"/apply/{first.public_id}/start/", TICKED | {"others": [second.public_id]})
        one, other = (RepairCase.objects.get(record=each) for each in (first, second))
        zhou.post(f"/apply/{one.number}/subject/", {"right": "yes"})
        assert other.subject_check.right

    def test_only_records_that_can_be_applied_for_are_offered(self, office, zhou, day):
        first = office.identifies()
        waits, unpaid = (
            office.identifies(decided_on=day.today),
            office.identifies(obligations=[("fine", False)]),
        )
        assert "同一部门的记录也可以申请" not in text(zhou.get(f"/apply/{first.public_id}/start/"))
        for each in (waits, unpaid):
            zhou.post(f"/apply/{first.public_id}/start/", TICKED | {"others": [each.public_id]})
        assert not RepairCase.objects.filter(record__in=[waits, unpaid]).exists()


class TestEndedApplications:
    def test_point_41_after_a_withdrawal_one_may_apply_again_with_what_was_filled_in(
        self, office, zhou, case
    ):
        office.representative.states(case, proof="缴款书 77")
        shown = text(zhou.get(f"/cases/{case.number}/withdraw/"))
        assert "撤回后本次申请结束，已填内容保留90天" in shown
        zhou.post(f"/cases/{case.number}/withdraw/")
        again = office.representative.starts(case.record)
        assert 'value="缴款书 77"' in zhou.get(f"/apply/{again.number}/fulfilment/").content.decode()

    def test_after_ninety_days_it_is_gone(self, office, zhou, case, day):
        office.representative.states(case, proof="缴款书 77")
        zhou.post(f"/cases/{case.number}/withdraw/")
        day("2027-02-22")
        again = office.representative.starts(case.record)
        assert not again.drafts.exists()


class TestACancelledCompany:
    @pytest.fixture
    def cancelled(self, office):
        office.company.standing = "cancelled"
        office.company.save()
        return "主体已注销，请由清算义务人到窗口办理"

    def test_it_cannot_begin_and_is_told_where_to_go(self, office, zhou, cancelled):
        record = office.identifies()
        page = zhou.post(
            f"/apply/{record.public_id}/start/", {"fulfilled": "on", "corrected": "on", "authorised": "on"}
        )
        assert page.status_code == 422
        assert cancelled in page.content.decode()

    def test_what_had_begun_is_not_handed_in(self, office, zhou):
        case = office.representative.starts(office.identifies())
        office.representative.states(case)
        office.representative.signs(case)
        office.company.standing = "cancelled"
        office.company.save()
        assert "主体已注销" in zhou.get(f"/apply/{case.number}/subject/").content.decode()
        with pytest.raises(CaseError, match="主体已注销"):
            office.representative.submits(case)
