"""A record found void: everybody who relied on it learns of it, and its subject's good name is restored."""

import pytest

from casework.errors import CaseError
from notifications.models import Letter, Message
from objections import services
from registry.models import RecordShare

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(office, day):
    day("2026-11-23")
    record = office.identifies()
    RecordShare.objects.create(
        record=record, receiver="江澜农村商业银行", address="data@bank.example", what="公示数据",
        on=record.decided_on, entered_by=office.credit_officer.user,
    )  # fmt: skip
    return record


def found(office, record, kind="not_publishable", **claimed):
    case = office.representative.begins_objection(record, kind=kind)
    services.state(
        case.number, statement="该处罚决定已被撤销。", shown=False, notice_wanted=True,
        by=office.representative.user, on=office.day.today,
    )  # fmt: skip
    case = office.representative.claims_and_files(case, **claimed)
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    return office.reviewer.concludes(case)


def test_the_receiver_the_measures_and_the_public_page_follow(office, day, record, client):
    case = found(office, record)
    assert Message.objects.get(address="data@bank.example").title.startswith("共享信用信息撤下通知")
    assert Letter.objects.get(kind="sanctions_lifted").facts["case_number"] == case.number
    office.works_the_channels()
    office.night_passes()
    page = client.get(f"/public/records/{record.public_id}/")
    assert page.status_code == 200
    assert "更正公告" in page.content.decode()
    assert record.facts not in page.content.decode()


def test_of_a_corrected_record_the_page_says_what_was_wrong(office, day, record, client):
    found(office, record, "wrong_content", fine_yuan="3200")
    assert Message.objects.get(address="data@bank.example").title.startswith("共享信用信息更正通知")
    assert not Letter.objects.filter(kind="sanctions_lifted").exists()
    office.works_the_channels()
    office.night_passes()
    page = client.get(f"/public/records/{record.public_id}/").content.decode()
    assert "更正公告" in page
    assert "3,200 元" in page


def test_what_stays_as_it_is_tells_nobody(office, day, record):
    case = office.representative.objects(record, fine_yuan="3200")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case, fine_yuan="right")
    office.second.confirms(case)
    assert not Message.objects.filter(address="data@bank.example").exists()


def test_nothing_is_left_to_repair(office, day, record):
    found(office, record)
    with pytest.raises(CaseError):
        office.representative.starts(record)
