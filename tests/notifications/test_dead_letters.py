"""What was given up is seen by the administrator, with its reason, and sent again on the record."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from notifications.models import Outgoing, Resend
from notifications.services import Note, tell, text

URL = "/operations/outbox/"


def browser(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def administrator(db):
    user = get_user_model().objects.create_user("keeper")
    user.groups.add(Group.objects.get_or_create(name="administrator")[0])
    return user


@pytest.fixture
def dead(case, applicant):
    """An e-mail about the case that the server refused eight times, naming the addressee."""
    with transaction.atomic():
        tell(applicant, Note("受理", "已受理"), case=case)
    row = Outgoing.objects.get(kind="email")
    error = "SMTPRecipientsRefused: applicant@example.invalid 550 no such user, tel 13812346021"
    Outgoing.objects.filter(pk=row.pk).update(state="dead", attempts=8, last_error=error)
    return row


@pytest.mark.django_db
def test_the_page_names_case_reason_and_attempts_but_no_addressee(administrator, dead, case):
    html = browser(administrator).get(URL).content.decode()
    for said in (case.number, "550 no such user", ">8<", f"{URL}{dead.pk}/resend/"):
        assert said in html
    assert "applicant@example.invalid" not in html
    assert "13812346021" not in html


@pytest.mark.django_db
def test_sending_again_brings_the_row_back_and_keeps_who_did_it(administrator, dead, worker, post):
    answer = browser(administrator).post(f"{URL}{dead.pk}/resend/")
    assert (answer.status_code, answer.url) == (302, URL)
    kept = Resend.objects.get()
    assert (kept.outgoing_id, kept.by, kept.attempts) == (dead.pk, administrator, 8)
    assert "550 no such user" in kept.reason
    worker()
    assert len(post) == 1


@pytest.mark.django_db
def test_sending_again_twice_sends_and_notes_once(administrator, dead, worker, post):
    keeper = browser(administrator)
    keeper.post(f"{URL}{dead.pk}/resend/")
    worker()
    keeper.post(f"{URL}{dead.pk}/resend/")
    worker()
    assert len(post) == 1
    assert Resend.objects.count() == 1


@pytest.mark.django_db
def test_a_text_that_was_given_up_is_listed_with_its_case(administrator, case, day):
    with transaction.atomic():
        text("13812346021", "【江澜信用】XF-2026-000001已受理。", case=case)
    Outgoing.objects.filter(kind="sms").update(state="dead")
    assert case.number in browser(administrator).get(URL).content.decode()


@pytest.mark.django_db
def test_an_empty_page_says_so(administrator):
    assert "xx-empty" in browser(administrator).get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["applicant", "reviewer", "stranger", "superuser"])
def test_only_administrators_see_and_send(who, dead, request):
    user = (
        get_user_model().objects.create_superuser("root")
        if who == "superuser"
        else request.getfixturevalue(who)
    )
    assert browser(user).get(URL).status_code == 403
    assert browser(user).post(f"{URL}{dead.pk}/resend/").status_code == 403
    assert Outgoing.objects.get(pk=dead.pk).state == "dead"


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_asked_to(client, dead):
    assert client.get(URL).status_code == 302


@pytest.mark.django_db
def test_the_note_of_a_resend_cannot_be_changed_or_taken_away(administrator, dead):
    browser(administrator).post(f"{URL}{dead.pk}/resend/")
    for attack in ("UPDATE notifications_resend SET reason = ''", "DELETE FROM notifications_resend"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack)
