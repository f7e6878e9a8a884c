"""What was closed or withdrawn, and what may come after it: found by the walks, kept as scenarios."""

import pytest

from casework.channels import ADAPTERS
from casework.errors import AlreadyOpen, NotOpenAnyMore
from objections.models import Origin, Status
from registry.models import Channel, Publication
from tests.objecting import as_it_stands
from tests.world import Platform

pytestmark = pytest.mark.django_db


def sent_on(office, record, kind="wrong_content", **claimed):
    case = office.representative.objects(record, kind, **claimed)
    office.credit_officer.takes_up(case)
    return office.credit_officer.forwards(case)


def dismissed(office):
    case = sent_on(office, office.identifies(), fine_yuan="3200")
    office.reviewer.concludes(case, fine_yuan="right")
    return office.second.confirms(case)


def void(office):
    case = sent_on(office, office.identifies(), "not_publishable")
    return office.reviewer.concludes(case)


def test_no_repair_begins_on_a_withdrawn_record(office):
    with pytest.raises(NotOpenAnyMore):
        office.representative.starts(void(office).record)


def test_a_void_record_is_not_checked_again(office):
    case = void(office)
    office.works_the_channels()
    office.night_passes()
    assert as_it_stands(case).status == Status.CLOSED
    with pytest.raises(NotOpenAnyMore):
        office.representative.asks_for_review(case)


def test_no_re_check_beside_another_objection(office):
    case = dismissed(office)
    office.reviewer.begins_objection(case.record, origin=Origin.DEPARTMENT)
    with pytest.raises(AlreadyOpen):
        office.representative.asks_for_review(case)


def test_a_repair_begun_after_the_answer_waits_for_the_re_check(office):
    case = dismissed(office)
    repair = office.representative.applies(case.record)
    office.representative.asks_for_review(case)
    assert office.reload(repair).paused_for_id == case.pk
    office.joins_the_credit_office("ma").reviews(case, fine_yuan="right")
    assert not office.reload(repair).is_paused


def test_a_re_check_lies_with_the_department_to_which_the_record_went(office):
    case = dismissed(office)
    repair = office.reviewer.accepts(office.representative.applies(case.record))
    office.reviewer.asks_to_take_over(repair, office.elsewhere)
    office.stranger.takes_over(repair)
    assert as_it_stands(case).department == office.department
    office.representative.asks_for_review(case)
    assert as_it_stands(case).department == office.elsewhere


def test_an_objection_does_not_bring_a_repaired_record_back_to_a_channel(office, monkeypatch):
    platform = Platform()
    monkeypatch.setitem(ADAPTERS, "province", platform)
    province = Channel.objects.create(code="province", name="省平台")
    repair = office.has_judged()
    shown = Publication.objects.create(record=repair.record, channel=province, shown_from=office.day.today)
    office.reviewer.approves(repair)
    office.works_the_channels()
    shown.refresh_from_db()
    assert (shown.state, shown.removal_id) == ("ended_by_repair", repair.removal.pk)
    sent_on(office, repair.record, fine_yuan="3200")
    office.works_the_channels()
    assert not platform.shows_as(repair.record, on=office.day.today).shown
