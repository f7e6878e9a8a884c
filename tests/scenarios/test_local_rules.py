"""Local rules change what they name, and nothing else."""

from datetime import date

import pytest

from rules.facts import Facts
from tests.rules.asking import asked, met, shipped_library

DEADLINES = ("accept_working_days", "decide_working_days", "extension_working_days", "remove_working_days")


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ("CN", (3, 7, 10, 0)),
        ("CN-SH", (3, 7, 10, 3)),
        ("CN-HA", (3, 1, 10, 1)),
        ("CN-GD-SHENZHEN", (0, 3, 3, 0)),
        ("CN-SD", (3, 7, 10, 0)),
        ("CN-HL-HEGANG", (3, 7, 10, 0)),
        ("CN-JS-XINBEI", (3, 7, 10, 0)),
        ("CN-GS-GANZHOU", (3, 7, 10, 0)),
        ("CN-GD-GUANGZHOU", (3, 7, 10, 0)),
        ("CN-ZJ-TAIZHOU", (3, 7, 10, 0)),
        ("CN-XZ", (3, 7, 10, 0)),
    ],
)
def test_deadlines_by_place(place, days):
    answer = asked("2026-12-09", jurisdiction=place, severity="general")
    assert tuple(answer.days(name) for name in DEADLINES) == days


@pytest.mark.parametrize("place", ["CN-SH", "CN-HA", "CN-GD-SHENZHEN", "CN-SD", "CN-ZJ"])
def test_the_national_periods_hold_everywhere(place):
    national, local = (asked("2026-12-09", jurisdiction=j, severity="serious") for j in ("CN", place))
    assert local.max_period_ends_on == national.max_period_ends_on
    assert local.rule_set == national.rule_set


def test_shanghai_removes_in_three_working_days_by_its_own_article():
    figure = asked("2026-12-09", jurisdiction="CN-SH", severity="general").deadlines["remove_working_days"]
    assert figure.confirmed
    assert figure.cites == "《上海市优化营商环境条例》第六十七条"


def test_henan_art_43_repair_in_one_working_day():
    figure = asked("2026-12-09", jurisdiction="CN-HA", severity="general").deadlines["decide_working_days"]
    assert (figure.value, figure.confirmed, figure.cites) == (1, True, "《河南省社会信用条例》第四十三条")


def test_shenzhen_art_81_accepts_on_the_spot():
    figure = asked("2026-12-09", jurisdiction="CN-GD-SHENZHEN", severity="general").deadlines[
        "accept_working_days"
    ]
    assert (figure.value, figure.confirmed) == (0, True)


def test_shenzhen_s_neighbour_in_the_province_keeps_the_national_times():
    assert asked("2026-12-09", jurisdiction="CN-GD", severity="general").days("decide_working_days") == 7


def test_shandong_2019_asks_serious_records_for_training_and_a_report():
    answer = asked("2022-03-01", jurisdiction="CN-SD", severity="serious", decided_on="2021-08-31")
    assert met(answer)["training"] is False
    assert answer.condition("training").cites.startswith("鲁信用办〔2019〕8号第（十五）项")


def test_shandong_s_demand_ended_with_527():
    before = asked("2023-04-30", jurisdiction="CN-SD", severity="serious", decided_on="2021-08-31")
    after = asked("2023-05-01", jurisdiction="CN-SD", severity="serious", decided_on="2021-08-31")
    assert "training" in met(before)
    assert "training" not in met(after)


def test_zhejiang_art_32_leaves_the_serious_list_out():
    answer = asked("2026-12-09", jurisdiction="CN-ZJ", kind="serious_list", decided_on="2025-06-01")
    assert met(answer)["repairable_kind"] is False
    assert answer.repairable_from is None
    assert met(asked("2026-12-09", jurisdiction="CN-ZJ", severity="serious"))["repairable_kind"] is True


def test_a_city_takes_its_province_s_rules_along():
    answer = asked("2026-12-09", jurisdiction="CN-ZJ-TAIZHOU", kind="serious_list", decided_on="2025-06-01")
    assert met(answer)["repairable_kind"] is False


def test_putian_s_market_regulation_office_promises_less_time():
    facts = {"sector": "market_regulation", "severity": "general", "published_on": "2026-01-31"}
    answer = asked("2026-05-01", jurisdiction="CN-FJ-PUTIAN", **facts)
    assert (answer.days("accept_working_days"), answer.days("decide_working_days")) == (0, 5)
    assert not answer.deadlines["decide_working_days"].confirmed


def test_every_layer_that_gave_a_figure_is_named_and_no_other():
    ids = [layer.id for layer in asked("2026-12-09", jurisdiction="CN-HA", severity="general").layers]
    assert ids == ["CN-HA-2019", "CN-NDRC-36", "CN-GBF-22", "CN-OFFICE"]


def test_the_settings_of_the_office_have_no_legal_source_and_say_so():
    rule_set = shipped_library().governing(Facts(severity="general"), date(2026, 12, 9))
    for name in (
        "supplement_answer_working_days",
        "supplement_rounds",
        "transfer_answer_working_days",
        "reconsideration_days",
        "litigation_months",
    ):
        figure = rule_set.figure(name)
        assert not figure.confirmed
        assert "办理机关设定" in figure.cites
