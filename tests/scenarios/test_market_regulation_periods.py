"""Market regulation: 国市监信规〔2021〕3号 with Order 45 until 2025-12-24, Order 107 after."""

from datetime import date

import pytest

from tests.rules.asking import asked, met

SAMR = {"sector": "market_regulation"}


@pytest.mark.parametrize(
    ("as_of", "rule_set"),
    [
        ("2021-08-31", "CN-NDRC-527-GEN"),
        ("2021-09-01", "CN-SAMR-3-PENALTY"),
        ("2025-12-24", "CN-SAMR-3-PENALTY"),
        ("2025-12-25", "CN-SAMR-107-GENERAL"),
        ("2026-04-01", "CN-SAMR-107-GENERAL"),
    ],
)
def test_the_sector_goes_by_its_own_rules_as_soon_as_it_has_some(as_of, rule_set):
    answer = asked(as_of, **SAMR, severity="general", decided_on="2021-01-01", published_on="2021-01-20")
    assert answer.rule_set == rule_set


def test_2021_art_6_six_months_from_publication():
    answer = asked("2023-01-01", **SAMR, decided_on="2022-03-01", published_on="2022-08-31")
    assert answer.min_period_ends_on == date(2023, 2, 28)
    assert answer.max_period_ends_on == date(2025, 8, 31)


def test_2021_art_6_one_year_for_food_drugs_and_special_equipment():
    answer = asked("2023-03-21", **SAMR, field="food", decided_on="2022-03-01", published_on="2022-03-20")
    assert answer.repairable_from == date(2023, 3, 21)
    assert answer.repairable


def test_2021_fire_safety_is_not_among_the_three():
    answer = asked("2023-03-21", **SAMR, field="fire", decided_on="2022-03-01", published_on="2022-03-20")
    assert answer.min_period_ends_on == date(2022, 9, 20)


def test_2021_what_has_not_been_published_has_no_dates():
    answer = asked("2023-03-21", **SAMR, decided_on="2022-03-01")
    assert (answer.min_period_ends_on, answer.max_period_ends_on) == (None, None)
    assert met(answer)["min_period"] is None
    assert not answer.published


def test_order_45_art_2_a_warning_alone_is_not_published():
    answer = asked("2023-03-21", **SAMR, penalty_types=("warning",), published_on="2022-03-20")
    assert not answer.published
    assert met(answer)["repairable_kind"] is False


def test_order_45_art_13_criticism_alone_stops_by_itself_after_three_months():
    answer = asked("2022-06-20", **SAMR, penalty_types=("criticism",), published_on="2022-03-20")
    assert answer.published
    assert answer.max_period_ends_on == date(2022, 6, 20)
    assert met(answer)["repairable_kind"] is False


def test_order_45_art_13_a_ban_beyond_three_years_keeps_the_record_on_show():
    answer = asked(
        "2023-03-21",
        **SAMR,
        penalty_types=("employment_restricted",),
        published_on="2022-03-20",
        ban_until="2027-03-01",
    )
    assert answer.max_period_ends_on == date(2027, 3, 1)


def test_order_45_art_14_a_suspension_is_not_ended_early_and_the_longest_period_counts():
    answer = asked(
        "2023-03-21", **SAMR, penalty_types=("fine", "business_suspended"), published_on="2022-03-20"
    )
    assert met(answer)["repairable_kind"] is False
    assert answer.repairable_from is None


def test_2021_art_7_one_year_on_the_serious_list():
    answer = asked("2023-03-21", **SAMR, kind="serious_list", published_on="2022-03-20")
    assert answer.rule_set == "CN-SAMR-3-LIST"
    assert answer.min_period_ends_on == date(2023, 3, 20)
    assert answer.days("decide_working_days") == 15


def test_2021_art_5_the_abnormal_list_knows_no_waiting():
    answer = asked("2023-03-21", **SAMR, kind="abnormal_list", decided_on="2023-03-01")
    assert answer.rule_set == "CN-SAMR-3-ABN"
    assert answer.repairable_from == date(2023, 3, 1)
    assert answer.max_period_ends_on is None
    assert answer.published
    assert (answer.days("accept_working_days"), answer.days("decide_working_days")) == (2, 5)


def test_order_107_general_three_months_to_one_year():
    answer = asked(
        "2026-05-01", **SAMR, severity="general", decided_on="2026-01-20", published_on="2026-01-31"
    )
    assert (answer.min_period_ends_on, answer.max_period_ends_on) == (date(2026, 4, 30), date(2027, 1, 31))
    assert answer.repairable
    assert answer.days("decide_working_days") == 7
    assert answer.deadlines["decide_working_days"].confirmed


def test_order_107_minor_stops_by_itself_after_three_months():
    facts = {**SAMR, "severity": "minor", "penalty_types": ("fine",), "published_on": "2026-01-31"}
    answer = asked("2026-04-30", **facts)
    assert answer.published
    assert met(answer)["repairable_kind"] is False
    assert not asked("2026-05-01", **facts).published


def test_order_107_a_minor_warning_is_not_published():
    answer = asked(
        "2026-03-01", **SAMR, severity="minor", penalty_types=("warning",), published_on="2026-01-31"
    )
    assert not answer.published


def test_order_107_counts_from_a_day_nobody_has_read_in_it():
    answer = asked("2026-05-01", **SAMR, severity="general", published_on="2026-01-31")
    assert not answer.condition("min_period").confirmed


@pytest.mark.parametrize("severity", [None, "minor", "general"])
def test_order_107_s_terms_for_the_abnormal_list_were_not_seen_so_there_is_no_answer(severity):
    answer = asked("2026-05-01", **SAMR, kind="abnormal_list", severity=severity, published_on="2026-01-31")
    assert met(answer)["repairable_kind"] is None
    assert (answer.repairable, answer.may_apply) == (False, False)
    assert [reason.code for reason in answer.reasons] == ["why_kind_unknown"]
