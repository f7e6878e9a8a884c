"""A record withdrawn by objection does not come back by import, unless its department's certificate opens it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from casework.correcting import Correction, correct, withdraw
from casework.models import WithdrawalKind
from registry.assessing import classify
from registry.duties import give_duty
from registry.importing.undo import CannotImport, undo_batch
from registry.models import Mandate, Publication, Record, RecordShare, ReopeningCertificate
from tests.casework.righting import applied, case_of
from tests.registry.conftest import ON, clean_rows, codes, statuses

LATER = ON + timedelta(days=10)


@pytest.fixture
def record(bring, office):
    row = clean_rows()[0] | {"CF_JDRQ": "2026-08-06"}
    bring([row], batch_name="first")
    record = Record.objects.get()
    classify(record, "general", basis="江澜市分类标准", on=ON)
    record.row = row
    give_duty(office.reviewer.user, record.department, "review_cases", ON)
    return record


@pytest.fixture
def officer(record):
    person = get_user_model().objects.create_user("filer")
    give_duty(person, record.department, "lead_department", ON)
    return person


@pytest.fixture
def withdrawal(office, record):
    event = applied(office, record)
    return withdraw(case_of(event), event, "处罚决定已被撤销", WithdrawalKind.VOID, ON)


@pytest.fixture
def certificate(withdrawal, officer):
    return ReopeningCertificate.objects.create(
        record=withdrawal.record, withdrawal_id=withdrawal.pk, department=withdrawal.record.department,
        grounds="复议机关已维持原处罚决定", document="江政复决〔2026〕3号", filed_by=officer, filed_on=ON,
        opens_on=ON + timedelta(days=7),
    )  # fmt: skip


def test_the_same_row_is_rejected_with_the_number_of_the_objection(bring, record, withdrawal):
    outcome, report = bring([record.row], batch_name="again")
    assert outcome.counts["rejected"] == 1
    assert codes(report[0]) == [("CF_WSH", "withdrawn_by_objection")]
    assert withdrawal.case.number in report[0]["errors"][0]["message"]
    assert Record.objects.get().withdrawn_on == ON


def test_what_an_objection_withdrew_on_its_whole_way_is_rejected(bring, office, record):
    Mandate.objects.create(
        subject=record.subject, user=office.representative.user, role="legal_representative", authorised_on=ON
    )
    case = office.representative.objects(record, "not_publishable")
    office.credit_officer.takes_up(case)
    office.credit_officer.forwards(case)
    office.reviewer.concludes(case)
    _outcome, report = bring([record.row], batch_name="again", on=office.day.today)
    assert codes(report[0]) == [("CF_WSH", "withdrawn_by_objection")]
    assert case.number in report[0]["errors"][0]["message"]


def test_a_row_that_says_something_else_of_it_is_rejected_too(bring, record, withdrawal):
    _outcome, report = bring([record.row | {"CF_SY": "另查明一项事实。"}], batch_name="again", dry_run=True)
    assert codes(report[0]) == [("CF_WSH", "withdrawn_by_objection")]


def test_before_its_day_the_certificate_opens_nothing(bring, record, certificate):
    _outcome, report = bring([record.row], batch_name="again", on=certificate.opens_on - timedelta(days=1))
    assert codes(report[0]) == [("CF_WSH", "withdrawn_by_objection")]


def test_from_its_day_the_certificate_brings_the_record_back_once(bring, record, certificate):
    row = record.row | {"CF_SY": "复议决定认定的事实。"}
    _outcome, report = bring([row], batch_name="again", on=certificate.opens_on)
    assert statuses(report) == ["updated"]
    back = Record.objects.get()
    assert (back.withdrawn_on, back.withdrawal_id, back.withdrawn_because) == (None, None, "")
    assert back.facts == "复议决定认定的事实。"
    certificate.refresh_from_db()
    assert (certificate.opened_on, certificate.batch.name) == (certificate.opens_on, "again")
    _outcome, report = bring([row], batch_name="and again", on=LATER)
    assert statuses(report) == ["unchanged"]


def test_what_was_shown_is_shown_again(bring, office, record, certificate):
    shown = Publication.objects.filter(record=record)
    assert [each.state for each in shown] == ["withdrawn"]
    bring([record.row], batch_name="again", on=certificate.opens_on)
    (back,) = shown.all()
    assert (back.state, back.shown_from, back.withdrawal_id) == ("shown", certificate.opens_on, None)
    assert back.changes.latest("pk").because == "认定单位提交重新列入证明后再次列入"


def test_a_check_says_what_the_import_would_and_opens_nothing(bring, record, certificate):
    _outcome, report = bring([record.row], batch_name="check", on=certificate.opens_on, dry_run=True)
    assert statuses(report) == ["updated"]
    certificate.refresh_from_db()
    assert certificate.opened_on is None


def test_a_record_without_certificate_is_not_brought_back_by_hand(withdrawal):
    back = {"withdrawn_on": None, "withdrawal_id": None, "withdrawn_because": ""}
    with pytest.raises(IntegrityError, match="does not come back"), transaction.atomic():
        Record.objects.filter(pk=withdrawal.record_id).update(**back)


def test_the_batch_of_a_withdrawn_record_is_not_taken_back(withdrawal):
    with pytest.raises(CannotImport, match="案件"):
        undo_batch("first", on=ON)


def test_the_batch_of_a_record_that_was_handed_on_is_not_taken_back(office, record):
    RecordShare.objects.create(
        record=record, receiver="江澜农村商业银行", address="data@bank.example", what="公示数据", on=ON,
        entered_by=office.credit_officer.user,
    )  # fmt: skip
    with pytest.raises(CannotImport, match="江澜农村商业银行"):
        undo_batch("first", on=ON)


@pytest.fixture
def corrected_number(office, record):
    event = applied(office, record)
    number = Correction("document_number", "江环罚〔2026〕9999号", "处罚决定书原件")
    correct(case_of(event), event, [number], ON)


def test_a_file_with_the_old_number_means_the_corrected_record(bring, record, corrected_number):
    _outcome, report = bring([record.row], batch_name="again")
    assert statuses(report) == ["unchanged"]
    _outcome, report = bring([record.row | {"CF_SY": "另查明一项事实。"}], batch_name="again")
    assert codes(report[0]) == [("CF_WSH", "under_case")]
    assert Record.objects.count() == 1


def test_the_same_number_of_another_day_is_another_decision(bring, record, corrected_number):
    another = date.fromisoformat(record.row["CF_JDRQ"]) - timedelta(days=30)
    _outcome, report = bring([record.row | {"CF_JDRQ": another.isoformat()}], batch_name="another")
    assert statuses(report) == ["created"]
