"""Objections in Shenzhen (深圳经济特区社会信用条例 Arts. 43, 50-51): marked at once, one working day, two, and three more.

National Day 2026 is off from 1 to 7 October; Saturday 10 October is worked.
"""

from datetime import date

import pytest

from rules.shipped_calendar import shipped_calendar
from tests.objecting import as_it_stands, effects, of_a_place, reminded
from tests.rules.asking import holds, objection_rules

ACCEPTED = "2026-09-30"  # a Wednesday
RULES = objection_rules("CN-GD-SHENZHEN", ACCEPTED)


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("own_check_working_days", ACCEPTED, "2026-10-08", "2026-10-09"),
        ("correct_mismatch_working_days", ACCEPTED, "2026-10-08", "2026-10-09"),
        ("forward_working_days", ACCEPTED, "2026-10-08", "2026-10-09"),
        ("provider_working_days", "2026-10-08", "2026-10-10", "2026-10-11"),  # ends on the worked Saturday
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)
    assert RULES.figure(term).clause.startswith("《深圳经济特区社会信用条例》第五十一条第")
    assert RULES.figure(term).confirmed


def test_the_mark_is_made_on_the_day_of_acceptance():
    on = date(2026, 9, 30)
    assert RULES.word("mark_from") == "acceptance"
    assert RULES.term("mark_working_days").due(on, shipped_calendar()).on == on


def test_the_provider_may_take_three_days_more():
    more = RULES.term("extension_working_days")
    assert more.days == 3
    extended = ("2026-10-10", "extend", more.days)
    assert holds(RULES, "provider_working_days", "2026-10-08", "2026-10-14", "2026-10-15", extended)


def test_a_record_under_reconsideration_or_lawsuit_is_marked():
    assert RULES.word("contest_mark") == "yes"
    assert RULES.figure("contest_mark").clause == "《深圳经济特区社会信用条例》第四十三条第三款"
    assert RULES.figure("contest_mark").confirmed


def with_the_department(office, day):
    day("2026-09-29")
    case = office.representative.objects(of_a_place(office, "CN-GD-SHENZHEN"), fine_yuan="3200")
    assert effects(case) == {}
    day(ACCEPTED)
    office.credit_officer.takes_up(case)
    assert effects(case) == {"mark": "《深圳经济特区社会信用条例》第五十条：应当立即对异议信用信息进行标注"}
    assert str(as_it_stands(case).due_on) == "2026-10-08"
    day("2026-10-08")
    office.credit_officer.forwards(case)
    return case


def test_on_the_road_of_a_case(office, day):
    case = with_the_department(office, day)
    assert str(as_it_stands(case).due_on) == "2026-10-10"
    assert not reminded(day, "2026-10-10")
    assert reminded(day, "2026-10-11")


def test_the_head_of_the_department_extends_by_three_days(office, day):
    case = with_the_department(office, day)
    office.second.extends_objection(case)
    assert str(as_it_stands(case).due_on) == "2026-10-14"
    assert not reminded(day, "2026-10-14")
    assert reminded(day, "2026-10-15")
