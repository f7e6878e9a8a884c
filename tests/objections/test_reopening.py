"""A withdrawn record is reopened by its department's head, in writing, and after the subject was told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.correcting import withdraw
from casework.errors import NotOpenAnyMore
from casework.models import WithdrawalKind
from notifications.models import Letter
from objections.services.reopening import certify
from registry.duties import give_duty
from tests.casework.righting import applied, case_of
from tests.world import user

PAGE = "/work/reopenings/"


@pytest.fixture
def record(office):
    record = office.identifies()
    event = applied(office, record)
    withdraw(case_of(event), event, "处罚决定已被撤销", WithdrawalKind.VOID, office.day.today)
    record.refresh_from_db()
    return record


@pytest.fixture
def head(office):
    person = user("head")
    give_duty(person, office.department, "lead_department", office.day.today)
    return person


def certifies(office, record, by):
    return certify(
        record.public_id,
        grounds="再审判决维持原处罚决定",
        document="（2026）示例行再1号",
        by=by,
        on=office.day.today,
    )


def test_the_record_can_come_back_after_the_notice_has_run(office, record, head):
    certificate = certifies(
        office, record, head
    )  # on a Monday; five working days of notice run through the next
    assert certificate.filed_on == date(2026, 11, 23)
    assert certificate.opens_on == date(2026, 12, 1)


def test_the_notice_counts_working_days_across_a_holiday(office, record, head):
    office.day("2026-12-28")  # 1 January is a holiday, and its bridging days are not decided yet
    assert certifies(office, record, head).opens_on > date(2027, 1, 4)


def test_the_subject_is_told_with_the_grounds_and_the_day(office, record, head):
    certifies(office, record, head)
    letter = Letter.objects.get(kind="reopening")
    assert letter.facts["grounds"] == "再审判决维持原处罚决定"
    assert letter.facts["opens_on"] == {"on": "2026-12-01"}
    assert any("拟重新列入" in each for each in office.told(office.representative))


def test_nobody_but_the_head_of_its_department_files_it(office, record, head):
    for person in (office.reviewer.user, office.stranger.user, office.credit_officer.user):
        with pytest.raises(PermissionDenied):
            certifies(office, record, person)


def test_it_is_filed_once_and_for_a_withdrawn_record_only(office, record, head):
    certifies(office, record, head)
    with pytest.raises(NotOpenAnyMore):
        certifies(office, record, head)
    with pytest.raises(NotOpenAnyMore):
        certifies(office, office.identifies(), head)


def test_the_page_files_it_and_shows_it(office, record, head, client):
    client.force_login(head)
    assert record.document_number in client.get(PAGE).content.decode()
    address, key = f"{PAGE}{record.public_id}/", record.public_id
    assert client.post(address).status_code == 422
    said = {f"{key}-grounds": "再审判决维持原处罚决定", f"{key}-document": "（2026）示例行再1号"}
    assert client.post(address, said).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "2026年12月1日" in page
    assert client.post(address, said).status_code == 409


def test_the_page_is_not_for_others(office, record, client):
    client.force_login(office.reviewer.user)
    assert client.get(PAGE).status_code == 403
