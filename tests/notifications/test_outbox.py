"""What was decided is told: once, and only when it was."""

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from notifications import delivery, outbox, services
from notifications.models import Message, Outgoing
from notifications.services import Note, tell
from tests.notifications.telling import NOTE, row, told

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
