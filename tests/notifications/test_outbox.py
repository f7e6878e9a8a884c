"""What was decided is told: once, later if need be, and never lost."""

import logging
import threading
import time
from itertools import pairwise

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils.translation import gettext_lazy

from notifications import delivery, outbox, services
from notifications import nudge as nudging
from notifications.models import Letter, Message, Outgoing, OutgoingKind
from notifications.services import Note, tell

NOTE = Note("准予信用修复", "您的申请已准予修复。", "/cases/XF-2026-000001/")


def told(to, note=NOTE, **named):
    with transaction.atomic():
        return tell(to, note, **named)


def row(key):
    return Outgoing.objects.get(key=key)


def queue(number, kind=OutgoingKind.EMAIL, **payload):
    with transaction.atomic():
        return outbox.put(kind, key=f"test:{number}", payload=payload)


# --- A letter and its e-mail ------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_drawn_after_the_commit_and_sent_with_its_pdf(issue, case, applicant, worker, post):
    letter = issue()
    told(applicant, case=case, letter=letter)
    assert not letter.is_rendered
    assert post == []
    worker()
    letter.refresh_from_db()
    assert letter.is_rendered
    pdf = delivery.pdf_of(letter)
    assert pdf.startswith(b"%PDF")
    [mail] = post
    assert mail.to == ["applicant@example.invalid"]
    assert mail.subject == "准予信用修复"
    assert "https://credit.jianglan.example/cases/XF-2026-000001/" in mail.body
    assert [(name, content, kind) for name, content, kind in mail.attachments] == [
        (f"准予信用修复决定书 {letter.number}.pdf", pdf, "application/pdf")
    ]


@pytest.mark.django_db(transaction=True)
def test_running_the_worker_again_draws_and_sends_nothing_again(issue, case, applicant, worker, later, post):
    letter = issue()
    told(applicant, case=case, letter=letter)
    assert worker() == 2
    letter.refresh_from_db()
    drawn_at = letter.rendered_at
    later()
    assert worker() == 0
    for each in Outgoing.objects.all():  # and even if a row's work is done once more
        outbox.work(each, delivery.HANDLERS)
    letter.refresh_from_db()
    assert letter.rendered_at == drawn_at


@pytest.mark.django_db
def test_the_email_waits_until_the_pdf_exists(issue, applicant, worker, later, post, settings):
    letter = issue()
    told(applicant, letter=letter)
    settings.LETTERS_RENDER_ANYWHERE = False  # no letter can be drawn
    worker()
    assert post == []
    assert row(f"render:{letter.pk}").last_error.startswith("NotInAWorker")
    settings.LETTERS_RENDER_ANYWHERE = True
    later()
    worker()
    assert len(post) == 1


@pytest.mark.django_db
def test_the_pdf_lies_where_only_we_can_read_it(issue, worker, settings):
    letter = issue()
    worker()
    letter.refresh_from_db()
    file = delivery.path_of(letter.sha256)
    assert file.stem == letter.sha256
    assert file.stat().st_mode & 0o077 == 0
    assert list(settings.LETTER_DIR.rglob("*.draft")) == []


@pytest.mark.django_db
def test_a_changed_file_is_not_sent(issue, applicant, worker, later, post):
    letter = issue()
    worker()
    letter.refresh_from_db()
    delivery.path_of(letter.sha256).write_bytes(b"%PDF-forged")
    [message] = told(applicant, letter=letter)
    worker()
    assert post == []
    assert "was changed" in row(f"email:{message.pk}").last_error


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_when_the_decision_is_rolled_back(issue, applicant, worker, post):
    @transaction.atomic
    def decide_in_vain():
        tell(applicant, NOTE, letter=issue())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_in_vain()
    worker()
    assert post == []
    assert not Message.objects.exists()


# --- Messages -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_thing_with_a_key_is_told_once(applicant, stranger, worker, post):
    for _run in range(3):
        told([applicant, stranger], key="repairable:7:2026-11-23")
    assert Message.objects.count() == 2
    worker()
    assert sorted(mail.to[0] for mail in post) == ["applicant@example.invalid", "stranger@example.invalid"]


@pytest.mark.django_db
def test_an_address_is_told_by_email_only(worker, post):
    told("someone@example.invalid")
    told("someone@example.invalid", key="once")
    told("someone@example.invalid", key="once")
    worker()
    assert [mail.to for mail in post] == [["someone@example.invalid"]] * 2


@pytest.mark.django_db
def test_a_person_without_an_address_finds_it_in_the_inbox(applicant, worker, post):
    applicant.email = ""
    applicant.save()
    told(applicant)
    worker()
    assert post == []
    assert services.unread_count(applicant) == 1


@pytest.mark.django_db
def test_a_title_cannot_add_headers_to_the_email(applicant, worker, post):
    told(applicant, Note("修复\r\nBcc: all@example.invalid", "文"))
    worker()
    assert post[0].subject == "修复 Bcc: all@example.invalid"
    assert post[0].recipients() == ["applicant@example.invalid"]


@pytest.mark.django_db
def test_words_are_kept_in_the_language_of_the_site(applicant):
    [message] = told(applicant, Note(gettext_lazy("Yes")))
    assert message.title == "是"


@pytest.mark.django_db
def test_the_outbox_holds_ids_only(issue, applicant):
    told(applicant, letter=issue())
    for payload in Outgoing.objects.values_list("payload", flat=True):
        assert all(isinstance(value, int) for value in payload.values())


# --- Faults -----------------------------------------------------------------------------------------


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


# --- The end of a letter ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_letter_is_revoked_or_replaced_once_with_day_and_reason(issue):
    old, new = issue(), issue()
    on = old.issued_on
    assert services.replace_letter(old, new, reason="文号有误", on=on).state == "replaced"
    with pytest.raises(services.LetterEnded):
        services.revoke_letter(old, reason="虚假承诺", on=on)
    assert services.revoke_letter(new, reason="虚假承诺", on=on).ended_because == "虚假承诺"
    assert set(Letter.objects.values_list("state", flat=True)) == {"replaced", "revoked"}


@pytest.mark.django_db
def test_the_database_knows_no_other_end(issue):
    from django.db import IntegrityError

    letter = issue()
    for wrong in (
        {"state": "void"},
        {"state": "revoked"},
        {"ended_because": "为何"},
        {"state": "replaced", "ended_on": letter.issued_on, "ended_because": "为何"},
        {"sha256": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**wrong)


def test_codes_and_addresses_cannot_be_guessed():
    from notifications.codes import ALPHABET, new_code
    from notifications.models import new_public_id

    codes = {new_code() for _each in range(1000)}
    assert len(codes) == 1000
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("0O1I") & set(ALPHABET)
    assert all(len(code) == 12 for code in codes)
    assert len(new_public_id()) == 22
