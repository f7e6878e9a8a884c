"""发改办财金〔2019〕527号, applied for from 2019-07-01 to 2023-04-30: 一般、严重、特定严重."""

from datetime import date

import pytest

from rules.facts import Facts
from rules.library import NoRuleSet
from tests.rules.asking import asked, met, shipped_library


def test_before_it_no_rules_govern():
    record = Facts(severity="general", decided_on=date(2019, 1, 1))
    with pytest.raises(NoRuleSet) as refused:
        shipped_library().governing(record, date(2019, 6, 30))
    assert (refused.value.code, refused.value.field) == ("no_rule_set", "as_of")
    assert shipped_library().governing(record, date(2019, 7, 1)).id == "CN-NDRC-527-GEN"


def test_general_three_months_to_one_year():
    answer = asked("2022-03-01", severity="general", decided_on="2021-11-30")
    assert (answer.min_period_ends_on, answer.max_period_ends_on) == (date(2022, 2, 28), date(2022, 11, 30))
    assert answer.repairable


def test_serious_six_months_to_three_years_with_training_and_a_credit_report():
    facts = {"severity": "serious", "decided_on": "2021-08-31"}
    answer = asked("2022-03-01", **facts, training_confirmed=True)
    assert (answer.min_period_ends_on, answer.max_period_ends_on) == (date(2022, 2, 28), date(2024, 8, 31))
    assert met(answer)["training"] is True
    assert met(answer)["credit_report"] is False
    assert (answer.repairable, answer.may_apply) == (False, True)
    assert asked("2022-03-01", **facts, training_confirmed=True, credit_report_provided=True).repairable


@pytest.mark.parametrize("field", ["food", "drug", "ecology", "engineering_quality", "work_safety", "fire"])
@pytest.mark.parametrize("penalty", ["business_suspended", "licence_revocation"])
def test_closing_down_in_a_field_of_life_and_health_is_specified_serious(field, penalty):
    answer = asked(
        "2022-03-01",
        severity="serious",
        field=field,
        penalty_types=("fine", penalty),
        decided_on="2021-01-15",
    )
    assert answer.rule_set == "CN-NDRC-527-SPEC"
    assert met(answer)["repairable_kind"] is False
    assert answer.repairable_from is None
    assert answer.max_period_ends_on == date(2024, 1, 15)


def test_a_fine_in_such_a_field_is_not():
    answer = asked(
        "2022-03-01", severity="serious", field="drug", penalty_types=("fine",), decided_on="2021-01-15"
    )
    assert answer.rule_set == "CN-NDRC-527-SER"


def test_what_the_department_calls_specified_serious_cannot_be_repaired():
    answer = asked("2022-03-01", severity="specified_serious", decided_on="2021-01-15")
    assert met(answer)["repairable_kind"] is False
    assert answer.published
