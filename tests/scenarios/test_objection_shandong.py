"""Objections in Shandong (山东省社会信用条例 Art. 39): three working days alone, seven with others, from receipt.

Around Spring Festival 2026: off from 15 to 23 February; the Saturdays 14 and 28 February are worked.
"""

from datetime import date

import pytest

from notifications.models import Letter
from rules.shipped_calendar import shipped_calendar
from tests.objecting import as_it_stands, effects, of_a_place, paper, reminded
from tests.rules.asking import holds, objection_rules

FILED = "2026-02-13"  # a Friday
RULES = objection_rules("CN-SD", FILED)


@pytest.mark.parametrize(
    ("term", "last", "late"),
    [
        ("own_check_working_days", "2026-02-25", "2026-02-26"),  # the worked Saturday, 24, 25
        ("total_working_days", "2026-03-02", "2026-03-03"),  # 14, 24 to 27, the worked Saturday 28, 2 March
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, last, late):
    assert holds(RULES, term, FILED, last, late)
    assert RULES.figure(term).clause == "《山东省社会信用条例》第三十九条第二款"
    assert RULES.figure(term).confirmed


def test_accepting_later_gives_nobody_more_time():
    accepted = date(2026, 2, 24)
    assert RULES.counted_from(filed_on=date(2026, 2, 13), accepted_on=accepted) == date(2026, 2, 13)


def test_the_department_s_share_ends_with_the_whole():
    """The article names no share of the seven days: the office's own setting is cut short by them."""
    whole, forwarded = date(2026, 3, 2), date(2026, 2, 24)
    assert RULES.term("provider_working_days").days == 7
    share = RULES.term_within("provider_working_days", forwarded, whole, shipped_calendar())
    assert (share.days, share.due(forwarded, shipped_calendar()).on) == (5, whole)


def test_the_law_says_nothing_of_a_mark_so_the_office_s_setting_does():
    assert RULES.word("mark") == "yes"
    assert "mark" in RULES.settings
    assert not RULES.figure("mark").confirmed


def test_on_the_road_of_a_case(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-SD"), fine_yuan="3200")
    assert effects(case) == {}
    assert str(as_it_stands(case).overall_due_on) == "2026-03-02"
    day("2026-02-24")
    office.credit_officer.takes_up(case)
    assert set(effects(case)) == {"mark"}
    office.credit_officer.forwards(case)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-03-02", "2026-03-02")
    assert not reminded(day, "2026-03-02")
    assert reminded(day, "2026-03-03")


def test_the_letters_say_from_which_day_the_seven_days_count(office, day):
    day(FILED)
    case = office.representative.objects(of_a_place(office, "CN-SD"), fine_yuan="3200")
    assert "自收到异议之日起7个工作日内答复，最迟不超过2026年3月2日" in paper(case, "objection_receipt")
    day("2026-02-24")
    office.credit_officer.takes_up(case)
    assert "自收到异议之日起7个工作日内（不迟于2026年3月2日）" in paper(case, "objection_acceptance")
    office.credit_officer.forwards(case)
    forwarding = Letter.objects.of_case(case).get(kind="objection_forwarding")
    assert forwarding.facts["answer_term"] == "5个工作日"
