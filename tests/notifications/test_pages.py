"""Checking a letter, the inbox, fetching a letter: who sees what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from notifications import services
from notifications.models import Lookup, Message
from notifications.services import Note, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(issue):
    return issue()


def page_of(client, code):
    return client.get(f"/v/{code}", follow=True)


# --- /v/ --------------------------------------------------------------------------------------


def ended(letter, how, issue):
    if how == "revoked":
        services.revoke_letter(letter, reason="承诺严重不实", on=letter.issued_on)
    if how == "replaced":
        services.replace_letter(letter, issue(), reason="文号有误", on=letter.issued_on)


@pytest.mark.parametrize(
    ("how", "status", "icon"),
    [
        ("valid", 200, "patch-check-fill"),
        ("revoked", 200, "x-circle-fill"),
        ("replaced", 200, "exclamation-triangle-fill"),
        ("unknown", 404, "x-circle-fill"),
    ],
)
def test_the_page_tells_the_state_of_a_letter_and_never_the_violation(
    letter, issue, client, how, status, icon
):
    ended(letter, how, issue)
    response = client.get(f"/v/{'2' * 12 if how == 'unknown' else letter.code}")
    text = response.content.decode()
    assert response.status_code == status
    assert f"#{icon}" in text
    if how != "unknown":
        for shown in (letter.number, letter.title, letter.shown_as, letter.department_name, "2026-11-23"):
            assert shown in text
    for hidden in (
        "江统罚〔2025〕9号",
        "罚款",
        "统计台账",
        "承诺严重不实",
        letter.public_id,
        letter.case.number,
    ):
        assert hidden not in text


@pytest.mark.parametrize("path", ["/v/", "/v/222222222222", "valid"])
def test_nobody_keeps_and_no_engine_finds_the_page(letter, client, path):
    response = client.get(f"/v/{letter.code}" if path == "valid" else path)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def typed_ways(code):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    return [
        code.lower(),
        f" {code} ",
        "-".join((code[:4], code[4:8], code[8:])),
        "－".join((code[:4], code[4:8], code[8:])),
        " – ".join((code[:4], code[4:8], code[8:])),
        wide,
        f"{code[:6]}\u200b{code[6:]}",
        f"{code[:6]}\u3000{code[6:]}",
    ]


@pytest.mark.parametrize("way", range(8))
def test_the_code_is_understood_however_it_is_typed(letter, client, way):
    typed = typed_ways(letter.code)[way]
    response = client.get("/v/", {"code": typed}, follow=True)
    assert letter.number in response.content.decode()
    assert response.redirect_chain[-1][0] == f"/v/{letter.code}"


@pytest.mark.parametrize(
    "typed", ["", "short", "0" * 12, "O1I0" * 3, "一二三", "A" * 5000, "' OR 1=1 --", "\x00" * 12]
)
def test_what_cannot_be_a_code_is_answered_in_words(client, typed):
    response = client.get("/v/", {"code": typed})
    assert response.status_code == 200
    assert "xx-err-sum" in response.content.decode()
    assert Client().get("/v/2O0I1").status_code == 404


def test_a_natural_person_is_named_by_the_first_character_only(
    subject, case, department, granted, issue, client
):
    subject.kind, subject.name = "natural_person", "王䶮堃"
    subject.save()
    case.subject = subject
    letter = issue(granted(subject="王䶮堃", is_person=True))
    text = client.get(f"/v/{letter.code}").content.decode()
    assert "王**" in text
    assert "䶮" not in text


def test_the_twenty_first_try_in_a_minute_is_refused_with_words(letter, client, time_stands):
    for _try in range(20):
        assert client.get("/v/222222222222").status_code == 404
    refused = client.get(f"/v/{letter.code}")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert letter.number not in refused.content.decode()
    assert client.get(f"/v/{letter.code}", REMOTE_ADDR="10.9.9.9").status_code == 200


@pytest.fixture
def time_stands(monkeypatch):
    from notifications import views

    moment = views.timezone.now()
    monkeypatch.setattr(views.timezone, "now", lambda: moment)


def test_a_forged_forwarding_header_buys_no_tries(client, time_stands, settings):
    for number in range(20):
        client.get("/v/222222222222", headers={"X-Forwarded-For": f"10.0.0.{number}"})
    assert client.get("/v/222222222222", headers={"X-Forwarded-For": "10.0.0.99"}).status_code == 429
    settings.PROXY_HOPS = 1  # behind our proxy, its own entry counts and what stands before it does not
    for number in range(20):
        client.get("/v/222222222222", headers={"X-Forwarded-For": f"1.1.1.{number}, 172.16.0.5"})
    assert (
        client.get("/v/222222222222", headers={"X-Forwarded-For": "2.2.2.2, 172.16.0.5"}).status_code == 429
    )


def test_no_address_is_kept(client):
    client.get("/v/222222222222", REMOTE_ADDR="10.1.2.3")
    assert "10.1.2.3" not in Lookup.objects.get().source


@pytest.mark.parametrize(
    ("content", "icon"),
    [("same", "#check-circle-fill"), ("changed", "#x-circle-fill"), ("other", "#x-circle-fill")],
)
def test_a_pdf_is_compared_without_javascript_and_not_kept(letter, worker, client, settings, content, icon):
    from notifications.delivery import path_of, pdf_of

    worker()
    letter.refresh_from_db()
    pdf = pdf_of(letter)
    sent = {"same": pdf, "changed": pdf + b"\n", "other": b"%PDF-1.7 other"}[content]
    response = client.post(f"/v/{letter.code}", {"pdf": SimpleUploadedFile("a.pdf", sent)})
    assert response.status_code == 200
    assert icon in response.content.decode()
    assert [path_of(letter.sha256)] == list(settings.LETTER_DIR.rglob("*.pdf"))


@pytest.mark.parametrize("sent", [{}, {"pdf": SimpleUploadedFile("a.pdf", b"")}])
def test_a_missing_or_empty_file_is_answered_in_words(letter, client, sent):
    response = client.post(f"/v/{letter.code}", sent)
    assert response.status_code == 200
    assert "xx-err" in response.content.decode()


def test_comparing_needs_the_forms_token(letter):
    assert Client(enforce_csrf_checks=True).post(f"/v/{letter.code}", {}).status_code == 403


# --- /letters/ -------------------------------------------------------------------------------------


@pytest.fixture
def foreign_reviewer(department):
    from datetime import date

    from django.contrib.auth import get_user_model

    from registry.duties import give_duty
    from registry.models import Department

    user = get_user_model().objects.create_user("foreign")
    give_duty(user, Department.objects.exclude(pk=department.pk).first(), "review_cases", date(2026, 1, 1))
    return user


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("applicant", 200),
        ("reviewer", 200),
        ("stranger", 404),
        ("foreign_reviewer", 404),
        ("root", 404),
        (None, 302),
    ],
)
def test_a_letter_is_open_to_its_parties_and_its_department(letter, worker, client, request, who, status):
    from django.contrib.auth import get_user_model

    worker()
    if who == "root":
        client.force_login(get_user_model().objects.create_superuser("root"))
    elif who:
        client.force_login(request.getfixturevalue(who))
    response = client.get(letter.get_absolute_url())
    assert response.status_code == status
    if status == 200:
        assert response.content.startswith(b"%PDF")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("inline")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]


def test_a_letter_of_others_looks_like_none_at_all(letter, worker, client, stranger):
    worker()
    client.force_login(stranger)
    foreign = client.get(letter.get_absolute_url())
    nothing = client.get(reverse("notifications:letter_pdf", args=["A" * 22]))
    assert foreign.status_code == nothing.status_code == 404
    assert len(foreign.content) == len(nothing.content)


def test_a_letter_still_to_be_drawn_says_so(letter, client, applicant):
    client.force_login(applicant)
    response = client.get(letter.get_absolute_url())
    assert response.status_code == 202
    assert response["Refresh"] == "3"


def test_a_letter_whose_file_was_changed_is_not_shown(letter, worker, client, applicant):
    from notifications.delivery import path_of

    worker()
    letter.refresh_from_db()
    path_of(letter.sha256).write_bytes(b"%PDF-forged")
    client.force_login(applicant)
    response = client.get(letter.get_absolute_url())
    assert response.status_code == 503
    assert b"forged" not in response.content


# --- /inbox/ ---------------------------------------------------------------------------------------


@pytest.fixture
def message(applicant, letter, case):
    with transaction.atomic():
        [message] = tell(applicant, Note("准予<b>修复", "请查收", "/cases/x/"), case=case, letter=letter)
    return message


def test_the_inbox_shows_ones_own_messages_only(message, client, applicant, stranger, letter):
    client.force_login(applicant)
    text = client.get("/inbox/").content.decode()
    assert "准予&lt;b&gt;修复" in text
    assert letter.get_absolute_url() in text
    client.force_login(stranger)
    assert "修复</h2>" not in client.get("/inbox/").content.decode()


def test_a_message_is_marked_as_read_by_its_reader_and_by_post_only(message, client, applicant, stranger):
    address = f"/inbox/{message.pk}/read/"
    client.force_login(stranger)
    assert client.post(address).status_code == 404
    client.force_login(applicant)
    assert client.get(address).status_code == 405
    assert services.unread_count(applicant) == 1
    assert client.post(address).status_code == 302
    assert services.unread_count(applicant) == 0


def test_all_messages_are_marked_as_read_at_once(message, client, applicant, stranger):
    with transaction.atomic():
        tell([applicant, stranger], Note("一"))
    client.force_login(applicant)
    client.post("/inbox/read/")
    assert services.unread_count(applicant) == 0
    assert services.unread_count(stranger) == 1


def test_a_long_inbox_is_read_page_by_page(client, applicant, django_assert_max_num_queries):
    with transaction.atomic():
        for number in range(45):
            tell(applicant, Note(f"第{number}号"))
    client.force_login(applicant)
    seen, address = [], "/inbox/"
    while address:
        with django_assert_max_num_queries(8):
            response = client.get(address)
        seen += [message.title for message in response.context["inbox"]]
        address = response.context["older_url"]
    assert seen == [f"第{number}号" for number in reversed(range(45))]
    assert client.get("/inbox/?before=x'--").status_code == 200


def test_signed_out_people_are_asked_to_sign_in(client):
    assert client.get("/inbox/").status_code == 302
    assert Message.objects.count() == 0


# --- the admin -----------------------------------------------------------------------------------------


def test_the_admin_shows_and_changes_nothing(message, letter, client):
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.create_superuser("root"))
    for model, pk in (("letter", letter.pk), ("message", message.pk), ("outgoing", None), ("lookup", None)):
        assert client.get(f"/admin/notifications/{model}/").status_code == 200
        assert client.get(f"/admin/notifications/{model}/add/").status_code == 403
        if pk:
            assert client.get(f"/admin/notifications/{model}/{pk}/change/").status_code == 200
            assert (
                client.post(f"/admin/notifications/{model}/{pk}/change/", {"number": "x"}).status_code == 403
            )
            assert (
                client.post(f"/admin/notifications/{model}/{pk}/delete/", {"post": "yes"}).status_code == 403
            )
