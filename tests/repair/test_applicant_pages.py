"""The applicant's pages: one answer for each record, words for every refusal, nothing typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import Mandate
from repair.models import RepairCase
from tests.corpus.papers import a_pdf

ALL_TICKED = {"fulfilled": "on", "corrected": "on", "authorised": "on"}


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path


@pytest.fixture
def applicant(office, client):
    client.force_login(office.representative.user)
    return client


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


class TestMyRecords:
    def test_every_record_has_exactly_one_answer_and_the_chips_sum_to_all(self, office, applicant, day):
        office.identifies()  # its minimum period is over
        office.identifies(decided_on=day.today)  # has to wait
        office.identifies(obligations=[("fine", False)])  # not paid
        office.identifies(severity="")  # without a class
        office.has_received()  # under way
        page = applicant.get("/records/")
        answers = re.findall(r'data-answer="(\w+)"', page.content.decode())
        assert sorted(answers) == ["doing", "go", "stop", "unclear", "wait"]
        first, *rest = page.context["chips"]
        assert first.count == sum(chip.count for chip in rest) == 5

    def test_the_countdown_names_the_day_from_which_one_may_apply(self, office, applicant, day):
        day("2026-11-21")
        office.identifies(decided_on=day.today.replace(month=9, day=8), obligations=[("fine", True)])
        shown = text(applicant.get("/records/"))
        assert "18天" in shown
        assert "2026年12月9日（周三）起可申请" in shown
        day("2026-11-22")
        applicant.logout()  # the session of yesterday is over
        applicant.force_login(office.representative.user)
        assert "17天" in text(applicant.get("/records/"))

    def test_the_reason_names_rule_and_version(self, office, applicant):
        office.identifies()
        assert re.search(r"规则.*第.*版", text(applicant.get("/records/")))

    def test_whoever_acts_for_nobody_is_told_how_to_come_by_it(self, office, client):
        client.force_login(office.stranger.user)
        assert "您还没有可办理的主体" in text(client.get("/records/"))

    def test_the_record_of_another_is_not_found(self, office, client):
        record = office.identifies()
        client.force_login(office.stranger.user)
        for address in (f"/records/{record.public_id}/", f"/apply/{record.public_id}/start/"):
            assert client.get(address).status_code == 404

    def test_with_the_mandate_the_records_go(self, office, applicant, day):
        record = office.identifies()
        Mandate.objects.filter(user=office.representative.user).update(revoked_on=day.today)
        assert applicant.get(f"/records/{record.public_id}/").status_code == 404


class TestApplying:
    def test_the_whole_way_from_start_to_confirmation(self, office, applicant):
        record = office.identifies()
        begun = applicant.post(f"/apply/{record.public_id}/start/", ALL_TICKED)
        case = RepairCase.objects.get(record=record)
        assert begun.url == f"/apply/{case.number}/"
        [one] = case.record.obligations.all()
        stated = {f"on_{one.pk}": "2026-08-19", f"proof_{one.pk}": "票据 0004471902"}
        stated[f"files_f{one.pk}"] = SimpleUploadedFile("缴款书.pdf", a_pdf())
        assert applicant.post(f"/apply/{case.number}/fulfilment/", stated).status_code == 302
        ticks = {"read": "on", "truthful": "on", "consequences": "on"}
        assert applicant.post(f"/apply/{case.number}/commitment/", ticks).status_code == 302
        said = {"contact_name": "周宁", "contact_phone": "13800006021", "true": "on"}
        done = applicant.post(f"/apply/{case.number}/check/", said)
        assert done.url == f"/apply/{case.number}/submitted/"
        assert case.number in text(applicant.get(done.url))

    def test_the_dates_of_the_confirmation_count_working_days(self, office, applicant, day):
        day("2026-11-21")  # a Saturday
        case = office.representative.applies(office.identifies())
        shown = text(applicant.get(f"/apply/{case.number}/submitted/"))
        assert "11月25日（周三）前决定是否受理" in shown
        assert "12月4日（周五）前答复" in shown

    def test_a_refused_form_keeps_what_was_typed_and_says_so_in_the_title(self, office, applicant):
        case = office.representative.starts(office.identifies())
        office.representative.states(case)
        office.representative.signs(case)
        said = {"contact_name": "周宁宁", "contact_phone": "1380000", "true": "on"}
        answer = applicant.post(f"/apply/{case.number}/check/", said)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "<title>错误：" in page
        assert 'value="周宁宁"' in page
        assert 'value="1380000"' in page
        assert 'href="#id_contact_phone">手机号应为 11 位数字' in page

    def test_each_statement_of_the_commitment_must_be_ticked(self, office, applicant):
        case = office.representative.starts(office.identifies())
        answer = applicant.post(f"/apply/{case.number}/commitment/", {"read": "on", "truthful": "on"})
        assert answer.status_code == 422
        assert "请逐项勾选承诺内容" in text(answer)
        case.refresh_from_db()
        assert case.commitment_signed_on is None

    def test_a_form_sent_empty_is_refused_in_words(self, office, applicant):
        answer = applicant.post(f"/apply/{office.identifies().public_id}/start/", {})
        assert answer.status_code == 422
        assert "请逐项确认" in text(answer)

    def test_before_its_time_the_application_waits_and_cannot_be_signed(self, office, applicant, day):
        record = office.identifies(decided_on=day.today)
        applicant.post(f"/apply/{record.public_id}/start/", ALL_TICKED)
        number = RepairCase.objects.get(record=record).number
        assert applicant.get(f"/apply/{number}/commitment/").url == f"/apply/{number}/"
        assert "可以先准备材料" in text(applicant.get(f"/apply/{number}/"))

    def test_a_record_with_an_unpaid_fine_gives_a_reason_not_a_form(self, office, applicant):
        record = office.identifies(obligations=[("fine", False)])
        page = applicant.get(f"/apply/{record.public_id}/start/")
        assert "还不能申请" in text(page)
        assert "还有32,000元罚款未缴" in text(page)
        assert 'name="fulfilled"' not in page.content.decode()

    def test_check_and_submit_cannot_be_opened_early(self, office, applicant):
        case = office.representative.starts(office.identifies())
        assert applicant.get(f"/apply/{case.number}/check/").url == f"/apply/{case.number}/"

    def test_a_second_start_leads_to_the_application_that_runs(self, office, applicant):
        record = office.identifies()
        case = office.representative.starts(record)
        assert applicant.get(f"/apply/{record.public_id}/start/").url == f"/apply/{case.number}/"

    def test_after_submission_the_pages_of_the_application_are_closed(self, office, applicant):
        case = office.has_received()
        assert applicant.get(f"/apply/{case.number}/").url == f"/cases/{case.number}/"
        assert applicant.get(f"/apply/{case.number}/check/").status_code == 409


class TestCase:
    def test_looking_changes_nothing(self, office, applicant):
        case = office.has_received()
        for page in ("", "withdraw/"):
            assert applicant.get(f"/cases/{case.number}/{page}").status_code == 200
        assert office.reload(case).seq == case.seq

    def test_every_item_of_the_list_is_asked_for_by_name(self, office, applicant):
        case = office.has_received()
        office.reviewer.asks(case, "更正后的缴款凭证", "开票单位说明")
        page = applicant.get(f"/cases/{case.number}/supplement/")
        assert "更正后的缴款凭证" in text(page)
        answer = applicant.post(
            f"/cases/{case.number}/supplement/", {"answer_0": "见新凭证", "answer_1": " "}
        )
        assert answer.status_code == 422
        assert "见新凭证" in answer.content.decode()
        both = {"answer_0": "见新凭证", "answer_1": "见说明"}
        assert applicant.post(f"/cases/{case.number}/supplement/", both).status_code == 302
        assert office.reload(case).status == "submitted"

    def test_withdrawing_twice_is_answered_with_words(self, office, applicant):
        case = office.has_received()
        assert applicant.post(f"/cases/{case.number}/withdraw/").status_code == 302
        again = applicant.post(f"/cases/{case.number}/withdraw/")
        assert again.status_code == 409
        assert "您刚才的操作没有生效" in text(again)

    def test_a_refusal_names_reasons_remedies_and_what_would_change_the_answer(self, office, applicant):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case)
        office.second.countersigns(case)
        shown = text(applicant.get(f"/cases/{case.number}/"))
        for words in ("整改复查未通过。", "复查通过后可再次申请。", "行政复议", "行政诉讼"):
            assert words in shown, words

    def test_the_applicant_does_not_read_the_department_s_inner_work(self, office, applicant):
        case = office.has_judged()
        office.reviewer.proposes_refusal(case, reasons="内部意见")
        assert "内部意见" not in text(applicant.get(f"/cases/{case.number}/"))

    def test_a_page_about_somebody_is_never_cached(self, office, applicant):
        case = office.has_received()
        for address in ("/records/", "/cases/", f"/cases/{case.number}/"):
            assert "no-store" in applicant.get(address).headers["Cache-Control"], address
