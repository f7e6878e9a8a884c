"""鹤信用发〔2020〕1号（十二）: a repair that was missed is made good, with an apology, and what was lifted is said."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.channels import ADAPTERS
from casework.errors import CaseError, ConditionsNotMet
from casework.orders import follow_orders
from notifications.models import Letter, Message
from rechecks.services import correcting
from registry.models import Channel, Publication, SanctionsMeasure
from repair.services.channels import work_channels
from repair.services.missed import StillToBeShown
from tests.correcting import again, checkers_of, closes
from tests.world import Platform


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def province(db, monkeypatch):
    platform = Platform()
    Channel.objects.create(code="province", name="省平台")
    monkeypatch.setitem(ADAPTERS, "province", platform)
    return platform


def shown_on_the_province(record, **columns):
    channel = Channel.objects.get(code="province")
    return Publication.objects.create(record=record, channel=channel, shown_from=date(2026, 8, 10), **columns)


def ends(office, recheck):
    correcting.end_show(recheck.number, by=office.colleague.user, on=office.day.today)
    return again(recheck)


def test_a_repaired_record_that_a_channel_still_shows_goes_there_too(office, checkers, province):
    repaired = office.has_granted()
    office.works_the_channels()
    shown = shown_on_the_province(repaired.record)  # an old delivery came late
    office.day("2026-12-03")
    recheck = checkers.order(checkers.find("missed", record=repaired.record), "end")
    recheck = ends(office, recheck)
    shown.refresh_from_db()
    assert (shown.state, shown.removal_id) == ("ended_by_repair", repaired.removal.pk)
    province.is_down = True
    assert closes(office, recheck).status == "corrected"  # not before the channel is seen without it
    province.is_down = False
    follow_orders(now=timezone.now() + timedelta(minutes=5), on=office.day.today)
    assert closes(office, recheck).status == "closed"
    letter = Letter.objects.get(kind="missed_repair")
    assert letter.facts["should_have_ended_on"] == {"on": "2026-11-23"}
    assert letter.facts["days_too_long"] == 10
    assert letter.department_name == office.department.name
    told = Message.objects.filter(user=office.representative.user).latest("pk")
    assert "2026-11-23" in told.text


def test_a_record_past_its_maximum_goes_without_any_case_and_its_measures_are_lifted(
    office, checkers, client
):
    record = office.identifies(obligations=[("fine", True)])
    Publication.objects.filter(record=record).update(shown_until=None)  # somebody set it wrong
    office.day("2027-08-10")
    assert office.is_on_show(record)
    recheck = ends(office, checkers.order(checkers.find("missed", record=record), "end"))
    assert not office.is_on_show(record)
    measure = SanctionsMeasure.objects.get(record=record)
    assert (measure.lifted_on, measure.lifted_because) == (date(2027, 8, 10), recheck.number)
    letter = Letter.objects.get(kind="missed_repair")
    assert (letter.facts["days_too_long"], letter.facts["measures"]) == (3, ["限制参加政府采购"])
    assert closes(office, recheck).status == "closed"
    answer = client.get(reverse("notifications:verify", args=[letter.code])).content.decode()
    assert letter.number in answer
    assert "已撤销" not in answer


def test_what_the_rules_keep_on_show_does_not_go_by_a_correction(office, checkers):
    record = office.identifies()
    recheck = checkers.order(checkers.find("missed", record=record), "end")
    with pytest.raises(StillToBeShown, match="2027-08-06"):
        ends(office, recheck)
    assert office.is_on_show(record)


def test_a_wrong_refusal_is_replaced_by_the_grant(office, checkers, client):
    case = office.has_taken_up()
    office.reviewer.judges(case, accepted=False, reason="缴款书无法核对。")
    office.reviewer.proposes_refusal(case)
    office.second.countersigns(case)
    refused = Letter.objects.get(kind="repair_refused")
    give_another_second(office)
    office.day("2026-12-03")
    recheck = checkers.order(checkers.find("missed", examined=office.reload(case)), "grant")
    correcting.propose_grant(
        recheck.number, ground="缴款书经非税系统核实。", by=office.reviewer.user, on=office.day.today
    )
    with pytest.raises((CaseError, ConditionsNotMet)):
        correcting.decide_to_grant(
            recheck.number, by=office.second.user, on=office.day.today
        )  # signed the refusal
    correcting.decide_to_grant(recheck.number, by=office.colleague.user, on=office.day.today)
    work_channels(now=timezone.now(), on=office.day.today)
    assert office.status_of(case) == "repaired"
    assert closes(office, recheck).status == "closed"
    assert not office.is_on_show(case.record)
    refused.refresh_from_db()
    granted = Letter.objects.get(kind="repair_granted")
    assert refused.replaced_by == granted
    answer = client.get(reverse("notifications:verify", args=[refused.code])).content.decode()
    assert granted.number in answer


def give_another_second(office):
    from registry.duties import forget, give_duty

    give_duty(office.colleague.user, office.department, "countersign_cases", office.day.today)
    forget(office.colleague.user)
