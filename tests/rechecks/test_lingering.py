"""The other population: records that should be gone and are not; drawn, kept and repeated as cases are."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from rechecks.models import Draw, DrawnItem, DrawnPopulation, RecheckCase
from rechecks.selectors import REASONS, RecordScope, lingering_records
from rechecks.services import repeat
from registry.duties import give_duty
from registry.models import Record
from tools import verify_draw

FULFILLED = [("fine", True)]
LONG_AGO, TO_COME = date(2020, 1, 1), date(2030, 1, 1)


@pytest.fixture
def checkers(office):
    give_duty(office.stranger.user, office.elsewhere, "review_cases", date(2026, 1, 1))
    return office


def found(office, **changed):
    """Each record of the population with its reason and day."""
    said = {"since": LONG_AGO, "until": TO_COME, "on": office.day.today} | changed
    items = lingering_records(RecordScope(**said), ("department", "reason"), ())
    return {each.id: (dict(each.facts)["reason"], dict(each.facts)["should_be_gone_on"]) for each in items}


def repairable(office, **facts):
    """Everything fulfilled, and repairable since 6 November 2026."""
    return office.identifies(obligations=FULFILLED, decided_on=date(2026, 8, 6), **facts)


def test_what_is_fulfilled_and_repairable_for_long_is_in_it(office, day):
    record = repairable(office)
    since = record.repairable_from
    day((since + timedelta(days=89)).isoformat())
    assert found(office) == {}
    day((since + timedelta(days=90)).isoformat())
    assert found(office) == {record.public_id: ("repairable", (since + timedelta(days=90)).isoformat())}
    assert found(office, long_days=91) == {}


def test_what_is_not_fulfilled_or_under_way_is_not(office, day):
    office.identifies()
    office.representative.applies(repairable(office))
    day("2027-06-01")
    assert found(office) == {}


def test_whose_period_is_over_is_in_it_until_its_end_is_recorded(office, day):
    record = repairable(office)
    last = record.publications.get().shown_until
    day((last + timedelta(days=1)).isoformat())
    assert found(office) == {record.public_id: ("period_over", (last + timedelta(days=1)).isoformat())}
    office.night_passes()
    assert found(office) == {}


def test_what_the_rules_keep_on_show_unfulfilled_may_stay(office, day):
    office.identifies(obligations=[("fine", False)])
    day("2029-12-01")
    assert found(office) == {}


def test_what_is_repaired_and_still_shown_is_in_it_from_the_next_day(office, day):
    case = office.has_granted()
    assert found(office) == {}
    day("2026-11-24")
    assert found(office) == {case.record.public_id: ("still_shown", "2026-11-23")}
    office.works_the_channels()
    assert found(office) == {}


def test_the_period_and_the_reasons_choose(office, day):
    record = office.has_granted().record
    day("2026-11-24")
    assert found(office, since=date(2026, 11, 24)) == {}
    assert found(office, until=date(2026, 11, 22)) == {}
    assert found(office, kinds=("period_over", "repairable")) == {}
    assert list(found(office, kinds=("still_shown",))) == [record.public_id]


def lines(path):
    return [json.loads(each) for each in path.read_text("utf-8").splitlines()]


@pytest.fixture
def three(checkers, day):
    """Two granted repairs that no channel carried out, and one record that nobody thought of."""
    for _n in range(2):
        checkers.has_granted()
    repairable(checkers)
    day("2027-03-01")
    return checkers


def test_records_are_drawn_kept_and_repeated(three, tmp_path):
    call_command(
        "draw_sample", "--records", "--from", "2026-11-01", "--to", "2027-03-01", "--size", "2", "--minimum", "1",
        "--weight", "objection=1", "--seed", "7", "--seed-source", "现场", "--by", "gao", "--out", str(tmp_path),
        stdout=StringIO(),
    )  # fmt: skip
    files = tmp_path / "population.jsonl", tmp_path / "list.jsonl"
    assert verify_draw.main([*map(str, files), "--seed", "7"]) == 0
    header = lines(files[0])[0]
    assert (header["format"], header["items"]) == ("xinxiu-draw-records/1", 3)
    assert header["scope"] == {
        "from": "2026-11-01", "to": "2027-03-01", "on": "2027-03-01", "kinds": sorted(REASONS), "long_days": 90,
        "look_back_days": 365,
    }  # fmt: skip
    items = lines(files[0])[1 + header["checkers"] :]
    assert {tuple(each["stratum"]) for each in items} == {
        (three.department.name, "still_shown"),
        (three.department.name, "repairable"),
    }
    assert {tuple(each["barred"]) for each in items} == {("lin",), ()}  # who granted
    assert three.company.name not in files[0].read_text("utf-8")
    draw = Draw.objects.get()
    rows = draw.items.values_list("record__public_id", "checker__username", "case")
    assert list(rows) == [(each["item"], each["checker"], None) for each in lines(files[1])[1:]]
    assert repeat(draw).is_the_same
    opened = RecheckCase.objects.values_list("record__public_id", "checker__username", "examines")
    assert sorted(opened) == sorted(rows)


def test_the_page_draws_records(three):
    gao = Client()
    gao.force_login(three.credit_officer.user, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("rechecks:plan_draw_of_records")
    said = {
        "since": "2026-11-01", "until": "2027-03-01", "kinds": list(REASONS), "strata": ["department", "reason"],
        "size": "3", "minimum": "0", "long_days": "90", "look_back_days": "365", "weight_earlier_findings": "0", "weight_refused": "1", "weight_objection": "0",
    }  # fmt: skip
    preview = gao.post(page, said | {"do": "preview"})
    assert "义务已履行、可修复已久" in preview.content.decode()
    gao.post(page, said | {"do": "freeze", "seen": preview.context["seen"]})
    population = DrawnPopulation.objects.get()
    gao.post(
        reverse("rechecks:population", args=[population.sha256]), {"seed": "7", "seed_source": "现场录入"}
    )
    shown = gao.get(reverse("rechecks:draw", args=[Draw.objects.get().pk])).content.decode()
    for record in Record.objects.all():
        assert record.document_number in shown
    assert "应停未停" in gao.get(reverse("rechecks:draws")).content.decode()
    empty = gao.post(page, said | {"since": "2020-01-01", "until": "2020-02-01"})
    assert empty.context["form"].errors["since"] == ["该范围内没有应停未停的信息。"]


def test_an_item_is_a_case_or_a_record_of_its_population(three, tmp_path):
    call_command(
        "draw_sample", "--records", "--from", "2026-11-01", "--to", "2027-03-01", "--size", "1", "--seed", "7",
        "--seed-source", "现场", "--by", "gao", "--out", str(tmp_path), stdout=StringIO(),
    )  # fmt: skip
    item = DrawnItem.objects.get()
    case = item.is_about.cases.first() or three.has_received()
    for thing in ({"case": case, "record": None}, {"case": case, "record": item.record}, {}):
        columns = {"draw": item.draw, "position": 1, "checker": item.checker} | thing
        with pytest.raises(IntegrityError), transaction.atomic():
            DrawnItem.objects.create(**columns)
