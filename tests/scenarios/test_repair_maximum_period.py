"""The maximum period: through its last day a record is on show, and from the day after by date alone not.

General record, one year from the decision (Order 36): decided on 25 November 2025, on show through
25 November 2026.
"""

from datetime import date

import pytest

from registry.models import Publication, PublicationChange


@pytest.fixture
def record(office):
    return office.identifies(decided_on=date(2025, 11, 25), published_on=date(2025, 11, 28))


def test_it_is_on_show_through_the_last_day(office, record, day):
    day("2026-11-25")
    assert office.is_on_show(record)


def test_the_day_after_it_is_off_show_before_any_job_has_run(office, record, day):
    day("2026-11-26")
    assert not office.is_on_show(record)
    assert Publication.objects.get(record=record).state == "shown"


def test_on_the_last_day_the_night_job_writes_nothing(office, record, day):
    day("2026-11-25")
    assert office.night_passes()["ended_at_maximum"] == 0


def test_the_night_job_writes_the_end_down_once(office, record, day):
    day("2026-11-26")
    assert office.night_passes()["ended_at_maximum"] == 1
    assert office.night_passes()["ended_at_maximum"] == 0
    shown = Publication.objects.get(record=record)
    assert (shown.state, shown.ended_on) == ("ended_at_maximum", date(2026, 11, 26))
    assert PublicationChange.objects.filter(publication=shown, target="ended_at_maximum").count() == 1


def test_a_night_that_comes_late_writes_it_down_too(office, record, day):
    day("2027-03-01")
    assert office.night_passes()["ended_at_maximum"] == 1


def test_with_an_obligation_unfulfilled_the_record_stays(office, day):
    stays = office.identifies(decided_on=date(2025, 11, 25), obligations=[("fine", False)])
    day("2026-11-26")
    assert office.night_passes()["ended_at_maximum"] == 0
    assert office.is_on_show(stays)


def test_a_case_that_is_open_when_the_period_ends_can_still_be_decided(office, record, day):
    case = office.representative.applies(record)
    office.reviewer.accepts(case)
    day("2026-11-26")
    office.night_passes()
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    office.works_the_channels()
    assert office.status_of(case) == "repaired"
    assert not office.is_on_show(record)
    assert Publication.objects.get(record=record).state == "ended_by_repair"
