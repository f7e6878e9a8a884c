"""A session that nobody uses ends, whatever the browser keeps of it."""

import pytest

from config.idle import SEEN_COOKIE

RECORDS = "/records/"


@pytest.fixture
def zhou(office, client):
    client.post("/login/", {"username": "zhou", "password": "a-long-Passphrase-1"})
    return client


def test_it_goes_on_as_long_as_somebody_is_there(zhou, day):
    for minutes in (20, 40, 60):
        day.traveller.move_to(f"2026-11-23T{10 + minutes // 60}:{minutes % 60:02d}:00+08:00")
        assert zhou.get(RECORDS).status_code == 200


def test_after_half_an_hour_the_next_page_asks_for_a_new_sign_in(zhou, day):
    day.traveller.move_to("2026-11-23T10:31:00+08:00")
    assert zhou.get(RECORDS).status_code == 302
    assert zhou.get(RECORDS).status_code == 302


def test_without_what_would_tell_it_does_not_go_on_for_ever(zhou):
    del zhou.cookies[SEEN_COOKIE]
    assert zhou.get(RECORDS).status_code == 302
