"""Objections to what a credit bureau holds (征信业管理条例 Art. 25): twenty natural days. The public platform is none, so
the rule never speaks to it; it is asked for by name.

National Day 2026 is off from 1 to 7 October.
"""

from rules.objection_words import Receiver
from tests.rules.asking import clock, holds, objection_rules

RULES = objection_rules("CN", "2026-09-14", Receiver.CREDIT_BUREAU)


def test_the_last_day_in_time_and_the_first_that_is_late():
    assert holds(
        RULES, "total_working_days", "2026-09-14", "2026-10-08", "2026-10-09"
    )  # the twentieth is 4 October
    assert holds(RULES, "total_working_days", "2026-11-02", "2026-11-23", "2026-11-24")  # a Sunday
    assert holds(RULES, "total_working_days", "2026-11-03", "2026-11-23", "2026-11-24")  # a Monday


def test_a_day_late_is_a_day_late_also_on_a_saturday():
    assert clock(RULES, "total_working_days", "2026-11-03", "2026-11-28").left_working_days == -5


def test_what_stays_unclear_is_put_on_record():
    assert RULES.word("unverifiable") == "keep"
    assert RULES.figure("unverifiable").clause == "《征信业管理条例》第二十五条第三款"


def test_nothing_of_it_reaches_the_public_platform():
    platform = objection_rules("CN-SH", "2026-09-14")
    assert "CN-PBC-2013" not in {layer.id for layer in platform.layers}
    assert "CN-PBC-2013" not in platform.sources.values()
