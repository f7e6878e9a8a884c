"""Objections in Shanghai (上海市社会信用条例 Art. 36): everything counts from receipt of the papers.

Around Labour Day 2026: 1 to 5 May are off, Saturday 9 May is worked.
"""

import pytest

from tests.objecting import as_it_stands, effects, of_a_place, reminded
from tests.rules.asking import holds, objection_rules

FILED = "2026-04-30"  # a Thursday
RULES = objection_rules("CN-SH", FILED)


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("mark_working_days", FILED, "2026-05-06", "2026-05-07"),
        ("forward_working_days", FILED, "2026-05-07", "2026-05-08"),
        ("own_check_working_days", FILED, "2026-05-11", "2026-05-12"),  # 6, 7, 8, the worked Saturday, 11
        ("provider_working_days", "2026-05-07", "2026-05-13", "2026-05-14"),
        ("withdraw_working_days", "2026-09-29", "2026-10-09", "2026-10-10"),  # Art. 37, over National Day
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)
    assert RULES.figure(term).confirmed


def test_the_record_is_marked_from_the_filing_and_stays_on_show():
    assert (RULES.word("mark"), RULES.word("mark_from")) == ("yes", "filing")
    assert RULES.word("terms_from") == "filing"
    assert RULES.word("suspend_disclosure") == "no"
    assert RULES.word("suspend_sanctions") == "no"


def test_the_articles_are_named():
    assert RULES.figure("provider_working_days").clause == "《上海市社会信用条例》第三十六条第二款第二项"
    assert RULES.figure("withdraw_working_days").clause == "《上海市社会信用条例》第三十七条"


def test_before_the_regulation_only_the_settings_of_the_office_held():
    before = objection_rules("CN-SH", "2017-09-30")
    assert "provider_working_days" in before.settings
    assert not before.figure("provider_working_days").confirmed


def test_on_the_road_of_a_case(office, day):
    day(FILED)
    record = of_a_place(office, "CN-SH")
    case = office.representative.objects(record, fine_yuan="3200")
    assert effects(case) == {"mark": "《上海市社会信用条例》第三十六条第二款：应当作出异议标注"}
    day("2026-05-06")
    office.credit_officer.takes_up(case)
    assert str(as_it_stands(case).due_on) == "2026-05-07"  # the forwarding counts from the filing
    day("2026-05-07")
    office.credit_officer.forwards(case)
    assert str(as_it_stands(case).due_on) == "2026-05-13"
    assert not reminded(day, "2026-05-13")
    assert reminded(day, "2026-05-14")
    assert office.is_on_show(record)
    office.reviewer.concludes(case)
    assert effects(case) == {}


def test_a_void_record_leaves_every_channel_within_three_days(office, day):
    day("2026-09-28")
    case = office.representative.objects(of_a_place(office, "CN-SH"), "not_publishable")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    day("2026-09-29")
    office.reviewer.concludes(case)
    assert str(as_it_stands(case).due_on) == "2026-10-09"
