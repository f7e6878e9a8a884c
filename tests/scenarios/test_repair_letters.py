"""Every step of the procedure is confirmed by its letter, which goes along with the message about it."""

from datetime import date

import pytest

from notifications.letters import unpacked
from notifications.models import Letter, Message
from notifications.render import context, letter_html
from registry.duties import give_duty


def letter_of(case, kind):
    return Letter.objects.get(case_id=case.pk, kind=kind)


def stated_in(letter):
    return unpacked(letter.facts)


def words_of(letter):
    """The letter as it reads on paper."""
    return letter_html(letter.template, context(letter.sheet, has_seal=True))


def is_enclosed(office, letter):
    return Message.objects.filter(user=office.representative.user, letter=letter).count() == 1


def test_submission_is_confirmed_by_a_receipt_with_the_days_of_the_answers(office, day):
    day("2026-11-21")  # a Saturday
    case = office.has_received()
    letter = letter_of(case, "receipt")
    assert (stated_in(letter)["accept_by"], stated_in(letter)["decide_by"]) == (
        date(2026, 11, 25),
        date(2026, 12, 4),
    )
    assert "2026年11月25日前决定是否受理。受理后7个工作日内作出决定，最迟不超过2026年12月4日" in words_of(
        letter
    )
    assert is_enclosed(office, letter)


def test_the_receipt_names_the_papers_that_came_in(office):
    case = office.has_received()
    signed = letter_of(case, "commitment")
    assert stated_in(letter_of(case, "receipt"))["materials"] == (
        f"信用修复承诺书（{signed.number}）",
        "“履行fine”的履行证明（缴款书 23990001）",
    )


def test_acceptance_is_announced_with_the_last_day_of_the_term(office):
    case = office.has_taken_up()
    letter = letter_of(case, "acceptance")
    assert stated_in(letter)["decide_by"] == office.reload(case).due_on == date(2026, 12, 2)
    assert is_enclosed(office, letter)


def test_a_supplement_is_one_complete_list_and_stops_the_clock(office, day):
    case = office.has_taken_up()
    day("2026-11-26")
    office.reviewer.asks(case, "整改验收报告。", "缴款凭证")
    words = words_of(letter_of(case, "supplement"))
    for said in (
        "请在2026年12月10日前（含当日）补正",
        "（一）整改验收报告；",
        "（二）缴款凭证。",
        "全部内容",
        "不计入办理期限",
    ):
        assert said in words


def test_an_application_not_taken_up_says_why_and_what_can_be_done(office):
    case = office.has_received()
    office.reviewer.declines(case, "该信息由江澜市交通运输局认定。")
    letter = letter_of(case, "not_accepted")
    words = words_of(letter)
    assert "不予受理" in words
    assert "该信息由江澜市交通运输局认定。" in words
    assert "江澜市人民政府申请行政复议" in words
    assert is_enclosed(office, letter)


def test_a_refusal_states_facts_reasons_the_way_back_and_the_remedies(office):
    case = office.has_taken_up()
    office.reviewer.judges(case, accepted=False, reason="没有查到缴款记录。")
    office.reviewer.proposes_refusal(case, "整改复查未通过。\n罚款没有缴清。")
    assert not Letter.objects.filter(kind="repair_refused").exists()
    office.second.countersigns(case)
    letter = letter_of(case, "repair_refused")
    words = words_of(letter)
    for said in (
        "（32,000.00元）：申请时说明已于2026年8月6日履行（缴款书 23990001），经审核不予认可：没有查到缴款记录。",
        "（一）整改复查未通过。",
        "（二）罚款没有缴清。",
        "本机关决定对上述失信信息不予信用修复",
        "复查通过后可再次申请。",
        "随时再次申请信用修复",
        "行政复议",
        "行政诉讼",
    ):
        assert said in words
    assert is_enclosed(office, letter)


def test_times_that_nobody_has_read_in_the_law_are_reminders_and_not_the_law(office):
    case = office.reviewer.proposes_refusal(office.has_taken_up())
    office.second.countersigns(case)
    letter = letter_of(case, "repair_refused")
    assert stated_in(letter)["remedies"]["is_confirmed"] is False
    assert (
        "以法律规定为准。本机关提示：请尽量在收到本文书后60日内申请行政复议，或者在6个月内提起行政诉讼"
        in words_of(letter)
    )


def test_a_repair_granted_goes_out_with_its_decision(office):
    case = office.has_granted()
    letter = letter_of(case, "repair_granted")
    assert is_enclosed(office, letter)
    assert not any(" 个月" in each["words"] for each in stated_in(letter)["conditions"])


def test_a_longer_term_is_announced_with_its_reason_and_both_days(office):
    case = office.has_taken_up()
    give_duty(office.second.user, office.department, "lead_department", office.day.today)
    before = office.reload(case).due_on
    case = office.second.extends(case, "需要向税务部门核实缴款情况")
    facts = stated_in(letter_of(case, "extension"))
    assert (facts["due_before"], facts["due_now"]) == (before, office.reload(case).due_on)
    assert facts["due_now"] > before


def test_a_supplement_that_never_came_ends_the_case_with_a_letter(office, day):
    case = office.has_received()
    office.reviewer.asks(case, "授权委托书")
    day("2026-12-20")
    office.night_passes()
    office.night_passes()
    words = words_of(letter_of(case, "lapse"))
    assert letter_of(case, "supplement").number in words
    assert "终止办理不是不予修复的决定" in words


def test_a_withdrawal_is_confirmed_once_the_application_was_handed_in(office):
    case = office.has_received()
    office.representative.withdraws(case)
    assert "撤回" in words_of(letter_of(case, "withdrawal"))
    draft = office.representative.starts(office.identifies())
    office.representative.withdraws(draft)
    assert not draft.letters.exists()


@pytest.mark.parametrize("kind", ["receipt", "acceptance", "repair_granted"])
def test_the_verification_page_shows_a_person_by_a_masked_name_only(office, kind):
    person = office.company
    person.kind, person.name, person.uscc = "natural_person", "张小明", None
    person.set_id_number("居民身份证", "239999199001010014")
    person.save()
    letter = letter_of(office.has_granted(), kind)
    assert letter.addressee == "张小明"
    assert letter.shown_as == "张**"
    assert "239999199001010014" not in str(letter.facts)
    assert "你单位" not in words_of(letter)


def test_a_refusal_names_the_organ_and_the_court_that_the_department_has_given_and_guesses_none(office):
    office.department.court = "江澜市江北区人民法院"
    office.department.reconsideration_organ = ""
    office.department.save()
    case = office.has_received()
    office.reviewer.declines(case, "该信息由江澜市交通运输局认定。")
    words = words_of(letter_of(case, "not_accepted"))
    assert "向有管辖权的行政复议机关申请行政复议" in words
    assert "向江澜市江北区人民法院提起行政诉讼" in words
