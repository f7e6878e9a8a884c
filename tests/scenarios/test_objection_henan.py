"""Objections in Henan (河南省社会信用条例 Art. 41): three, seven and three working days; tests are not counted.

Mid-Autumn 2026 is off from 25 to 27 September, National Day from 1 to 7 October; Saturday 10 October is worked.
"""

import pytest

from casework.errors import ConditionsNotMet
from tests.objecting import as_it_stands, effects, of_a_place, reminded
from tests.rules.asking import clock, holds, objection_rules

FILED = "2026-09-24"  # a Thursday
RULES = objection_rules("CN-HA", FILED)


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("own_check_working_days", FILED, "2026-09-30", "2026-10-01"),
        ("total_working_days", FILED, "2026-10-12", "2026-10-13"),  # 28 to 30, then 8, 9, 10, 12
        ("provider_working_days", "2026-09-29", "2026-10-09", "2026-10-10"),
        ("withdraw_working_days", "2026-06-18", "2026-06-22", "2026-06-23"),  # Art. 42, over Dragon Boat
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)
    assert RULES.figure(term).confirmed


def test_testing_and_appraisal_do_not_count():
    assert RULES.stops_clock("testing")
    tested = ("2026-09-29", "pause", None), ("2026-10-09", "resume", None)
    assert holds(RULES, "total_working_days", FILED, "2026-10-16", "2026-10-17", *tested)
    assert clock(RULES, "total_working_days", FILED, "2026-09-30", tested[0]).due_on is None


def test_the_record_is_marked_from_the_filing():
    assert (RULES.word("mark"), RULES.word("mark_from"), RULES.word("terms_from")) == (
        "yes",
        "filing",
        "filing",
    )
    assert RULES.figure("mark").clause == "《河南省社会信用条例》第四十一条第二款"


def test_the_department_has_its_three_days_also_where_the_platform_was_late():
    assert "provider_working_days" not in RULES.settings


def test_on_the_road_of_a_case(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-HA"), fine_yuan="3200")
    assert set(effects(case)) == {"mark"}
    assert str(as_it_stands(case).overall_due_on) == "2026-10-12"
    day("2026-09-28")
    office.credit_officer.takes_up(case)
    day("2026-09-29")
    office.credit_officer.forwards(case)
    assert str(as_it_stands(case).due_on) == "2026-10-09"
    assert not reminded(day, "2026-10-09")
    assert reminded(day, "2026-10-10")


def test_while_something_is_appraised_the_department_s_days_stand_still(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-HA"), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    day("2026-09-29")
    office.credit_officer.forwards(case)
    office.reviewer.takes_objection(case)
    day("2026-09-30")
    office.reviewer.has_it_tested(case)
    assert as_it_stands(case).due_on is None
    with pytest.raises(ConditionsNotMet):
        office.reviewer.concludes(case)
    day("2026-10-09")
    office.reviewer.has_the_result(case)
    assert str(as_it_stands(case).due_on) == "2026-10-13"  # 10, a Saturday that is worked, 12, 13
    office.reviewer.concludes(case)


def test_the_department_s_three_days_outlast_the_whole_where_the_platform_was_late(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-HA"), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    day("2026-10-10")
    office.credit_officer.forwards(case)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-10-14", "2026-10-12")


def test_a_void_record_is_withdrawn_within_a_day(office, day):
    day("2026-06-17")
    case = office.representative.objects(of_a_place(office, "CN-HA"), "not_publishable")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    day("2026-06-18")
    office.reviewer.concludes(case)
    assert str(as_it_stands(case).due_on) == "2026-06-22"
