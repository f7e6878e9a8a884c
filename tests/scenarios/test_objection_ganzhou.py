"""Objections in Ganzhou District (甘州区2018任务分工方案五（四）): punishment waits while the provider checks; "as soon as
possible" is no number, so the office's settings give the days.

Spring Festival 2026 is off from 15 to 23 February; Saturday 14 February is worked.
"""

from tests.objecting import as_it_stands, effects, of_a_place, reminded
from tests.rules.asking import holds, objection_rules

RULES = objection_rules("CN-GS-GANZHOU", "2026-02-06")


def test_sanctions_are_suspended_while_the_provider_checks():
    assert RULES.word("suspend_sanctions") == "forwarded"
    assert RULES.figure("suspend_sanctions").clause == "甘州区2018任务分工方案五（四）"
    assert RULES.figure("suspend_sanctions").confirmed


def test_the_record_stays_on_show_with_its_mark():
    assert RULES.word("suspend_disclosure") == "no"
    assert RULES.word("mark") == "yes"


def test_the_provider_has_the_days_that_the_office_sets():
    assert holds(RULES, "provider_working_days", "2026-02-09", "2026-02-25", "2026-02-26")
    assert "provider_working_days" in RULES.settings
    assert not RULES.figure("provider_working_days").confirmed


def test_the_district_speaks_for_itself_only():
    assert objection_rules("CN-GS", "2026-02-06").word("suspend_sanctions") == "no"


def test_on_the_road_of_a_case_sanctions_wait_for_the_provider(office, day):
    day("2026-02-06")
    record = of_a_place(office, "CN-GS-GANZHOU")
    case = office.representative.objects(record, fine_yuan="3200")
    day("2026-02-09")
    office.credit_officer.takes_up(case)
    assert set(effects(case)) == {"mark"}
    office.credit_officer.forwards(case)
    assert (
        effects(case)["suspend_sanctions"]
        == "甘州区2018任务分工方案五（四）：联合惩戒措施在信息核实期间暂不执行"
    )
    assert office.is_on_show(record)
    assert str(as_it_stands(case).due_on) == "2026-02-25"
    assert not reminded(day, "2026-02-25")
    assert reminded(day, "2026-02-26")
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    assert effects(case) == {}
