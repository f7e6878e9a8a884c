"""Objections in Ganzhou District (甘州区2018任务分工方案五（四）): punishment waits while the provider checks; "as soon as
possible" is no number, so the office's settings give the days.

Spring Festival 2026 is off from 15 to 23 February; Saturday 14 February is worked.
"""

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
