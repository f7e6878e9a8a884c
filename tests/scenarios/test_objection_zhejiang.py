"""Objections in Zhejiang (浙江省公共信用信息管理条例 Arts. 30-31): five working days from acceptance, extended to twenty
in all; a re-check by the province in the same terms.

National Day 2026 is off from 1 to 7 October; Saturday 10 October is worked.
"""

import pytest

from casework.errors import CaseError, NotOpenAnyMore
from tests.objecting import as_it_stands, effects, night_of, of_a_place, reminded
from tests.rules.asking import clock, holds, objection_rules, shipped_library

ACCEPTED = "2026-09-28"  # a Monday
RULES = objection_rules("CN-ZJ", "2026-09-24")
MORE = RULES.term("extended_total_working_days").days - RULES.term("total_working_days").days


@pytest.mark.parametrize("term", ["own_check_working_days", "total_working_days"])
def test_the_last_day_in_time_and_the_first_that_is_late(term):
    assert holds(RULES, term, ACCEPTED, "2026-10-10", "2026-10-11")
    assert RULES.figure(term).clause == "《浙江省公共信用信息管理条例》第三十一条第一款"
    assert RULES.figure(term).confirmed


def test_the_terms_count_from_acceptance_and_the_mark_from_the_filing():
    assert (RULES.word("terms_from"), RULES.word("mark_from")) == ("acceptance", "filing")


def test_an_extension_fills_up_to_twenty_days_in_all():
    assert MORE == 15
    extended = ("2026-10-10", "extend", MORE)
    assert holds(RULES, "total_working_days", ACCEPTED, "2026-10-30", "2026-10-31", extended)


def test_when_it_was_extended_does_not_matter():
    early, late = (
        clock(RULES, "total_working_days", ACCEPTED, "2026-10-12", (on, "extend", MORE)).due_on
        for on in ("2026-09-28", "2026-10-10")
    )
    assert early == late


def test_the_province_checks_again_in_five_days_or_twenty():
    assert RULES.word("review_by") == "provincial"
    assert holds(RULES, "review_working_days", "2026-11-02", "2026-11-09", "2026-11-10")
    assert holds(RULES, "review_total_working_days", "2026-11-02", "2026-11-30", "2026-12-01")


def test_the_outcomes_the_law_names_are_kept_in_its_words():
    said = shipped_library().instrument("CN-ZJ-2017").principles["objection_outcomes"].value
    assert "事实错误的，予以删除" in said
    assert "文字错误的，予以更正" in said


def with_the_department(office, day):
    day("2026-09-24")
    case = office.representative.objects(of_a_place(office, "CN-ZJ"), fine_yuan="3200")
    assert set(effects(case)) == {"mark"}
    day(ACCEPTED)
    office.credit_officer.takes_up(case)
    day("2026-09-29")
    office.credit_officer.forwards(case)
    return case


def test_on_the_road_of_a_case_the_whole_term_cuts_the_department_s_short(office, day):
    case = with_the_department(office, day)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-10-10", "2026-10-10")
    assert not reminded(day, "2026-10-10")
    assert reminded(day, "2026-10-11")


def test_extended_on_the_last_day_it_ends_after_twenty_days_in_all(office, day):
    case = with_the_department(office, day)
    day("2026-10-10")
    office.second.extends_objection(case)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-10-30", "2026-10-30")
    assert not reminded(day, "2026-10-30")
    assert reminded(day, "2026-10-31")


def test_the_day_after_the_last_it_is_too_late_to_extend(office, day):
    case = with_the_department(office, day)
    day("2026-10-11")
    with pytest.raises(CaseError):
        office.second.extends_objection(case)


def asked_again(office, day):
    """Dismissed, and a re-check asked for on Monday 2 November."""
    case = with_the_department(office, day)
    day("2026-10-10")
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    day("2026-11-02")
    return office.representative.asks_for_review(case)


def test_the_re_check_has_five_days(office, day):
    case = asked_again(office, day)
    assert str(as_it_stands(case).due_on) == "2026-11-09"


def test_the_credit_office_does_not_re_check_in_the_place_of_the_province(office, day):
    case = asked_again(office, day)
    with pytest.raises(NotOpenAnyMore):
        office.credit_officer.reviews(case)


def test_the_province_answers_and_its_answer_is_carried_out(office, day):
    case = asked_again(office, day)
    day("2026-11-03")
    office.credit_officer.sends_above(case)
    stands = as_it_stands(case)
    assert (stands.status, stands.desk) == ("reviewing_above", "outside")
    assert (str(stands.review_sent_on), str(stands.due_on)) == ("2026-11-03", "2026-11-09")
    day("2026-11-09")
    office.credit_officer.enters_the_answer(case)
    case.record.refresh_from_db()
    assert (as_it_stands(case).outcome, case.record.fine_yuan) == ("upheld", 3200)


def test_the_office_asks_there_once_on_the_first_late_day(office, day):
    case = asked_again(office, day)
    office.credit_officer.sends_above(case)
    assert night_of(day, "2026-11-09")["told_no_answer_from_above"] == 0
    assert night_of(day, "2026-11-10")["told_no_answer_from_above"] == 1
    assert night_of(day, "2026-11-11")["told_no_answer_from_above"] == 0
    assert as_it_stands(case).status == "reviewing_above"  # nobody answers in its place


def test_the_re_check_is_extended_once_to_twenty_days_in_all(office, day):
    case = asked_again(office, day)
    office.credit_officer.sends_above(case)
    day("2026-11-09")
    office.credit_officer.extends_review(case)
    assert str(as_it_stands(case).due_on) == "2026-11-30"
    assert night_of(day, "2026-11-30")["told_no_answer_from_above"] == 0
    assert night_of(day, "2026-12-01")["told_no_answer_from_above"] == 1
    with pytest.raises(CaseError):
        office.credit_officer.extends_review(case)
