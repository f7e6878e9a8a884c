"""Objections where no instrument that was read gives a term: the settings of the office, each unconfirmed.

Mid-Autumn 2026 is off from 25 to 27 September, National Day from 1 to 7 October; Saturday 10 October is worked.
"""

from datetime import date

import pytest

from rules.objection_words import TERMS, WORDS
from rules.shipped_calendar import shipped_calendar
from tests.rules.asking import clock, holds, objection_rules

RULES = objection_rules("CN", "2026-09-22")


@pytest.mark.parametrize(
    ("term", "start", "last", "late"),
    [
        ("accept_working_days", "2026-09-23", "2026-09-28", "2026-09-29"),
        ("mark_working_days", "2026-09-24", "2026-09-28", "2026-09-29"),
        ("own_check_working_days", "2026-09-28", "2026-10-08", "2026-10-09"),
        ("forward_working_days", "2026-09-29", "2026-10-08", "2026-10-09"),
        ("provider_working_days", "2026-09-29", "2026-10-14", "2026-10-15"),
        ("no_answer_after_working_days", "2026-10-14", "2026-10-28", "2026-10-29"),
        ("correct_working_days", "2026-09-30", "2026-10-09", "2026-10-10"),
        ("withdraw_working_days", "2026-09-30", "2026-10-10", "2026-10-11"),
        ("total_working_days", "2026-09-24", "2026-10-29", "2026-10-30"),
        ("review_request_days", "2026-08-28", "2026-09-28", "2026-09-29"),  # the thirtieth day is a Sunday
        ("review_request_days", "2026-09-01", "2026-10-08", "2026-10-09"),  # the thirtieth day is a holiday
        ("review_working_days", "2026-09-28", "2026-10-16", "2026-10-17"),
    ],
)
def test_the_last_day_in_time_and_the_first_that_is_late(term, start, last, late):
    assert holds(RULES, term, start, last, late)


def test_nothing_of_it_claims_to_have_been_read():
    own = set(RULES.figures) & (TERMS | set(WORDS))
    assert own == RULES.settings & (TERMS | set(WORDS))
    assert not any(RULES.figure(name).confirmed for name in own)


def test_a_term_that_reaches_into_a_year_that_is_not_decided_is_provisional():
    reading = clock(RULES, "own_check_working_days", "2026-12-30", "2026-12-30")
    assert (reading.due_on, reading.provisional) == (date(2027, 1, 5), True)


def test_silence_and_doubt_decide_nothing_by_themselves():
    assert RULES.word("no_answer") == "none"
    assert RULES.word("unverifiable") == "keep"


def test_nobody_extends_what_no_instrument_lets_be_extended():
    assert RULES.term("extension_working_days") is None
    assert RULES.term("extended_total_working_days") is None


def test_an_answer_to_a_request_for_a_re_check_comes_before_reconsideration_is_over():
    result, calendar = date(2026, 11, 2), shipped_calendar()
    asked = RULES.term("review_request_days").due(result, calendar).on
    answered = RULES.term("review_working_days").due(asked, calendar).on
    assert answered <= RULES.term("reconsideration_days").due(result, calendar).on
