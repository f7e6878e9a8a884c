"""A session that nobody uses ends after half an hour; being there keeps it, and looking writes nothing."""

import pytest

from tests.repair.test_drafts import save

HERE = "/cases/"
RIGHT_AFTER, LATER = "2026-11-23T10:29:00+08:00", "2026-11-23T10:31:00+08:00"


@pytest.fixture
def zhou(office, client):
    client.force_login(office.representative.user)
    client.get(HERE)
    return client


def test_within_half_an_hour_one_goes_on(day, zhou):
    day.traveller.move_to(RIGHT_AFTER)
    assert zhou.get(HERE).status_code == 200
    day.traveller.move_to("2026-11-23T10:58:00+08:00")
    assert zhou.get(HERE).status_code == 200


def test_after_that_one_signs_in_again_and_hears_of_the_draft(office, day, zhou):
    case = office.representative.starts(office.identifies())
    save(zhou, case, **{f"proof_{case.record.obligations.get().pk}": "半句", "draft_version": "0"})
    day.traveller.move_to(LATER)
    page = zhou.get(HERE, follow=True)
    assert page.request["PATH_INFO"] == "/login/"
    assert "页面停留太久，请重新登录。草稿已保存到 10:00" in page.content.decode()


def test_signed_in_again_one_stays(day, zhou):
    day.traveller.move_to(LATER)
    zhou.get(HERE)
    zhou.post("/login/", {"username": "zhou", "password": "a-long-Passphrase-1"})
    assert zhou.get(HERE).status_code == 200


def test_a_script_that_only_asks_is_nobody(day, zhou):
    day.traveller.move_to(RIGHT_AFTER)
    zhou.get(HERE, headers={"sec-fetch-dest": "empty"})
    day.traveller.move_to(LATER)
    assert zhou.get(HERE).status_code == 302


def test_one_click_goes_on(day, zhou):
    day.traveller.move_to(RIGHT_AFTER)
    assert zhou.post("/session/").status_code == 204
    day.traveller.move_to(LATER)
    assert zhou.get(HERE).status_code == 200


def test_whoever_changes_the_cookie_is_signed_out(zhou):
    zhou.cookies["xx_seen"] = zhou.cookies["xx_seen"].value + "x"
    assert zhou.get(HERE).status_code == 302
