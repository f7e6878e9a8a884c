"""A dry run says what then happens: released, every record and every case is as the dry run said, one by one."""

from datetime import date

import pytest

from objections.models import ObjectionCase
from rechecks.models import Impact, RuleEffect
from rechecks.services import rule_drafts, ruling
from rechecks.services.rule_drafts import Confirmation, LocalFigure
from registry.assessing import DERIVED, refresh
from registry.models import Publication, Record
from repair.models import RepairCase
from tests.rechecks.ruling import FROM, own_set, ruling_people

HEGANG = {"jurisdiction": "CN-HL-HEGANG"}
DAYS = ("min_period_ends_on", "max_period_ends_on", "repairable_from")


@pytest.fixture
def credit_office(office):
    return ruling_people(office)


def read_in_the_text(credit_office, place, value):
    """A period of Order 36 that the official text, once read, states otherwise than the file."""
    return rule_drafts.draft_confirmation(
        "CN-NDRC-36", Confirmation(place, value, "《信用修复管理办法》第十条", "国家发展改革委公报2026年第3期"),
        takes_effect_on=FROM, because="对照公报原文核实", by=credit_office.drafter, on=credit_office.office.day.today,
    )  # fmt: skip


def many_records(office):
    """Records of every class and age, on show, repaired, not classified, under other rules."""
    made = [
        office.identifies(severity=severity, decided_on=decided_on, published_on=decided_on)
        for severity in ("minor", "general", "serious", "")
        for decided_on in (date(2026, 11, 3), date(2026, 8, 20), date(2025, 11, 28), date(2023, 11, 28))
    ]
    made += [office.identifies(sector="market_regulation"), office.identifies(**HEGANG)]
    office.has_granted()
    office.works_the_channels()
    return made


def as_they_stand(on):
    """The days of every record, and where the public page shows it, as the rows say."""
    rows = {}
    for record in Record.objects.all():
        place = Publication.objects.filter(record=record).first()
        shown = Publication.objects.on_show(on).filter(record=record).exists()
        until = place.shown_until.isoformat() if shown and place.shown_until else None
        days = {name: getattr(record, name) and getattr(record, name).isoformat() for name in DAYS}
        rows[record.pk] = days | {"shown": shown, "shown_until": until}
    return rows


@pytest.mark.parametrize("months", ["1", "5"])
def test_every_record_is_as_the_dry_run_said(office, credit_office, day, months):
    many_records(office)
    draft = read_in_the_text(credit_office, "classes.general.min_period", months)
    run = credit_office.tries(draft)
    day("2026-12-01")
    refresh(Record.objects.all(), day.today)
    without = as_they_stand(day.today)
    day("2026-11-23")
    credit_office.releases(draft)
    day("2026-12-01")
    ruling.take_effect(day.today)
    with_it = as_they_stand(day.today)
    said = {line.record_id: (line.before, line.after) for line in run.lines.filter(case=None)}
    over = Publication.objects.filter(state="ended_by_repair").values_list("record", flat=True)
    moved = {pk for pk in with_it if with_it[pk] != without[pk]} - set(over)
    assert moved == set(said)
    assert said == {pk: (without[pk], with_it[pk]) for pk in moved}
    verdict = Impact.GAINS if months == "1" else Impact.LOSES
    assert run.counts["records"][verdict] == len(said) > 0
    assert sum(run.counts["records"].values()) == Record.objects.count()


def test_what_leaves_the_public_page_is_said_before(office, credit_office, day):
    many_records(office)
    draft = read_in_the_text(credit_office, "classes.serious.max_period", "1")
    run = credit_office.tries(draft)
    gone = {line.record_id for line in run.lines.all() if line.before["shown"] and not line.after["shown"]}
    credit_office.releases(draft)
    day("2026-11-30")
    before = {pk for pk, row in as_they_stand(day.today).items() if row["shown"]}
    day("2026-12-01")
    ruling.take_effect(day.today)
    assert gone == before - {pk for pk, row in as_they_stand(day.today).items() if row["shown"]}
    assert gone
    assert all(each.verdict == Impact.GAINS for each in run.lines.filter(record__in=gone))


def test_cases_not_handed_in_yet_are_due_as_the_dry_run_said_and_others_keep_their_version(
    office, credit_office, day
):
    applied, begun = office.has_received(**HEGANG), office.representative.starts(office.identifies(**HEGANG))
    objects = office.representative.begins_objection(office.identifies(**HEGANG))
    elsewhere = office.representative.starts(office.identifies())
    figures = (
        LocalFigure("figures", "accept_working_days", 1, "working_days", "鹤岗市信用办设定"),
        LocalFigure("figures", "decide_working_days", 2, "working_days", "鹤岗市信用办设定"),
        LocalFigure("objections", "accept_working_days", 1, "working_days", "鹤岗市信用办设定"),
    )
    before = applied.assessment["rule_version"]
    draft = credit_office.drafts(own_set(figures=figures))
    run = credit_office.tries(draft)
    said = {line.case_id: line for line in run.lines.exclude(case=None)}
    assert set(said) == {begun.pk, objects.pk}
    assert elsewhere.pk not in said
    assert run.counts["cases"] == {"gains": 2, "kept": 1}
    credit_office.releases(draft)
    day("2026-12-01")
    office.representative.states(begun)
    office.representative.signs(begun)
    office.representative.submits(begun)
    assert RepairCase.objects.get(pk=begun.pk).due_on.isoformat() == said[begun.pk].after["accept_by"]
    assert said[begun.pk].before["accept_by"] == "2026-12-04"
    office.representative.claims_and_files(objects, fine_yuan="3200")
    assert ObjectionCase.objects.get(pk=objects.pk).due_on.isoformat() == said[objects.pk].after["accept_by"]
    taken_up = office.reviewer.accepts(begun)
    assert taken_up.due_on.isoformat() == said[begun.pk].after["decide_by"]
    old = office.reviewer.accepts(applied)
    assert old.assessment["rule_version"] == before
    assert old.events.get(verb="accept").working_days == 7


def test_the_day_of_effect_is_noted_once(office, credit_office, day):
    office.identifies(**HEGANG)
    credit_office.brings_in()
    day("2026-11-30")
    assert ruling.take_effect(day.today) == {"releases": 0}
    day("2026-12-02")  # a machine that was off at midnight
    assert ruling.take_effect(day.today) == {"releases": 1}
    assert ruling.take_effect(day.today) == {"releases": 0}
    assert RuleEffect.objects.get().records == 1
    assert set(DERIVED) <= {each.name for each in Record._meta.fields}
