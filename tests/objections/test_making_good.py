"""What follows from a record put right: receivers are told, measures certified as lifted, the good name restored."""

from datetime import date

import pytest

from casework.correcting import Correction, correct, withdraw
from casework.errors import NotOpenAnyMore
from casework.models import WithdrawalKind
from notifications.models import Letter, Message
from objections.models import ObjectionKind
from objections.services.making_good import make_good
from objections.services.notices import publish_notice, take_notice_off
from registry.models import CorrectionNotice, SanctionsMeasure, Subject
from registry.sharing import CannotEnter, enter_share, record_meant
from tests.casework.righting import applied, case_of

FILE = "江环罚字案卷第12号"


@pytest.fixture
def record(office):
    return office.identifies()


def is_corrected(office, record, **values):
    event = applied(office, record)
    claims = [Correction(name, value, FILE) for name, value in values.items()]
    correct(case_of(event), event, claims, office.day.today)
    make_good(event, on=office.day.today)
    return event


def is_withdrawn(office, record, kind=WithdrawalKind.VOID):
    event = applied(office, record)
    withdraw(case_of(event), event, "处罚决定已被行政复议决定撤销", kind, office.day.today)
    make_good(event, on=office.day.today)
    return event


def shared(office, record, receiver, address, **facts):
    said = {"what": "双公示数据", "shared_on": date(2026, 9, 1)} | facts
    officer = office.credit_officer.user
    return enter_share(record, receiver=receiver, address=address, by=officer, on=office.day.today, **said)


def told(address):
    return list(Message.objects.filter(address=address).order_by("pk").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("put_right", "words"),
    [(is_withdrawn, "撤下通知"), (lambda *about: is_corrected(*about, title="另一行为"), "更正通知")],
)
def test_whoever_received_the_old_data_is_told_once(office, record, put_right, words):
    shared(office, record, "江澜农商银行", "data@bank.example")
    shared(office, record, "江澜农商银行", "data@bank.example", what="月度更新", shared_on=date(2026, 10, 1))
    shared(office, record, "省信用平台", "hub@credit.example")
    put_right(office, record)
    assert [words in title for title in told("data@bank.example")] == [True]
    assert len(told("hub@credit.example")) == 1


def test_receivers_of_other_records_are_not_told(office, record):
    shared(office, office.identifies(), "江澜农商银行", "data@bank.example")
    is_withdrawn(office, record)
    assert told("data@bank.example") == []


def test_a_receiver_is_led_to_the_public_page_where_there_is_one(office, record):
    shared(office, record, "江澜农商银行", "data@bank.example")
    is_corrected(office, record, title="另一行为")
    assert record.public_id in Message.objects.get(address="data@bank.example").link
    person = Subject(kind="natural_person", name="周某")
    person.set_id_number("身份证", "239999199001011236")
    person.save()
    theirs = office.identifies(subject=person)
    shared(office, theirs, "省信用平台", "hub@credit.example")
    is_corrected(office, theirs, title="另一行为")
    assert Message.objects.get(address="hub@credit.example").link == ""


def test_the_same_share_entered_twice_is_one(office, record):
    assert shared(office, record, "甲", "A@b.example") == shared(office, record, "甲", "a@b.example")


@pytest.mark.parametrize("shared_on", [date(2020, 1, 1), date(2027, 1, 1)])
def test_a_share_lies_between_the_decision_and_today(office, record, shared_on):
    with pytest.raises(CannotEnter):
        shared(office, record, "甲", "a@b.example", shared_on=shared_on)


def test_a_record_is_meant_by_its_number_however_it_is_written(office, record):
    written = record.document_number.replace("〔", "[").replace("〕", "]")
    assert record_meant(written) == record
    with pytest.raises(CannotEnter):
        record_meant("江环罚〔1999〕1号")


def test_the_subject_gets_a_certificate_that_its_measures_are_lifted(office, record):
    event = is_withdrawn(office, record)
    letter = Letter.objects.get(kind="sanctions_lifted")
    assert letter.facts["case_number"] == event.case.number
    assert [each["words"] for each in letter.facts["measures"]] == ["限制参加政府采购"]
    assert any("惩戒措施已解除" in each for each in office.told(office.representative))


@pytest.mark.parametrize("kind", [WithdrawalKind.DISCLOSURE_ENDED, WithdrawalKind.VOID])
def test_where_no_measure_was_lifted_there_is_no_certificate(office, record, kind):
    if kind == WithdrawalKind.VOID:
        SanctionsMeasure.objects.all().delete()
    is_withdrawn(office, record, kind)
    assert not Letter.objects.filter(kind="sanctions_lifted").exists()


def publishes(office, event, kind=ObjectionKind.WRONG_CONTENT):
    case = case_of(event)
    case.kind = kind
    return publish_notice(case, by=office.representative.user, on=office.day.today)


def test_a_correction_notice_says_what_was_shown_and_what_is_right(office, record, client):
    publishes(office, is_corrected(office, record, title="另一行为", fine_yuan="2000"))
    page = client.get(f"/public/records/{record.public_id}/").content.decode()
    for words in ("更正公告", "未按规定建立危险废物管理台账", "另一行为", "32,000 元", "2,000 元"):
        assert words in page


def test_a_notice_about_a_secret_does_not_tell_it_again(office, record, client):
    event = is_corrected(office, record, facts="检查时未能提供台账。")
    assert event is not None
    notice = publishes(office, is_corrected(office, record, title="另一行为"), ObjectionKind.PRIVACY)
    assert notice.lines == []
    page = client.get(f"/public/records/{record.public_id}/").content.decode()
    assert "更正公告" in page
    assert "未按规定建立危险废物管理台账" not in page


def test_a_withdrawn_record_is_not_found_unless_the_subject_wants_it_said(office, record, client):
    address = f"/public/records/{record.public_id}/"
    event = is_withdrawn(office, record)
    assert client.get(address).status_code == 404
    publishes(office, event)
    page = client.get(address).content.decode()
    assert "更正公告" in page
    assert record.facts not in page
    found = client.get("/public/records/", {"q": record.document_number}).content.decode()
    assert address in found


def test_who_acts_for_the_subject_has_the_notice_taken_off(office, record, client):
    notice = publishes(office, is_withdrawn(office, record))
    address = f"/public/records/{record.public_id}/"
    client.force_login(office.representative.user)
    page = client.get(address).content.decode()
    assert "take-off" in page
    assert client.post(f"/objections/notices/{notice.number}/take-off/").status_code == 302
    assert client.get(address).status_code == 404
    with pytest.raises(NotOpenAnyMore):
        take_notice_off(notice.number, by=office.representative.user, on=office.day.today)


def test_a_stranger_neither_sees_the_button_nor_takes_the_notice_off(office, record, client):
    notice = publishes(office, is_withdrawn(office, record))
    client.force_login(office.stranger.user)
    assert "take-off" not in client.get(f"/public/records/{record.public_id}/").content.decode()
    assert client.post(f"/objections/notices/{notice.number}/take-off/").status_code == 404
    assert CorrectionNotice.objects.standing().count() == 1


def test_a_notice_is_published_once_and_not_of_nothing(office, record):
    event = is_corrected(office, record, title="另一行为")
    assert publishes(office, event) == publishes(office, event)
    assert publishes(office, applied(office, office.identifies())) is None


def test_where_only_the_disclosure_ends_nothing_was_wrong_in_public(office, record):
    assert publishes(office, is_withdrawn(office, record, WithdrawalKind.DISCLOSURE_ENDED)) is None
