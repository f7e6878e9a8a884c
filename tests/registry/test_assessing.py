"""What follows from the rules for a record of the register: its periods, its class, its place on show."""

from datetime import date, timedelta

import pytest

from registry.assessing import assess_record, classify, publish, refresh
from registry.models import Department, Publication, PublicationChange, Record
from rules.services import current_library
from tests.registry.conftest import ON, clean_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def fined(bring):
    """A fine of 6 August 2026 by a department that classifies by itself: not classified yet."""
    Department.objects.update(adopts_default_classes=False)
    row = next(row for row in clean_rows(60) if row["CF_CFJG"] == "江澜市生态环境局")
    bring([row | {"CF_CFLB": "罚款", "CF_NR_FK": "1", "CF_JDRQ": "2026-08-06", "CF_YXQ": ""}])
    return Record.objects.get()


def test_an_unclassified_record_is_not_put_on_show(fined):
    assert publish(fined, assess_record(fined, ON, current_library()), ON) is None
    assert not Publication.objects.exists()


def test_the_class_brings_the_periods_and_the_place_on_show(fined):
    classify(fined, "general", basis="本单位分类标准", on=ON)
    fined.refresh_from_db()
    assert (fined.min_period_ends_on, fined.max_period_ends_on) == (date(2026, 11, 6), date(2027, 8, 6))
    assert (fined.repairable_from, fined.assessed_on) == (date(2026, 11, 7), ON)
    assert fined.rule_set
    assert fined.rule_version
    publication = Publication.objects.get()
    assert (publication.state, publication.shown_from, publication.shown_until) == (
        "shown",
        ON,
        date(2027, 8, 6),
    )
    assert PublicationChange.objects.count() == 1


def test_a_heavier_class_moves_the_last_day(fined):
    classify(fined, "general", basis="本单位分类标准", on=ON)
    classify(fined, "serious", basis="改正分类", on=ON)
    assert Publication.objects.get().shown_until == date(2029, 8, 6)


def test_one_known_not_to_be_fulfilled_stays_on_show_and_ends_again_once_it_is(fined):
    classify(fined, "general", basis="本单位分类标准", on=ON)
    fined.obligations.update(fulfilled=False)
    refresh(Record.objects.all(), ON)
    assert Publication.objects.get().shown_until is None
    fined.obligations.update(fulfilled=True, source="非税系统")
    refresh(Record.objects.all(), ON)
    assert Publication.objects.get().shown_until == date(2027, 8, 6)


def test_what_should_not_be_on_show_was_on_show_through_yesterday(fined):
    classify(fined, "general", basis="本单位分类标准", on=ON - timedelta(days=3))
    classify(fined, "minor", basis="改正分类", on=ON)
    publication = Publication.objects.get()
    assert publication.shown_until == ON - timedelta(days=1)
    assert not Publication.objects.public(ON).exists()
    assert PublicationChange.objects.count() == 2


def test_refreshing_twice_changes_nothing_more(fined):
    classify(fined, "general", basis="本单位分类标准", on=ON)
    refresh(Record.objects.all(), ON)
    before = (
        list(Publication.objects.values()),
        list(PublicationChange.objects.values()),
        list(Record.objects.values()),
    )
    assert refresh(Record.objects.all(), ON) == 1
    after = (
        list(Publication.objects.values()),
        list(PublicationChange.objects.values()),
        list(Record.objects.values()),
    )
    assert after == before


def test_a_publication_that_has_ended_is_left_alone(fined):
    classify(fined, "general", basis="本单位分类标准", on=date(2026, 8, 10))
    later = date(2027, 9, 1)
    Publication.objects.update(state="ended_at_maximum", ended_on=later)
    refresh(Record.objects.all(), later)
    assert Publication.objects.get().state == "ended_at_maximum"
