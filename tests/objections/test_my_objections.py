"""E15 for objections: found by a number; the pages of a list keep what was searched for."""

import re

import pytest

from repair.views import shown_mine

pytestmark = pytest.mark.django_db
HERE = "/objections/"


@pytest.fixture
def zhou(office, day, client):
    day("2026-11-23")
    client.force_login(office.representative.user)
    return client


def raised(office, count):
    return [office.representative.objects(office.identifies(), fine_yuan="3200") for _n in range(count)]


def listed(answer):
    return [case.number for case, _standing, _day in answer.context["rows"]]


@pytest.mark.parametrize(("address", "raise_one"), [(HERE, True), ("/cases/", False)])
def test_the_next_page_still_searches(office, zhou, monkeypatch, address, raise_one):
    monkeypatch.setattr(shown_mine, "PAGE", 2)
    cases = raised(office, 3) if raise_one else [office.has_received() for _n in range(3)]
    other = office.identifies(document_number="江住建罚〔2026〕5号")
    office.representative.objects(other, fine_yuan="3200") if raise_one else office.representative.starts(
        other
    )
    first = zhou.get(address, {"q": "江环罚"})
    assert first.context["next_url"].startswith("?q=%E6%B1%9F")
    shown = zhou.get(address + first.context["next_url"]).content.decode()
    assert cases[0].number in shown
    assert cases[1].number not in shown
    assert "江住建罚" not in shown


def test_an_objection_is_found_by_its_number(office, zhou):
    case, other = raised(office, 2)
    assert zhou.get(HERE, {"q": f" {case.number.lower()} "}).url == f"/objections/{case.number}/"
    assert listed(zhou.get(HERE)) == [other.number, case.number]


def test_that_of_somebody_else_is_not(office, zhou, client):
    (case,) = raised(office, 1)
    client.force_login(office.stranger.user)
    assert "没有找到这个编号的异议" in re.sub(
        r"\s", "", client.get(HERE, {"q": case.number}).content.decode()
    )
