"""What holds of every answer, whatever the record."""

import json
from datetime import date, timedelta

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.assess import assess
from rules.assessment import Assessment
from rules.facts import Facts, Kind, PenaltyType, Procedure, Sector, Severity
from rules.library import Library
from rules.words import condition_text, reasons_text, source_line
from tests.rules.asking import shipped_library

PLACES = [
    "CN",
    "CN-SD",
    "CN-SH",
    "CN-HA",
    "CN-ZJ",
    "CN-ZJ-TAIZHOU",
    "CN-GD-SHENZHEN",
    "CN-FJ-PUTIAN",
    "CN-HL-HEGANG",
]
DAYS = st.dates(date(2017, 1, 1), date(2028, 12, 31))

RECORDS = st.builds(
    Facts,
    jurisdiction=st.sampled_from(PLACES),
    sector=st.sampled_from(Sector),
    kind=st.sampled_from(Kind),
    severity=st.none() | st.sampled_from(Severity),
    field=st.sampled_from([None, "food", "drug", "fire", "ecology", "bribery"]),
    procedure=st.none() | st.sampled_from(Procedure),
    penalty_types=st.lists(st.sampled_from(PenaltyType), max_size=4).map(tuple),
    decided_on=st.none() | DAYS,
    published_on=st.none() | DAYS,
    obligations_fulfilled=st.sampled_from([None, True, False]),
    commitment_made=st.booleans(),
    training_confirmed=st.booleans(),
    credit_report_provided=st.booleans(),
    ban_until=st.none() | DAYS,
)
APPLIED_ON = st.dates(date(2019, 7, 1), date(2028, 12, 31))


def answer_to(record: Facts, on: date, library: Library | None = None) -> Assessment:
    library = library or shipped_library()
    return assess(record, library.governing(record, on), on)


@settings(print_blob=True, deadline=None, max_examples=300)
@given(record=RECORDS, on=APPLIED_ON)
def test_an_answer_survives_being_stored(record, on):
    answer = answer_to(record, on)
    assert Assessment.from_json(json.loads(json.dumps(answer.to_json()))) == answer


@settings(print_blob=True, deadline=None, max_examples=300)
@given(record=RECORDS, on=APPLIED_ON)
def test_the_layers_an_answer_names_are_enough_to_give_it_again(record, on):
    answer = answer_to(record, on)
    named = {layer.id for layer in answer.layers}
    fewer = Library(tuple(i for i in shipped_library().instruments if i.id in named))
    assert answer_to(record, on, fewer) == answer


@settings(print_blob=True, deadline=None, max_examples=300)
@given(record=RECORDS, on=APPLIED_ON)
def test_repairable_means_that_nothing_stands_in_the_way(record, on):
    answer = answer_to(record, on)
    assert answer.repairable == all(condition.met is True for condition in answer.conditions)
    if answer.repairable:
        assert answer.may_apply
    if answer.may_apply:
        assert answer.repairable_from is not None
        assert answer.repairable_from <= on
        assert not record.ban_until or on > record.ban_until


@settings(print_blob=True, deadline=None, max_examples=300)
@given(record=RECORDS, on=APPLIED_ON)
def test_dates_come_in_their_order(record, on):
    answer = answer_to(record, on)
    dates = [answer.starts_on, answer.min_period_ends_on, answer.max_period_ends_on]
    known = [day for day in dates if day]
    assert known == sorted(known)
    if answer.repairable_from and answer.min_period_ends_on:
        assert answer.repairable_from > answer.min_period_ends_on
    if answer.published and answer.max_period_ends_on and record.obligations_fulfilled is not False:
        assert on <= answer.max_period_ends_on


@settings(print_blob=True, deadline=None, max_examples=200)
@given(record=RECORDS, on=APPLIED_ON, later=st.integers(1, 400))
def test_under_the_same_rules_waiting_never_closes_the_door_of_the_minimum(record, on, later):
    now, then = answer_to(record, on), answer_to(record, on + timedelta(days=later))
    if now.rule_version == then.rule_version and now.condition("min_period").met:
        assert then.condition("min_period").met


@settings(print_blob=True, deadline=None, max_examples=200)
@given(record=RECORDS, on=APPLIED_ON, language=st.sampled_from(["zh-hans", "en"]))
def test_everything_can_be_said(record, on, language):
    answer = answer_to(record, on)
    with translation.override(language):
        said = [*(condition_text(c) for c in answer.conditions), *reasons_text(answer), source_line(answer)]
    assert all(said)
    assert "%(" not in "".join(said)
    assert answer.reasons
