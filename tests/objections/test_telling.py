"""What leaves with each step of an objection: letters of whoever takes it, messages, and short messages."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from notifications.models import Letter, Message, ShortMessage
from objections.services.notices import take_notice_off
from registry.duties import CREDIT_OFFICE
from registry.models import CorrectionNotice, Department
from rules.services import office_calendar
from tests.objecting import as_it_stands, night_of, of_a_place, paper
from tests.world import Person

pytestmark = pytest.mark.django_db

OFFICE = "江澜市社会信用管理办公室"


def filed(office, day, **claimed):
    day("2026-11-23")
    return office.representative.objects(office.identifies(), **(claimed or {"fine_yuan": "3200"}))


def forwarded(office, day, **claimed):
    case = filed(office, day, **claimed)
    office.credit_officer.takes_up(case)
    return office.credit_officer.forwards(case)


def letters_of(case):
    return [(each.kind, each.department_name) for each in Letter.objects.of_case(case).order_by("pk")]


def texts_of(case):
    return list(ShortMessage.objects.filter(case_id=case.pk).order_by("pk").values_list("text", flat=True))


def told(person, case):
    return Message.objects.filter(case_id=case.pk, user=person.user).order_by("pk")


def test_each_step_to_a_correction_brings_the_subject_its_letter(office, day):
    case = forwarded(office, day)
    office.reviewer.concludes(case)
    department = office.department.name
    assert letters_of(case) == [
        ("objection_receipt", OFFICE),
        ("objection_acceptance", OFFICE),
        ("objection_forwarding", OFFICE),
        ("objection_result", department),
    ]
    assert all(len(each) <= 70 and each.startswith("【江澜信用】") for each in texts_of(case))
    assert f"异议{case.number}处理结果：异议成立。告知书可下载。" in texts_of(case)[-1]


def test_the_receipt_names_the_points_and_the_days(office, day):
    html = paper(filed(office, day), "objection_receipt")
    assert "罚款金额" in html
    assert "现载“32,000元”，主张应为“3,200元”" in html
    assert "本机关在2026年11月25日前决定是否受理" in html
    assert "自受理之日起20个工作日内答复" in html


def test_the_acceptance_says_what_holds_meanwhile_and_names_no_clause_nobody_has_read(office, day):
    case = filed(office, day)
    office.credit_officer.takes_up(case)
    html = paper(case, "objection_acceptance")
    assert "上述失信信息标注“异议处理中”" in html
    assert "无法规来源" not in html


def test_the_department_gets_the_letter_with_what_was_said(office, day):
    case = forwarded(office, day)
    html = paper(case, "objection_forwarding")
    assert f"{office.department.name}：" in html
    assert "说明：与处罚决定书不一致" in html
    assert "予以催办、督办" in html
    assert told(office.reviewer, case).latest("pk").letter.kind == "objection_forwarding"
    assert not told(office.reviewer, case).filter(letter__kind="objection_receipt").exists()


def test_the_result_shows_old_and_new_value_with_reason_and_proof(office, day):
    case = forwarded(office, day, fine_yuan="3200", title="未按规定记录台账")
    office.reviewer.concludes(case, title="right")
    html = paper(case, "objection_result")
    for words in (
        "部分成立",
        "更正为“3",
        "维持原内容",
        "经核对处罚决定书。",
        "江环罚〔2026〕1号",
        "自2026年11月23日起更正",
    ):
        assert words in html
    assert "申请行政复议" in html
    assert "申请复核。复核由江澜市社会信用管理办公室" in html
    assert "下列措施，自本告知书作出之日起解除：上述失信信息标注" in html


def test_a_dismissal_leaves_after_the_second_person_and_offers_review_and_remedies(office, day):
    case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    assert letters_of(case)[-1][0] == "objection_forwarding"
    assert told(office.second, case).filter(title__contains=case.number).exists()
    office.second.confirms(case)
    html = paper(case, "objection_result")
    assert "维持原信息" in html
    assert "在规定的公示期内继续公示" in html
    assert "救济途径" in html


def test_the_office_answers_in_its_own_name_where_its_copy_was_wrong(office, day):
    case = filed(office, day)
    office.credit_officer.takes_up(case)
    office.credit_officer.answers(case)
    office.credit_officer.corrects_the_copy(case)
    assert letters_of(case)[-1] == ("objection_result", OFFICE)


def test_a_repetition_is_told_which_answer_stands(office, day):
    case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    again = office.representative.objects(case.record, fine_yuan="3200")
    assert [kind for kind, _by in letters_of(again)] == ["objection_repeated"]
    html = paper(again, "objection_repeated")
    assert case.number in html
    assert "答复为“维持原信息”" in html
    assert Letter.objects.of_case(case).get(kind="objection_result").number in html


def test_a_refusal_to_take_it_up_gives_reasons_and_remedies(office, day):
    case = filed(office, day)
    office.credit_officer.turns_away(case)
    html = paper(case, "objection_not_accepted")
    assert "不属于信用信息异议。" in html
    assert "自收到本通知书之日起60日内向有管辖权的行政复议机关申请行政复议" in html


def test_evidence_is_asked_for_by_whoever_checks(office, day):
    case = forwarded(office, day)
    office.reviewer.asks_the_party(case, "处罚决定书原件照片")
    assert letters_of(case)[-1] == ("objection_evidence", office.department.name)
    assert "（一）处罚决定书原件照片。" in paper(case, "objection_evidence")
    office.representative.sends_evidence(case, "已上传")
    assert told(office.reviewer, case).latest("pk").title.startswith("异议")


def test_a_withdrawal_is_confirmed_and_told_to_whoever_checks(office, day):
    case = forwarded(office, day)
    office.reviewer.takes_objection(case)
    office.representative.takes_back(case)
    assert letters_of(case)[-1] == ("objection_withdrawal", OFFICE)
    assert "自撤回之日起解除：上述失信信息标注" in paper(case, "objection_withdrawal")


def test_the_right_department_gets_everything_anew(office, day):
    case = forwarded(office, day)
    office.reviewer.says_it_is_of(case, office.elsewhere)
    assert told(office.credit_officer, case).exists()
    office.credit_officer.says_whose(case, office.elsewhere)
    elsewhere = Department.objects.get(pk=office.elsewhere.pk)
    html = paper(case, "objection_forwarding")
    assert f"{elsewhere.name}：" in html
    assert "经核定，该信息由贵单位核实" in html
    assert "平台公示的内容与贵单位提供的内容一致" not in html


def test_a_correction_is_made_public_where_the_subject_asks(office, day):
    day("2026-11-23")
    record = office.identifies()
    case = office.representative.begins_objection(record)
    case.notice_wanted = True
    case.save(update_fields=["notice_wanted"])
    office.representative.claims_and_files(case, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    office.works_the_channels()
    office.night_passes()
    assert as_it_stands(case).closed
    assert CorrectionNotice.objects.get(number=case.number).lines
    html = paper(case, "correction_notice")
    for words in ("现予更正", "32,000元", "3,200元", "特此公告。"):
        assert words in html
    assert told(office.representative, case).latest("pk").letter.kind == "correction_notice"


def corrected_in_part(office, day):
    """Two claims of which the first answer finds one right, with the notice that the subject wants."""
    day("2026-11-23")
    case = office.representative.begins_objection(office.identifies())
    case.notice_wanted = True
    case.save(update_fields=["notice_wanted"])
    office.representative.claims_and_files(case, fine_yuan="3200", title="未按规定记录台账")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, title="right")
    every_place_follows(office)
    return case


def every_place_follows(office):
    office.works_the_channels()
    office.night_passes()


def test_the_notice_says_what_holds_after_the_re_check(office, day, client):
    case = corrected_in_part(office, day)
    first = CorrectionNotice.objects.get(number=case.number)
    office.representative.asks_for_review(case)
    office.joins_the_credit_office("ma").reviews(case, fine_yuan="right")
    renewed = CorrectionNotice.objects.standing().get(number=case.number)
    assert [line["field"] for line in first.lines] == ["fine_yuan"]
    assert {line["field"]: line["new"] for line in renewed.lines} == {
        "fine_yuan": "3200.00",
        "title": "未按规定记录台账",
    }
    page = client.get(f"/public/records/{case.record.public_id}/").content.decode()
    assert page.count("未按规定记录台账") >= 1
    every_place_follows(office)
    assert CorrectionNotice.objects.filter(number=case.number).count() == 2
    html = paper(case, "correction_notice")
    assert "3,200元" in html
    assert "未按规定记录台账" in html
    letters = Letter.objects.of_case(case).filter(kind="correction_notice").order_by("pk")
    assert [each.state for each in letters] == ["replaced", "valid"]


def test_what_the_re_check_puts_back_is_no_correction_any_more(office, day):
    case = corrected_in_part(office, day)
    office.representative.asks_for_review(case)
    office.joins_the_credit_office("ma").reviews(case, fine_yuan="32000", title="right")
    assert not CorrectionNotice.objects.standing().filter(number=case.number).exists()
    every_place_follows(office)
    assert CorrectionNotice.objects.filter(number=case.number).count() == 1


def test_a_notice_taken_off_is_not_put_up_again_by_a_re_check(office, day):
    case = corrected_in_part(office, day)
    take_notice_off(case.number, by=office.representative.user, on=day.today)
    office.representative.asks_for_review(case)
    office.joins_the_credit_office("ma").reviews(case, fine_yuan="right")
    every_place_follows(office)
    assert not CorrectionNotice.objects.standing().filter(number=case.number).exists()


def test_a_void_record_ends_the_repair_in_words_and_needs_no_remedy(office, day):
    day("2026-11-23")
    repair = office.has_taken_up()
    case = office.representative.begins_objection(repair.record, kind="not_publishable", pause_repair=True)
    office.representative.claims_and_files(case)
    office.credit_officer.takes_up(case)
    assert f"（{repair.number}）暂停办理" in paper(case, "objection_acceptance")
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    html = paper(case, "objection_result")
    assert "自2026年11月23日起撤销" in html
    assert f"（{repair.number}）因该信息不再公示而办结" in html
    assert "救济途径" not in html


def test_the_recheck_answers_in_the_offices_name_and_names_the_first_result(office, day):
    case = forwarded(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    first = Letter.objects.of_case(case).get(kind="objection_result")
    office.representative.asks_for_review(case)
    another = get_user_model().objects.create_user("he")
    another.groups.add(Group.objects.get(name=CREDIT_OFFICE))
    Person(another, office.day).reviews(case, fine_yuan="right")
    assert letters_of(case)[-1] == ("objection_review", OFFICE)
    html = paper(case, "objection_review")
    assert first.number in html
    assert "结果为：维持原处理结果" in html
    assert "复核以一次为限" in html


def test_what_the_department_found_itself_sends_no_receipt(office, day):
    day("2026-11-23")
    case = office.reviewer.finds_wrong(office.identifies(), fine_yuan="3200")
    assert letters_of(case) == []
    office.credit_officer.takes_up(case)
    assert "提出的信用信息核查，经审查符合受理条件" in paper(case, "objection_acceptance")


def test_a_department_that_does_not_answer_is_reminded_and_supervised(office, day):
    case = forwarded(office, day)
    day("2027-01-04")
    office.night_passes()
    assert told(office.reviewer, case).filter(title__contains="超期").count() == 1
    assert told(office.credit_officer, case).count() >= 1


def test_an_extension_states_its_reason_and_the_new_day(office, day):
    day("2026-11-23")
    case = office.representative.objects(of_a_place(office, "CN-GD-SHENZHEN"), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.second.extends_objection(case)
    assert letters_of(case)[-1] == ("objection_extension", office.department.name)
    html = paper(case, "objection_extension")
    assert "因需要调取原始卷宗，不能按期完成。根据《深圳经济特区社会信用条例》第五十一条" in html
    assert "原定于2026年11月25日前核实完毕" in html
    assert "核实期限延长3个工作日" in html
    assert "将在2026年11月30日前核实完毕" in html


def test_evidence_that_did_not_come_before_acceptance_ends_with_a_letter(office, day):
    case = filed(office, day)
    office.credit_officer.asks_evidence(case, "处罚决定书原件照片")
    assert letters_of(case)[-1] == ("objection_evidence", OFFICE)
    last = as_it_stands(case).answer_by
    night_of(day, f"{office_calendar().after(last, 1)}")
    assert letters_of(case)[-1] == ("objection_not_accepted", OFFICE)
    assert "逾期未补充受理所需的证据" in paper(case, "objection_not_accepted")


def test_evidence_is_asked_for_again_in_words_three_days_and_one_day_ahead(office, day):
    case = filed(office, day)
    office.credit_officer.asks_evidence(case, "处罚决定书原件照片")
    before = told(office.representative, case).count()
    for each in ("2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07"):
        night_of(day, each)
    assert as_it_stands(case).answer_by.isoformat() == "2026-12-07"
    assert told(office.representative, case).count() == before + 2
    assert "还有1项证据待补充，12月7日截止。" in texts_of(case)[-1]


def test_whoever_has_it_in_hand_is_told_a_working_day_before_it_is_due_and_on_the_day(office, day):
    case = forwarded(office, day)
    office.reviewer.takes_objection(case)
    before = told(office.reviewer, case).count()
    for each, more in (
        ("2026-11-30", 0),
        ("2026-12-01", 1),
        ("2026-12-01", 1),
        ("2026-12-02", 2),
        ("2026-12-02", 2),
    ):
        night_of(day, each)
        assert told(office.reviewer, case).count() == before + more
    assert as_it_stands(case).due_on.isoformat() == "2026-12-02"
