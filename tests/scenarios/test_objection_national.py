"""Objections where no instrument that was read gives a term: the settings of the office, each unconfirmed.

Mid-Autumn 2026 is off from 25 to 27 September, National Day from 1 to 7 October; Saturday 10 October is worked.
"""

import shutil
from datetime import date

import pytest

from casework.errors import ConditionsNotMet
from objections.models import Status
from rules.library import SETS
from rules.objection_words import TERMS, WORDS
from rules.services import load_rule_sets
from rules.shipped_calendar import shipped_calendar
from tests.objecting import as_it_stands, effects, night_of, of_a_place, reminded
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


def accepted(office, day):
    day("2026-09-22")
    record = of_a_place(office, "CN")
    case = office.representative.objects(record, fine_yuan="3200")
    assert str(as_it_stands(case).due_on) == "2026-09-24"
    day("2026-09-24")
    office.credit_officer.takes_up(case)
    return record, case


def test_on_the_road_of_a_case(office, day):
    _, case = accepted(office, day)
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-09-29", "2026-10-29")
    day("2026-09-29")
    office.credit_officer.forwards(case)
    assert str(as_it_stands(case).due_on) == "2026-10-14"
    assert not reminded(day, "2026-10-14")
    assert reminded(day, "2026-10-15")


def test_both_terms_stand_still_while_evidence_is_awaited(office, day):
    _, case = accepted(office, day)
    day("2026-09-28")
    office.credit_officer.asks_evidence(case, "处罚决定书")
    stands = as_it_stands(case)
    assert (stands.due_on, stands.overall_due_on, str(stands.answer_by)) == (None, None, "2026-10-16")
    day("2026-10-08")
    office.representative.sends_evidence(case, "已上传")
    stands = as_it_stands(case)
    assert (str(stands.due_on), str(stands.overall_due_on)) == ("2026-10-10", "2026-11-04")


def test_the_check_goes_on_the_day_after_the_last_on_which_evidence_could_come(office, day):
    _, case = accepted(office, day)
    day("2026-09-28")
    office.credit_officer.asks_evidence(case, "处罚决定书")
    assert night_of(day, "2026-10-16")["went_on_without_evidence"] == 0
    assert night_of(day, "2026-10-17")["went_on_without_evidence"] == 1
    assert as_it_stands(case).status == Status.ACCEPTED


def test_silence_of_the_department_decides_nothing(office, day):
    record, case = accepted(office, day)
    office.credit_officer.forwards(case)
    night_of(day, "2026-11-30")
    assert as_it_stands(case).status == Status.VERIFYING
    assert office.is_on_show(record)


def test_what_cannot_be_verified_stays_on_show_without_a_mark(office, day):
    record, case = accepted(office, day)
    office.credit_officer.forwards(case)
    assert set(effects(case)) == {"mark"}
    office.reviewer.concludes(case, fine_yuan="unverifiable")
    assert effects(case) == {}
    assert office.is_on_show(record)


@pytest.mark.parametrize(("asked_on", "in_time"), [("2026-09-28", True), ("2026-09-29", False)])
def test_a_re_check_is_asked_for_within_thirty_natural_days(office, day, asked_on, in_time):
    """The result is of 28 August; the thirtieth day is Sunday 27 September."""
    day("2026-08-27")
    case = office.representative.objects(of_a_place(office, "CN"), fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    day("2026-08-28")
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    assert str(as_it_stands(case).review_until) == "2026-09-28"
    day(asked_on)
    if in_time:
        office.representative.asks_for_review(case)
        assert str(as_it_stands(case).due_on) == "2026-10-16"
    else:
        with pytest.raises(ConditionsNotMet):
            office.representative.asks_for_review(case)


def test_an_open_objection_keeps_the_rules_of_the_day_it_was_filed(office, day, tmp_path):
    _, old = accepted(office, day)
    shutil.copytree(SETS, tmp_path / "sets")
    settings = tmp_path / "sets" / "CN-OFFICE-OBJECTIONS.toml"
    before, after = (f"[objections.provider_working_days]\nvalue = {days}" for days in (7, 5))
    text = settings.read_text(encoding="utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")
    (changed,) = load_rule_sets(tmp_path / "sets")
    assert (changed.instrument, changed.ordinal) == ("CN-OFFICE-OBJECTIONS", 2)
    new = office.representative.objects(of_a_place(office, "CN"), fine_yuan="3200")
    office.credit_officer.takes_up(new)
    day("2026-09-29")
    for case, due in ((old, "2026-10-14"), (new, "2026-10-12")):
        office.credit_officer.forwards(case)
        assert str(as_it_stands(case).due_on) == due
