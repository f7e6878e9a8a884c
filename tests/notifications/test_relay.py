"""What goes wrong on the way out: nothing is lost, nothing is sent twice under another name."""

import logging
from itertools import pairwise

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from notifications import delivery, outbox
from notifications.models import Outgoing
from notifications.services import tell
from tests.notifications.telling import NOTE, queue, row, told


@pytest.mark.django_db
def test_one_poisoned_row_does_not_hold_up_the_others_and_ends_set_aside(
    applicant, worker, later, post, caplog
):
    poison = queue("poison", message=0)
    with transaction.atomic():
        for _each in range(20):
            tell(applicant, NOTE)
    worker()
    assert len(post) == 20
    for _attempt in range(outbox.allowed_attempts()):
        later()
        worker()
    poison.refresh_from_db()
    assert (poison.state, poison.attempts) == ("dead", outbox.allowed_attempts())
    assert "DoesNotExist" in poison.last_error
    assert any(record.levelno == logging.ERROR for record in caplog.records)
    later()
    assert worker() == 0


@pytest.mark.django_db
def test_waiting_grows_with_every_failure(worker, later):
    poison, waits = queue("poison", message=0), []
    for _attempt in range(5):
        later()
        worker()
        poison.refresh_from_db()
        waits.append((poison.next_at - Outgoing.objects.get(pk=poison.pk).queued_at).total_seconds())
    assert all(longer > shorter * 1.2 for shorter, longer in pairwise(waits))


@pytest.mark.django_db
def test_a_row_that_was_given_up_can_be_brought_back(applicant, worker, later, post, monkeypatch):
    monkeypatch.setattr(
        EmailBackend, "send_messages", lambda *_: (_ for _ in ()).throw(OSError("no mail server"))
    )
    told(applicant)
    for _attempt in range(outbox.allowed_attempts()):
        later()
        worker()
    assert Outgoing.objects.get().state == "dead"
    monkeypatch.undo()
    assert outbox.retry_dead() == 1
    worker()
    assert len(post) == 1


@pytest.mark.django_db
def test_a_worker_killed_before_sending_is_made_up_for_when_its_lease_ends(applicant, worker, later, post):
    [message] = told(applicant)
    outbox.claim(row(f"email:{message.pk}").next_at)  # and dies
    assert worker() == 0
    later()
    assert worker() == 1
    assert len(post) == 1


@pytest.mark.django_db
def test_a_worker_killed_between_sending_and_saving_repeats_the_same_message_id(
    applicant, worker, later, post
):
    told(applicant)

    def killed(payload, key):
        delivery.email(payload, key)
        raise SystemExit

    with pytest.raises(SystemExit):
        outbox.relay({"email": killed})
    later()
    worker()
    assert len(post) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in post}) == 1


@pytest.mark.django_db
def test_a_worker_killed_between_drawing_and_saving_leaves_one_letter_and_one_file(
    issue, worker, later, settings
):
    letter = issue()

    def killed(payload, key):
        delivery.render_letter(payload, key)
        raise SystemExit

    with pytest.raises(SystemExit):
        outbox.relay({"render_letter": killed})
    later()
    worker()
    letter.refresh_from_db()
    assert letter.is_rendered
    assert len(list(settings.LETTER_DIR.rglob("*.pdf"))) == 1


@pytest.mark.django_db
def test_a_row_that_kills_its_worker_every_time_is_set_aside(worker, later):
    queue("killer", message=0)

    def killed(payload, key):
        raise SystemExit

    for _attempt in range(outbox.allowed_attempts()):
        later()
        with pytest.raises(SystemExit):
            outbox.relay({"email": killed})
    later()
    assert worker() == 0
    assert Outgoing.objects.get().state == "dead"


@pytest.mark.django_db
def test_who_lost_the_lease_finishes_nothing(applicant, later):
    told(applicant)
    slow = outbox.claim(Outgoing.objects.get().next_at)
    later()
    fast = outbox.claim(Outgoing.objects.get().lease_until)
    assert fast.lease != slow.lease
    assert not outbox.finish(slow)
    assert Outgoing.objects.get().state == "queued"
    assert outbox.finish(fast)


@pytest.mark.django_db
def test_two_workers_share_the_rows_and_take_none_twice(applicant):
    with transaction.atomic():
        for _each in range(10):
            tell(applicant, NOTE)
    now = Outgoing.objects.order_by("-next_at").first().next_at
    taken = [outbox.claim(now).pk for _each in range(10)]
    assert len(set(taken)) == 10
    assert outbox.claim(now) is None
