"""What an open case does to its record begins and ends with its events, and shows on the public page."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from casework.channels import ADAPTERS, Look
from casework.effects import bring_about, running
from casework.models import ChannelOrder, Effect, EffectKind
from casework.orders import follow_orders, owes_nothing
from registry.models import Channel, Publication
from rules.terms import Figure
from tests.casework.scene import refusal
from tests.world import Platform

HERE = "/public/records/"
YES = Figure("yes", "rule", "《江澜市信用条例》（示例）第九条", confirmed=True)
MARK, HIDDEN, HELD = EffectKind.MARK, EffectKind.SUSPEND_DISCLOSURE, EffectKind.SUSPEND_SANCTIONS


def brings_about(case, *kinds):
    event = case.events.latest("seq")
    bring_about(case, dict.fromkeys(kinds, YES), event=event, on=event.on)


def kinds_on(record):
    return {each.kind for each in running(record)}


@pytest.fixture
def case(office):
    return office.has_received()


def test_an_effect_begins_with_the_event_and_says_what_it_stands_on(case):
    brings_about(case, MARK)
    effect = Effect.objects.get(case=case)
    assert (effect.kind, effect.begun_on, effect.begun_seq) == (MARK, date(2026, 11, 23), case.seq)
    assert (effect.cites, effect.confirmed, effect.is_running) == (YES.cites, True, True)


def test_what_is_wanted_still_goes_on_and_what_is_wanted_no_more_ends(office, case, day):
    brings_about(case, MARK, HIDDEN)
    day("2026-11-24")
    office.reviewer.accepts(case)
    brings_about(case, MARK, HELD)
    told = {
        each.kind: (str(each.begun_on), each.ended_on and str(each.ended_on)) for each in Effect.objects.all()
    }
    assert told == {
        MARK: ("2026-11-23", None), HIDDEN: ("2026-11-23", "2026-11-24"), HELD: ("2026-11-24", None),
    }  # fmt: skip


def test_a_case_that_closes_leaves_nothing_running(office, case):
    brings_about(case, MARK, HIDDEN)
    office.representative.withdraws(case)
    brings_about(office.reload(case))
    assert running(case.record) == []
    assert office.is_on_show(case.record)


def test_a_case_cannot_close_while_an_effect_of_it_runs(office, case):
    brings_about(case, MARK)
    assert refusal(lambda: office.representative.withdraws(case)) == "effect_runs_while_its_case_is_open"


def test_no_effect_begins_on_a_closed_case(office, case):
    office.representative.withdraws(case)
    assert refusal(lambda: brings_about(office.reload(case), MARK)) == "effect_runs_while_its_case_is_open"


def test_an_ended_effect_is_not_taken_up_again_but_may_begin_anew(office, case):
    brings_about(case, MARK)
    office.reviewer.accepts(case)
    brings_about(case)
    again = Effect.objects.filter(case=case)
    assert refusal(lambda: again.update(ended_on=None, ended_seq=None)) == "effect_ends_once"
    office.reviewer.judges(case)
    office.reviewer.proposes_refusal(case)
    brings_about(case, MARK)
    assert kinds_on(case.record) == {MARK}
    assert Effect.objects.filter(case=case).count() == 2


class TestThePublicPage:
    def test_a_mark_stands_in_the_list_and_on_the_record(self, case, client):
        brings_about(case, MARK)
        for page in (HERE, f"{HERE}{case.record.public_id}/"):
            assert "异议处理中" in client.get(page).content.decode(), page

    def test_without_a_mark_nothing_is_said(self, case, client):
        for page in (HERE, f"{HERE}{case.record.public_id}/"):
            assert "异议处理中" not in client.get(page).content.decode(), page

    def test_a_reconsideration_is_said_by_its_name(self, case, client):
        brings_about(case, EffectKind.CONTESTED)
        assert "行政复议或诉讼期间" in client.get(f"{HERE}{case.record.public_id}/").content.decode()

    def test_while_disclosure_is_suspended_search_address_and_sitemap_do_not_know_the_record(
        self, case, client
    ):
        brings_about(case, MARK, HIDDEN)
        assert (
            case.record.public_id not in client.get(HERE, {"q": case.record.document_number}).content.decode()
        )
        assert case.record.public_id not in client.get("/sitemap-records.xml").content.decode()
        assert client.get(f"{HERE}{case.record.public_id}/").status_code == 404

    def test_it_is_shown_again_with_the_event_that_ends_the_suspension(self, office, case, client):
        brings_about(case, HIDDEN)
        office.reviewer.accepts(case)
        brings_about(case)
        assert client.get(f"{HERE}{case.record.public_id}/").status_code == 200

    def test_suspended_sanctions_are_said(self, case, client):
        brings_about(case, MARK, HELD)
        assert "暂缓执行" in client.get(f"{HERE}{case.record.public_id}/").content.decode()

    def test_one_page_of_marked_records_costs_what_a_page_of_others_costs(
        self, office, client, django_assert_max_num_queries
    ):
        for _ in range(5):
            brings_about(office.has_received(), MARK)
        with django_assert_max_num_queries(3):
            client.get(HERE)


class TestTheChannels:
    @pytest.fixture
    def platform(self, case, monkeypatch):
        other = Channel.objects.create(code="province", name="江澜省信用平台（测试）")
        Publication.objects.create(record=case.record, channel=other, shown_from=date(2026, 8, 10))
        platform = Platform()
        monkeypatch.setitem(ADAPTERS, "province", platform)
        return platform

    def test_every_channel_that_shows_the_record_is_told_of_each_change(self, office, case, platform):
        brings_about(case, MARK)
        office.representative.withdraws(case)
        brings_about(office.reload(case))
        told = ChannelOrder.objects.filter(channel__code="province").order_by("pk")
        assert [(each.kind, each.seq) for each in told] == [("mark", case.seq), ("unmark", case.seq + 1)]
        assert ChannelOrder.objects.count() == 4

    def test_the_worker_tells_them_and_looks_again(self, office, case, platform):
        brings_about(case, MARK, HELD)
        assert not owes_nothing(case)
        assert office.works_the_channels() == 4
        assert platform.shows_as(case.record, on=office.day.today) == Look(
            True, marked=True, sanctions_held=True
        )
        assert owes_nothing(case)

    def test_a_channel_that_is_down_is_asked_again_and_the_others_do_not_wait(self, office, case, platform):
        platform.is_down = True
        brings_about(case, MARK)
        assert office.works_the_channels() == 1
        (order,) = ChannelOrder.objects.owed()
        assert (order.done_at, order.attempts, order.last_error) == (None, 1, "OSError: no answer")
        platform.is_down = False
        assert office.works_the_channels() == 0  # not at once
        assert follow_orders(now=timezone.now() + timedelta(hours=1), on=office.day.today) == 1
        assert owes_nothing(case)

    def test_a_channel_that_takes_the_order_and_shows_it_otherwise_has_not_followed(
        self, office, case, platform
    ):
        platform.obeys = False
        brings_about(case, MARK)
        office.works_the_channels()
        (order,) = ChannelOrder.objects.owed()
        assert order.seen_at is None
        assert "NotAsOrdered" in order.last_error

    def test_an_order_overtaken_by_a_later_one_does_no_harm(self, office, case, platform):
        platform.is_down = True
        brings_about(case, HIDDEN)
        office.works_the_channels()
        platform.is_down = False
        office.representative.withdraws(case)
        brings_about(office.reload(case))
        follow_orders(now=timezone.now() + timedelta(hours=1), on=office.day.today)
        assert platform.shows_as(case.record, on=office.day.today) == Look(True)
        assert owes_nothing(case)

    def test_a_channel_nobody_can_reach_leaves_its_order_open(self, office, case, platform, monkeypatch):
        monkeypatch.delitem(ADAPTERS, "province")
        brings_about(case, MARK)
        office.works_the_channels()
        assert "UnknownChannel" in ChannelOrder.objects.owed().get().last_error

    def test_a_record_off_show_tells_no_channel(self, office):
        case = office.representative.applies(office.identifies(severity="minor", published_on=None))
        brings_about(case, MARK)
        assert not ChannelOrder.objects.exists()

    def test_nothing_new_tells_nobody(self, office, case):
        brings_about(case, MARK)
        office.reviewer.accepts(case)
        brings_about(case, MARK)
        assert ChannelOrder.objects.count() == 1


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_brought_about_what_runs_is_what_the_open_cases_want(office, seed):
    """A walk: cases begin, go on and end in any order; after each step the record is as its matters say."""
    chance = Random(seed)  # noqa: S311 - a walk, no secret
    records = [office.identifies() for _ in range(2)]
    wanted = {record: set() for record in records}
    cases = {}
    for _ in range(12):
        record = chance.choice(records)
        case = cases[record] = _goes_on(office, cases.get(record), record, chance)
        wanted[record] = set() if case.closed else {kind for kind in EffectKind if chance.random() < 0.5}
        brings_about(case, *wanted[record])
        for each in records:
            assert kinds_on(each) == wanted[each]
            assert office.is_on_show(each) == (HIDDEN not in wanted[each])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _goes_on(office, case, record, chance):
    if case is None or case.closed:
        return office.reload(office.representative.applies(record))
    if case.status == "submitted" and chance.random() < 0.6:
        return office.reload(office.reviewer.accepts(case))
    return office.reload(office.representative.withdraws(case))


class TestThePagesOfARecord:
    """Whoever sees the record sees what its open matters do to it: its subject and its department."""

    @pytest.fixture
    def page(self, office, case, client):
        def page(person, address):
            client.force_login(person.user)
            return client.get(address).content.decode()

        return page

    def test_its_subject(self, office, case, page):
        brings_about(case, MARK, HIDDEN, HELD)
        assert "异议处理中" in page(office.representative, "/records/")
        mine = page(office.representative, f"/records/{case.record.public_id}/")
        for words in ("异议处理中", "自2026年11月23日起暂停对外公示", "核实期间暂缓执行", "加注异议标注"):
            assert words in mine, words
        assert "异议处理中" in page(office.representative, f"/cases/{case.number}/")

    def test_its_department(self, office, case, page):
        brings_about(case, MARK, HIDDEN)
        assert "异议处理中" in page(office.reviewer, "/work/")
        desk = page(office.reviewer, f"/work/{case.number}/")
        for words in ("异议处理中", "暂停公示", "加注异议标注"):
            assert words in desk, words

    def test_the_history_keeps_what_is_over(self, office, case, page):
        brings_about(case, MARK, HELD)
        office.representative.withdraws(case)
        brings_about(office.reload(case))
        mine = page(office.representative, f"/records/{case.record.public_id}/")
        assert "异议处理中" not in mine
        for words in ("加注异议标注", "取消异议标注", "惩戒措施恢复执行", case.number):
            assert words in mine, words
