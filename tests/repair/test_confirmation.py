"""Points 33, 35 and 36: what the end of an application shows, and that it comes once."""

import re

import pytest

from notifications.models import Letter
from repair.models import RepairCase

CONTACT = {"contact_name": "周宁", "contact_phone": "13800006021", "true": "on"}


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


@pytest.fixture
def zhou(office, client):
    client.force_login(office.representative.user)
    return client


@pytest.fixture
def prepared(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    return office.representative.signs(case)


def test_point_36_the_confirmation_has_number_dates_receipt_and_masked_phone(office, zhou, prepared, day):
    day("2026-11-21")  # a Saturday
    done = zhou.post(f"/apply/{prepared.number}/check/", CONTACT)
    for _again in range(2):  # a bookmark opens it again
        page = zhou.get(done.url)
        shown = text(page)
        assert prepared.number in shown
        assert "11月25日（周三）前决定是否受理" in shown
        assert "12月4日（周五）前答复" in shown
        assert "138****6021" in shown
        receipt = Letter.objects.of_case(prepared).get(kind="receipt")
        assert f'href="{receipt.get_absolute_url()}"' in page.content.decode()


def test_point_35_sent_twice_it_is_one_submission(office, zhou, prepared):
    zhou.post(f"/apply/{prepared.number}/check/", CONTACT)
    assert zhou.post(f"/apply/{prepared.number}/check/", CONTACT).status_code == 409
    assert RepairCase.objects.count() == 1
    assert Letter.objects.of_case(prepared).filter(kind="receipt").count() == 1


def test_point_33_the_row_of_check_and_submit_says_what_is_missing(office, zhou):
    case = office.representative.starts(office.identifies())
    last = zhou.get(f"/apply/{case.number}/").context["groups"][-1].tasks[0]
    assert last.url == ""
    assert "信用承诺书" in last.hint


def test_before_its_time_the_task_list_says_until_when(office, zhou, day):
    case = office.representative.starts(office.identifies(decided_on=day.today))
    assert re.search(
        r"最短公示期到2027年\d+月\d+日届满，届时可以提交", text(zhou.get(f"/apply/{case.number}/"))
    )
