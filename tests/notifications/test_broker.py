"""The broker only hints at work: a decision neither waits for it nor fails with it."""

import threading
import time

import pytest
from django.db import transaction

from casework import nudge as nudging
from notifications import outbox
from notifications.services import tell
from tests.notifications.telling import NOTE, told


@pytest.fixture
def broker(settings, monkeypatch):
    """A broker that counts the hints it is given, and can be told to hang and fail."""

    class Broker:
        def __init__(self):
            self.hints, self.came, self.hang, self.fails = [], threading.Event(), threading.Event(), False

        def send_task(self, name, **_named):
            self.hints.append(name)
            self.came.set()
            self.hang.wait(10)
            if self.fails:
                raise OSError("connection refused")

    broker = Broker()
    broker.hang.set()
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9"
    monkeypatch.setattr(nudging, "current_app", broker)
    monkeypatch.setattr(nudging, "PAUSE", 3600.0)
    monkeypatch.setattr(outbox, "nudge", nudging.Nudger())
    yield broker
    broker.hang.set()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_delays_and_fails_no_decision(applicant, broker, worker, post):
    broker.hang.clear()
    broker.fails = True
    began = time.monotonic()
    for _each in range(5):
        told(applicant)
    assert time.monotonic() - began < 5  # the broker still hangs
    assert broker.came.wait(5)
    broker.hang.set()
    assert worker() == 5
    assert len(post) == 5
    assert len(broker.hints) == 1  # and is left in peace after its failure


@pytest.mark.django_db(transaction=True)
def test_a_decision_wakes_the_worker_after_the_commit_and_not_before(applicant, broker):
    with transaction.atomic():
        tell(applicant, NOTE)
        assert not broker.came.wait(0.3)
    assert broker.came.wait(5)
    assert broker.hints[0] == "notifications.relay"


@pytest.mark.django_db
def test_the_tasks_are_the_same_relay(issue, applicant, post):
    from notifications import tasks

    told(applicant, letter=issue())
    assert tasks.relay.apply().get() == 2
    assert tasks.sweep_outbox.apply().get() == 0
    assert len(post) == 1
