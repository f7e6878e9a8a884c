"""Order 58, applied for from 2023-05-01 to 2026-03-31: field, procedure and penalty types decide."""

from datetime import date

import pytest

from tests.rules.asking import asked, met

FIVE_FIELDS = ["food", "drug", "special_equipment", "work_safety", "fire"]


@pytest.mark.parametrize(
    ("as_of", "rule_set"),
    [
        ("2023-04-30", "CN-NDRC-527-GEN"),
        ("2023-05-01", "CN-NDRC-58-GENERAL"),
        ("2026-03-31", "CN-NDRC-58-GENERAL"),
        ("2026-04-01", "CN-NDRC-36-GENERAL"),
    ],
)
def test_the_day_of_application_chooses_the_rules(as_of, rule_set):
    assert asked(as_of, severity="general", decided_on="2022-06-15").rule_set == rule_set


def test_a_penalty_is_on_show_for_three_months_at_least_and_three_years_at_most():
    answer = asked("2024-06-01", decided_on="2024-01-31")
    assert answer.min_period_ends_on == date(2024, 4, 30)
    assert answer.max_period_ends_on == date(2027, 1, 31)
    assert answer.repairable


@pytest.mark.parametrize("field", FIVE_FIELDS)
def test_in_five_fields_the_minimum_is_one_year(field):
    answer = asked("2024-06-01", decided_on="2023-06-15", field=field)
    assert answer.rule_set == "CN-NDRC-58-SECTOR"
    assert answer.min_period_ends_on == date(2024, 6, 15)


def test_ecology_is_not_among_the_five():
    assert asked("2024-06-01", decided_on="2023-06-15", field="ecology").rule_set == "CN-NDRC-58-GENERAL"


@pytest.mark.parametrize(
    "facts",
    [
        {"procedure": "simplified"},
        {"penalty_types": ("warning",)},
        {"penalty_types": ("warning", "criticism")},
    ],
)
def test_what_is_not_published_leaves_nothing_to_repair(facts):
    answer = asked("2024-06-01", decided_on="2024-03-01", field="food", **facts)
    assert answer.rule_set == "CN-NDRC-58-NOPUB"
    assert not answer.published
    assert met(answer)["repairable_kind"] is False
    assert answer.days("decide_working_days") is None


def test_a_warning_together_with_a_fine_is_published_for_the_longest_period():
    answer = asked("2024-06-01", decided_on="2023-06-15", field="food", penalty_types=("warning", "fine"))
    assert answer.rule_set == "CN-NDRC-58-SECTOR"


def test_past_the_maximum_the_record_goes_whatever_is_still_open():
    assert not asked("2026-03-01", decided_on="2023-02-28", obligations_fulfilled=False).published


def test_a_list_goes_by_its_own_rules():
    answer = asked("2024-06-01", kind="serious_list", decided_on="2023-03-01")
    assert answer.rule_set == "CN-NDRC-58-LIST"
    assert met(answer)["repairable_kind"] is None
    assert not answer.repairable
    assert answer.days("decide_working_days") is None
    assert answer.days("remove_working_days") == 3


def test_a_kind_of_record_without_a_rule_gets_no_answer_rather_than_a_wrong_one():
    answer = asked("2024-06-01", kind="abnormal_list")
    assert met(answer)["repairable_kind"] is None
    assert not answer.repairable


def test_the_times_known_from_a_local_guide_alone_are_not_confirmed():
    deadlines = asked("2024-06-01", decided_on="2024-01-31").deadlines
    assert (deadlines["accept_working_days"].value, deadlines["accept_working_days"].confirmed) == (3, False)
    assert (deadlines["decide_working_days"].value, deadlines["decide_working_days"].confirmed) == (7, False)


def test_from_the_policy_of_2025_on_three_days_to_accept_are_confirmed():
    figure = asked("2025-08-01", decided_on="2024-01-31").deadlines["accept_working_days"]
    assert (figure.value, figure.confirmed) == (3, True)
