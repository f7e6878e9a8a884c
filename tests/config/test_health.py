"""/healthz tells that the process is there, /readyz whether the system can do its work."""

import pytest
from django.core import checks

from config import health
from rules.models import CalendarYear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_earlier_look(monkeypatch):
    monkeypatch.setattr(health, "readiness", health.Readiness())


@pytest.fixture
def broker_up(monkeypatch):
    """The broker is another server; here it answers."""
    monkeypatch.setitem(health.CHECKS, "broker", lambda: None)


def test_the_process_answers_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_everything_stands(client, broker_up):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == dict.fromkeys(("database", "broker", "guards", "calendar"), "ok")


def test_a_year_without_a_calendar_is_not_ready(client, broker_up, as_the_owner):
    CalendarYear.objects.all().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["calendar"] == "failed"


def test_a_missing_guard_is_not_ready_and_says_no_more(client, broker_up, monkeypatch):
    broken = checks.Error("a guard is missing", id="casework.E001")
    monkeypatch.setattr(checks, "run_checks", lambda **asked: [broken])
    answer = client.get("/readyz")
    assert answer.json()["checks"]["guards"] == "failed"
    assert "casework.E001" not in answer.text


def test_a_broker_that_is_down_is_not_ready(client, settings, monkeypatch):
    def down():
        raise ConnectionRefusedError

    monkeypatch.setitem(health.CHECKS, "broker", down)
    assert client.get("/readyz").json()["checks"]["broker"] == "failed"


def test_one_look_serves_many(client, broker_up, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(0):
        client.get("/readyz")
