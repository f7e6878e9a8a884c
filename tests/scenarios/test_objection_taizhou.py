"""Objections in Taizhou (台州市企业信用促进条例 Art. 13): two working days, five and two; disclosure is suspended while
the provider is asked, and ends at once where the record cannot be verified.

Dragon Boat 2026 is off from 19 to 21 June.
"""

import pytest

from objections.models import Status
from rules.objection_words import ObjectionKind
from tests.objecting import as_it_stands, effects, night_of, of_a_place, reminded
from tests.rules.asking import holds, objection_rules

FILED = "2026-06-17"  # a Wednesday
RULES = objection_rules("CN-ZJ-TAIZHOU", FILED)


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("own_check_working_days", FILED, "2026-06-22", "2026-06-23"),
        ("correct_mismatch_working_days", FILED, "2026-06-22", "2026-06-23"),
        ("forward_working_days", FILED, "2026-06-22", "2026-06-23"),
        ("provider_working_days", "2026-06-18", "2026-06-26", "2026-06-27"),
        ("correct_working_days", "2026-06-26", "2026-06-30", "2026-07-01"),
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)
    assert RULES.figure(term).confirmed


@pytest.mark.parametrize("kind", ["", *ObjectionKind])
def test_disclosure_is_suspended_from_the_forwarding_on(kind):
    assert RULES.word("suspend_disclosure", kind) == "forwarded"
    assert RULES.figure("suspend_disclosure", kind).confirmed


def test_what_cannot_be_verified_is_no_longer_disclosed():
    assert RULES.word("unverifiable") == "end_disclosure"
    assert RULES.figure("unverifiable").confirmed


def test_a_provider_that_does_not_answer_leaves_the_record_unverified_by_our_reading():
    assert RULES.word("no_answer") == "unverifiable"
    assert not RULES.figure("no_answer").confirmed


def test_the_province_s_five_days_for_everything_do_not_cut_the_city_s_road_short():
    assert RULES.term("total_working_days") is None
    assert RULES.word("review_by") == "provincial"


def test_the_clause_says_of_which_records_it_speaks():
    assert (
        RULES.figure("provider_working_days").clause
        == "《台州市企业信用促进条例》第十三条第四款（市场信用信息）"
    )


def with_the_department(office, day):
    day(FILED)
    record = of_a_place(office, "CN-ZJ-TAIZHOU")
    case = office.representative.objects(record, fine_yuan="3200")
    assert set(effects(case)) == {"mark"}
    day("2026-06-18")
    office.credit_officer.takes_up(case)
    assert office.is_on_show(record)
    office.credit_officer.forwards(case)
    return record, case


def test_on_the_road_of_a_case_the_record_is_not_on_show_while_the_provider_is_asked(office, day):
    record, case = with_the_department(office, day)
    assert effects(case)["suspend_disclosure"].startswith(
        "《台州市企业信用促进条例》第十三条第四款（市场信用信息）"
    )
    assert not office.is_on_show(record)
    stands = as_it_stands(case)
    assert (str(stands.due_on), stands.overall_due_on) == ("2026-06-26", None)
    assert not reminded(day, "2026-06-26")
    assert reminded(day, "2026-06-27")


def test_what_stays_as_it_is_comes_back_on_show(office, day):
    record, case = with_the_department(office, day)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    assert effects(case) == {}
    assert office.is_on_show(record)


def test_what_cannot_be_verified_stays_off_the_page_for_good(office, day):
    record, case = with_the_department(office, day)
    day("2026-06-26")
    office.reviewer.concludes(case, fine_yuan="unverifiable")
    assert as_it_stands(case).outcome == Status.UNVERIFIABLE
    assert effects(case) == {}
    assert not office.is_on_show(record)


def test_two_days_are_left_to_correct_what_is_wrong(office, day):
    record, case = with_the_department(office, day)
    day("2026-06-26")
    office.reviewer.concludes(case)
    assert str(as_it_stands(case).due_on) == "2026-06-30"
    assert office.is_on_show(record)


def test_without_an_answer_disclosure_ends_ten_working_days_after_the_term(office, day):
    record, case = with_the_department(office, day)
    assert night_of(day, "2026-07-10")["concluded_unanswered"] == 0
    assert night_of(day, "2026-07-11")["concluded_unanswered"] == 1
    assert as_it_stands(case).outcome == Status.UNVERIFIABLE
    assert not office.is_on_show(record)
