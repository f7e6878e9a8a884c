"""E0 and E15: the progress of one's own application is found by its number, nobody else's."""

import re

import pytest


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


@pytest.fixture
def zhou(office, client):
    client.force_login(office.representative.user)
    return client


def test_the_home_page_leads_there_by_number(office, client, zhou):
    case = office.has_received()
    assert 'action="/cases/"' in client.get("/").content.decode()
    assert zhou.get("/cases/", {"q": f" {case.number.lower()} "}).url == f"/cases/{case.number}/"


def test_brackets_of_a_document_number_do_not_matter(office, zhou):
    case = office.has_received(document_number="江环罚〔2026〕901号")
    assert zhou.get("/cases/", {"q": "江环罚[2026]901号"}).url == f"/cases/{case.number}/"


def test_several_applications_are_listed(office, zhou):
    first, second = office.has_received(), office.has_received()
    shown = text(zhou.get("/cases/", {"q": "江环罚"}))
    assert first.number in shown
    assert second.number in shown


def test_the_application_of_another_is_not_found(office, client):
    case = office.has_received()
    client.force_login(office.stranger.user)
    assert "没有找到这份申请" in text(client.get("/cases/", {"q": case.number}))
