"""Removal: repaired is a record that every channel has been seen without; until then the case waits."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.channels import ADAPTERS
from casework.models import ChannelReceipt, Desk, Removal
from registry.models import Channel, Publication
from repair.models import Status
from repair.services.channels import work_channels
from tests.world import Platform


@pytest.fixture
def platform(db, monkeypatch):
    platform = Platform()
    Channel.objects.create(code="province", name="省平台")
    monkeypatch.setitem(ADAPTERS, "province", platform)
    return platform


@pytest.fixture
def granted(office, platform):
    """Granted, with the record on show here and on the province's platform."""
    case = office.has_judged()
    Publication.objects.create(
        record=case.record, channel=Channel.objects.get(code="province"), shown_from=date(2026, 8, 10)
    )
    return office.reviewer.approves(case)


def later(office, **ahead):
    return work_channels(now=timezone.now() + timedelta(**ahead), on=office.day.today)


def test_a_decision_orders_the_removal_on_every_channel_the_record_is_on(granted):
    assert set(granted.removal.receipts.values_list("channel__code", flat=True)) == {
        "public_page",
        "province",
    }


def test_while_a_channel_fails_the_case_is_not_repaired(office, granted, platform):
    platform.is_down = True
    office.works_the_channels()
    case = office.reload(granted)
    assert (case.status, case.desk, case.closed) == (Status.APPROVED, Desk.CHANNELS, False)
    receipt = granted.removal.receipts.get(channel__code="province")
    assert (receipt.removed_at, receipt.attempts) == (None, 1)
    assert "no answer" in receipt.last_error


def test_the_other_channels_do_not_wait_for_it(office, granted, platform):
    platform.is_down = True
    office.works_the_channels()
    assert not office.is_on_show(granted.record)


def test_when_it_works_again_the_removal_is_done(office, granted, platform):
    platform.is_down = True
    office.works_the_channels()
    platform.is_down = False
    later(office, hours=1)
    assert office.status_of(granted) == Status.REPAIRED


def test_a_failing_channel_is_asked_again_later_and_not_at_once(office, granted, platform):
    platform.is_down = True
    office.works_the_channels()
    office.works_the_channels()
    assert platform.calls == 1
    later(office, hours=1)
    assert platform.calls == 2


def test_a_channel_that_takes_the_order_and_still_shows_the_record_has_not_removed_it(
    office, granted, platform
):
    platform.obeys = False
    office.works_the_channels()
    assert office.status_of(granted) == Status.APPROVED
    assert granted.removal.receipts.get(channel__code="province").seen_absent_at is None


def test_a_channel_nobody_can_reach_leaves_the_case_open(office, granted, monkeypatch):
    monkeypatch.delitem(ADAPTERS, "province")
    office.works_the_channels()
    assert office.status_of(granted) == Status.APPROVED


def test_measures_are_lifted_when_the_last_channel_is_done_not_before(office, granted, platform):
    platform.is_down = True
    office.works_the_channels()
    assert granted.record.sanctions.get().lifted_on is None
    platform.is_down = False
    later(office, hours=1)
    measure = granted.record.sanctions.get()
    assert (measure.lifted_on, measure.lifted_because) == (office.day.today, granted.number)


def test_the_applicant_is_told_of_the_repair_once(office, granted):
    office.works_the_channels()
    office.works_the_channels()
    later(office, hours=1)
    assert sum(granted.number in told for told in office.told(office.representative)[-1:]) == 1
    assert granted.events.filter(verb="complete").count() == 1


def test_a_removal_is_ordered_once(office, granted):
    assert Removal.objects.filter(record=granted.record).count() == 1
    assert ChannelReceipt.objects.filter(removal__record=granted.record).count() == 2


def test_a_record_that_was_never_on_show_is_repaired_all_the_same(office, day):
    record = office.identifies(severity="minor", published_on=None)
    assert not office.is_on_show(record)
    case = office.representative.applies(record)
    office.reviewer.accepts(case)
    office.reviewer.judges(case)
    office.reviewer.approves(case)
    office.works_the_channels()
    assert office.status_of(case) == Status.REPAIRED


def test_a_repaired_record_stays_off_show(office, granted, day):
    office.works_the_channels()
    for later_day in ("2026-11-24", "2027-08-06", "2027-08-07"):
        day(later_day)
        office.night_passes()
        assert not office.is_on_show(granted.record)
    assert (
        Publication.objects.get(record=granted.record, channel__code="public_page").state == "ended_by_repair"
    )
