"""Retention (保管期限) and disposal in two steps: proposed by one person, approved by another, carried out by the owner."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from casework.evidence import storage
from casework.evidence.checking import check_waiting
from casework.evidence.receiving import Place, receive
from casework.models import CaseLook, EvidenceFile
from casework.models.evidence import Purpose
from rechecks.models import Disposable, Disposal, LegalHold
from rules.retention import retention_periods
from tests.corpus.papers import a_pdf

pytestmark = pytest.mark.django_db
PAGE = "/office/registers/retention/"
YEARS_LATER = "2029-11-25"  # the looks of 23 November 2026 have been kept for three years, and two days


@pytest.fixture
def says():
    """A page as somebody reads or sends it, who has just signed in."""

    def say(person, path="", **sent):
        client = Client()
        client.force_login(person.user)
        return client.post(PAGE + path, sent, follow=True) if sent else client.get(PAGE + path)

    return say


@pytest.fixture
def carried_out():
    """The list is carried out as the owner of the tables."""

    def carry(number):
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            try:
                call_command("dispose", number)
            finally:
                cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_APP_ROLE)}")

    return carry


def looked_at(office, client):
    case = office.has_received()
    client.force_login(office.reviewer.user)
    assert client.get(f"/work/{case.number}/").status_code == 200
    return case


def handed_in(office):
    """A file of an application that the department has."""
    case = office.representative.starts(office.identifies())
    place = Place(Purpose.FULFILMENT, obligation=case.record.obligations.get())
    upload = SimpleUploadedFile("缴款书.pdf", a_pdf())
    file = receive(case, upload, place, by=office.representative.user)
    check_waiting(timezone.now())
    office.representative.states(case)
    office.representative.signs(case)
    office.representative.submits(case)
    file.refresh_from_db()
    return file


def test_nothing_is_listed_before_its_years_are_over(office, day, client, says):
    looked_at(office, client)
    day("2029-11-23")  # the very day three years later is still within them
    page = says(office.credit_officer, "propose/", kind="case_looks")
    assert page.status_code == 422
    assert "没有超过保管期限" in page.content.decode()
    day("2029-11-24")
    says(office.credit_officer, "propose/", kind="case_looks")
    assert Disposal.objects.get().count == 1


def test_whoever_proposed_a_list_cannot_approve_it(office, day, client, says):
    looked_at(office, client)
    day(YEARS_LATER)
    says(office.credit_officer, "propose/", kind="case_looks")
    made = Disposal.objects.get()
    refused = says(office.credit_officer, f"{made.number}/settle/", approve="1")
    assert refused.status_code == 422
    assert "提出清册的人员不能批准" in refused.content.decode()
    says(office.joins_the_credit_office("ma"), f"{made.number}/settle/", approve="1")
    made.refresh_from_db()
    assert made.is_approved
    again = says(office.joins_the_credit_office("lu"), f"{made.number}/settle/", approve="1")
    assert again.status_code == 409


def test_an_approved_list_is_carried_out_by_the_owner_and_by_nobody_else(
    office, day, client, says, carried_out
):
    looked_at(office, client)
    day(YEARS_LATER)
    says(office.credit_officer, "propose/", kind="case_looks")
    number = Disposal.objects.get().number
    with pytest.raises(CommandError, match="未经批准"):
        carried_out(number)
    says(office.joins_the_credit_office("ma"), f"{number}/settle/", approve="1")
    with pytest.raises(CommandError, match="所有者"):
        call_command("dispose", number)


def test_what_is_carried_out_is_gone_and_the_list_stays(office, day, client, says, carried_out):
    looked_at(office, client)
    day(YEARS_LATER)
    says(office.credit_officer, "propose/", kind="case_looks")
    number = Disposal.objects.get().number
    says(office.joins_the_credit_office("ma"), f"{number}/settle/", approve="1")
    carried_out(number)
    assert not CaseLook.objects.exists()
    assert Disposal.objects.get().carried_out == 1
    page = says(office.credit_officer).content.decode()
    assert "已执行" in page
    with pytest.raises(CommandError, match="已经执行"):
        carried_out(number)


def test_what_comes_under_a_legal_hold_after_the_list_was_made_stays(office, day, client, says, carried_out):
    case = looked_at(office, client)
    day(YEARS_LATER)
    says(office.credit_officer, "propose/", kind="case_looks")
    number = Disposal.objects.get().number
    says(office.joins_the_credit_office("ma"), f"{number}/settle/", approve="1")
    says(office.credit_officer, "hold/", number=case.number, reason="行政诉讼尚未审结。")
    carried_out(number)
    assert CaseLook.objects.count() == 1
    assert Disposal.objects.get().carried_out == 0


def test_a_held_case_is_not_listed_until_the_hold_is_lifted(office, day, client, says):
    case = looked_at(office, client)
    says(office.credit_officer, "hold/", number=case.number, reason="行政诉讼尚未审结。")
    day(YEARS_LATER)
    assert says(office.credit_officer, "propose/", kind="case_looks").status_code == 422
    says(office.credit_officer, f"holds/{LegalHold.objects.get().pk}/lift/", anything="1")
    says(office.credit_officer, "propose/", kind="case_looks")
    assert Disposal.objects.get().count == 1


def test_a_hold_on_no_case_or_without_a_reason_or_twice_is_told_at_the_form(office, says):
    assert (
        "没有这个编号的案件"
        in says(office.credit_officer, "hold/", number="XF-2026-999999", reason="审计。").content.decode()
    )
    case = office.has_received()
    assert (
        "请说明暂缓销毁的原因"
        in says(office.credit_officer, "hold/", number=case.number, reason="").content.decode()
    )
    says(office.credit_officer, "hold/", number=case.number, reason="审计。")
    twice = says(office.credit_officer, "hold/", number=case.number, reason="再次审计。")
    assert twice.status_code == 422
    assert "再次审计。" in twice.content.decode()


def test_evidence_of_a_closed_case_goes_and_its_row_and_hash_stay(
    office, day, says, carried_out, tmp_path, settings
):
    settings.EVIDENCE_DIR = tmp_path
    file = handed_in(office)
    office.representative.withdraws(file.case)
    day("2036-11-25")
    says(office.credit_officer, "propose/", kind="evidence")
    listed = Disposal.objects.get()
    assert file.sha256 in listed.manifest
    says(office.joins_the_credit_office("ma"), f"{listed.number}/settle/", approve="1")
    before = storage.bytes_of(file.stored)
    assert before.exists()
    carried_out(listed.number)
    assert not before.exists()
    kept = EvidenceFile.objects.get(pk=file.pk)
    assert (kept.sha256, kept.disposed_on, kept.text) == (file.sha256, day.today, "")
    reader = Client()
    reader.force_login(office.credit_officer.user)
    gone = reader.get(f"/evidence/{file.public_id}/")
    assert gone.status_code == 410
    assert "已按保管期限销毁" in gone.content.decode()


def test_bytes_that_cannot_be_removed_are_told(
    monkeypatch, office, day, says, carried_out, tmp_path, settings
):
    settings.EVIDENCE_DIR = tmp_path
    file = handed_in(office)
    office.representative.withdraws(file.case)
    day("2036-11-25")
    says(office.credit_officer, "propose/", kind="evidence")
    number = Disposal.objects.get().number
    says(office.joins_the_credit_office("ma"), f"{number}/settle/", approve="1")
    monkeypatch.setattr(storage, "drop", lambda stored: None)  # a disk that refuses
    with pytest.raises(CommandError, match=file.sha256):
        carried_out(number)
    assert storage.bytes_of(file.stored).exists()


def test_nothing_goes_without_an_approved_list_even_by_the_owner(office, day, client):
    looked_at(office, client)
    day(YEARS_LATER)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with pytest.raises(IntegrityError, match="goes_by_an_approved_list"), transaction.atomic():
        CaseLook.objects.all().delete()


def test_the_application_marks_no_file_as_disposed_of(office, tmp_path, settings):
    settings.EVIDENCE_DIR = tmp_path
    file = handed_in(office)
    with pytest.raises(IntegrityError, match="goes_by_an_approved_list"), transaction.atomic():
        EvidenceFile.objects.filter(pk=file.pk).update(disposed_on=office.day.today)


def test_the_periods_say_that_nobody_has_confirmed_them(office, says):
    page = says(office.credit_officer).content.decode()
    assert page.count("待核实") >= len(retention_periods())
    assert {each.kind for each in retention_periods().values()} == set(Disposable.values)
