"""A lower instrument states what a higher one leaves open, and nothing that it has fixed."""

from datetime import date

import pytest

from rules.latitude import refusals
from rules.reading import read_content
from tests.rules.asking import shipped_library

ON = date(2026, 12, 1)


def local_set(place="CN-HL-HEGANG", *, objections=None, **figures):
    def figure(said):
        value, unit = said
        return {"value": value, "unit": unit, "cites": "鹤岗市信用办设定", "confirmed": False}

    content = {
        "id": f"{place}-OWN", "title": "自定", "layer": "local", "jurisdiction": place, "overrides": sorted(figures),
        "figures": {name: figure(said) for name, said in figures.items()},
        "objections": {name: figure(said) for name, said in (objections or {}).items()},
    }  # fmt: skip
    return read_content(content, "own.toml")


def refused(draft, on=ON):
    return [(each.name, each.fixed and each.fixed.by.id) for each in refusals(draft, shipped_library(), on)]


@pytest.mark.parametrize("days", [0, 3, 7])
def test_a_term_that_binds_the_authority_may_be_shortened(days):
    assert refused(local_set(decide_working_days=(days, "working_days"))) == []


def test_it_may_not_be_made_longer_and_the_clause_that_fixes_it_is_named():
    draft = local_set(decide_working_days=(8, "working_days"))
    (refusal,) = refusals(draft, shipped_library(), ON)
    assert refusal.fixed.by.id in {"CN-GBF-22", "CN-NDRC-36"}
    assert refusal.fixed.figure.value == 7
    assert refusal.fixed.figure.clause
    assert refusal.open_for == "shorter"


@pytest.mark.parametrize(
    ("name", "said"),
    [("min_period", (1, "months")), ("max_period", (1, "years")), ("start", ("publication", "rule"))],
)
def test_periods_of_publication_are_fixed_whichever_way(name, said):
    (refusal,) = refused(local_set(**{name: said}))
    assert refusal[0] == name
    assert refusal[1].startswith("CN-")


def test_a_setting_of_the_office_is_free():
    assert refused(local_set(supplement_rounds=(2, "rounds"), publish_working_days=(5, "working_days"))) == [
        ("publish_working_days", "CN-HL-HEGANG-2020")
    ]
    assert refused(local_set(supplement_rounds=(2, "rounds"))) == []


def test_what_nobody_states_has_no_effect_and_is_refused():
    assert refused(local_set(coffee_days=(2, "days"))) == [("coffee_days", None)]


def test_a_set_asks_nobody_for_a_training_that_no_law_asks_for():
    draft = local_set()
    content = {**draft.content, "conditions": {"training": {"cites": "自定", "confirmed": False}}}
    assert refused(read_content(content, "own.toml")) == [("conditions", None), ("training", None)]


def test_the_law_of_the_province_binds_its_towns_and_no_other():
    longer = {"provider_working_days": (9, "working_days")}
    assert refused(local_set("CN-SH-HUANGPU", objections=longer)) == [("provider_working_days", "CN-SH-2017")]
    assert refused(local_set("CN-HL-HEGANG", objections=longer)) == []


def test_a_law_that_has_ended_binds_no_more():
    assert not any(by == "CN-NDRC-58" for _name, by in refused(local_set(min_period=(1, "months"))))
