"""鹤信用发〔2020〕1号（十二）: how each correction ends, for who looks at the public page, the certificate and the letters."""

import pytest
from django.urls import reverse

from notifications.models import Letter
from notifications.render import context, letter_html
from rechecks.services import correcting, settling
from registry.models import Publication
from tests.correcting import FACTS, again, checkers_of, closes, hears, revokes


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def repaired(office):
    """Decided on 2026-08-06: on show through 2027-08-06, had it not been repaired in November."""
    office.day("2026-11-23")
    case = office.has_granted()
    office.works_the_channels()
    return office.reload(case)


@pytest.fixture
def seen(client):
    """What anybody sees of a record, and of a letter whose code they have."""

    class Seen:
        def is_public(self, record):
            address = reverse("registry:public_record", args=[record.public_id])
            page = client.get(address)
            assert (page.status_code == 200) == (address in self.search(record.document_number))
            return page.status_code == 200

        def certificate(self, kind="repair_granted"):
            letter = Letter.objects.get(kind=kind)
            return client.get(reverse("notifications:verify", args=[letter.code])).content.decode()

        def search(self, words):
            return client.get(reverse("registry:public_records"), {"q": words}).content.decode()

    return Seen()


def says(kind):
    """The words of the last letter of a kind, as they are printed."""
    letter = Letter.objects.filter(kind=kind).latest("pk")
    return letter_html(letter.template, context(letter.sheet, has_seal=True))


def found_wrong(office, checkers, repaired, **more):
    office.day("2026-11-30")
    recheck = checkers.order(checkers.find("wrongly_repaired", examined=repaired), **more)
    office.day("2026-12-01")
    return hears(office, recheck)


def test_a_wrong_repair_ends_with_the_record_shown_for_its_remaining_time(office, checkers, repaired, seen):
    recheck = found_wrong(office, checkers, repaired)
    assert not seen.is_public(repaired.record)  # nothing moves before the subject was heard
    assert "已撤销" not in seen.certificate()
    assert "撤销原准予信用修复决定" in says("order_to_correct")
    ahead = says("revocation_ahead")
    for words in (FACTS["wrongly_repaired"], "2026年12月8日前（含当日", "不收取任何费用"):
        assert words in ahead
    office.day("2026-12-09")
    revokes(office, recheck)
    assert "已撤销" in seen.certificate()  # at once, before any channel has followed
    assert closes(office, recheck).status == "closed"
    assert seen.is_public(repaired.record)
    revoked = says("repair_revoked")
    for words in (
        FACTS["wrongly_repaired"],
        "没有收到陈述、申辩",
        "公示至2027年8月6日止",
        "最长公示期不重新计算，也不延长",
        "可以再次申请信用修复",
        "申请行政复议",
        "提起行政诉讼",
    ):
        assert words in revoked
    assert "不得申请信用修复" not in revoked
    office.day("2027-08-07")
    assert not seen.is_public(repaired.record)


def test_a_false_commitment_ends_with_a_bar_that_everybody_can_see(office, checkers, repaired, seen):
    recheck = found_wrong(office, checkers, repaired, deceived=True)
    assert "提供虚假材料" in says("order_to_correct")
    assert "不得申请信用修复" in says("revocation_ahead")
    office.day("2026-12-09")
    revokes(office, recheck)
    assert closes(office, recheck).status == "closed"
    assert seen.is_public(repaired.record)
    assert "不得申请信用修复" in seen.search(office.company.name)
    assert "已撤销" in seen.certificate()
    assert "已撤销" in seen.certificate("commitment")
    revoked = says("repair_revoked")
    for words in ("记入你单位的信用记录", "2029年12月9日止，你单位不得申请信用修复", "正在核实"):
        assert words in revoked
    office.day("2029-12-10")
    assert "不得申请信用修复" not in seen.search(office.company.name)


def test_a_missed_repair_ends_with_an_apology_and_nothing_to_be_seen(office, checkers, seen):
    office.day("2026-11-23")
    record = office.identifies(obligations=[("fine", True)])
    Publication.objects.filter(record=record).update(shown_until=None)  # somebody set it wrong
    office.day("2027-08-10")
    assert seen.is_public(record)
    recheck = checkers.order(checkers.find("missed", record=record), "end")
    assert "请立即停止公示" in says("order_to_correct")
    correcting.end_show(recheck.number, by=office.colleague.user, on=office.day.today)
    assert closes(office, recheck).status == "closed"
    assert not seen.is_public(record)
    apology = says("missed_repair")
    for words in ("多公示了3日", "诚恳致歉", "同时解除：限制参加政府采购", "无需再办理任何手续"):
        assert words in apology
    assert "已撤销" not in seen.certificate("missed_repair")


def test_a_dispute_that_holds_ends_with_the_repair_as_it_was(office, checkers, repaired, seen):
    recheck = found_wrong(office, checkers, repaired)
    correcting.explain(recheck.number, words="缴款书已更正。", by=office.colleague.user, on=office.day.today)
    settling.withdraw_order(recheck.number, words="说明成立。", by=checkers.settler.user, on=office.day.today)
    assert again(recheck).status == "order_withdrawn"
    office.works_the_channels()
    assert not seen.is_public(repaired.record)
    assert "已撤销" not in seen.certificate()
    assert not Letter.objects.filter(kind="repair_revoked").exists()
    assert "由本机关指定的" in says("order_to_correct")
    assert any("修复继续有效" in words or "不撤销" in words for words in office.told(office.representative))


def test_a_dispute_that_does_not_hold_ends_as_the_order_asked(office, checkers, repaired, seen):
    recheck = found_wrong(office, checkers, repaired)
    correcting.explain(recheck.number, words="材料当时齐全。", by=office.colleague.user, on=office.day.today)
    settling.uphold(recheck.number, words="齐全不等于属实。", by=checkers.settler.user, on=office.day.today)
    hears(office, again(recheck))
    office.day("2026-12-09")
    revokes(office, again(recheck))
    assert closes(office, recheck).status == "closed"
    assert seen.is_public(repaired.record)
    assert "已撤销" in seen.certificate()
    assert "公示至2027年8月6日止" in says("repair_revoked")
