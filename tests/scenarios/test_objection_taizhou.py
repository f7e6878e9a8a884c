"""Objections in Taizhou (台州市企业信用促进条例 Art. 13): two working days, five and two; disclosure is suspended while
the provider is asked, and ends at once where the record cannot be verified.

Dragon Boat 2026 is off from 19 to 21 June.
"""

import pytest

from rules.objection_words import ObjectionKind
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
        RULES.figure("provider_working_days").clause == "《台州市企业信用促进条例》第十三条（市场信用信息）"
    )
