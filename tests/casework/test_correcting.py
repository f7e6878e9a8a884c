"""A record is put right behind an objection: values corrected, or the whole record withdrawn, and nothing comes back."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from casework.correcting import Correction, correct, withdraw
from casework.history import history_of
from casework.models import ChannelOrder, RecordCorrection, Withdrawal, WithdrawalKind
from registry.assessing import refresh
from registry.correctable import CannotCorrect
from registry.models import LinkedPerson, Obligation, Publication, Record, Subject
from repair.services.classes import decide_class
from tests.casework.righting import applied, case_of

FILE = "江环罚字案卷第12号"


@pytest.fixture
def record(office):
    return office.identifies()


def corrects(office, record, **values):
    event = applied(office, record)
    claims = [Correction(name, value, FILE, "《示例条例》") for name, value in values.items()]
    return correct(case_of(event), event, claims, office.day.today)


def withdraws(office, record, kind=WithdrawalKind.VOID):
    event = applied(office, record)
    return withdraw(case_of(event), event, "处罚决定已被撤销", kind, office.day.today)


def anew(record):
    return Record.objects.get(pk=record.pk)


def test_a_correction_keeps_what_stood_what_stands_and_why(office, record):
    (kept,) = corrects(office, record, title="未按规定处置危险废物")
    assert anew(record).title == "未按规定处置危险废物"
    assert (kept.old, kept.new) == ("未按规定建立危险废物管理台账", "未按规定处置危险废物")
    assert (kept.source, kept.cites, kept.on) == (FILE, "《示例条例》", office.day.today)
    assert kept.target == "applied_to_record"


def test_what_is_right_already_is_no_correction(office, record):
    assert (
        corrects(office, record, decided_on=f"{record.decided_on:%Y年%m月%d日}", fine_yuan="32000.00") == []
    )


def test_a_corrected_day_moves_the_periods_and_the_last_day_on_show(office, record):
    corrects(office, record, decided_on="2026-05-06")
    after = anew(record)
    assert after.repairable_from < record.repairable_from
    assert after.publications.get().shown_until == after.max_period_ends_on
    assert after.assessed_on == office.day.today


def test_a_class_that_was_wrong_is_corrected_with_its_basis(office, record):
    before = record.publications.get().shown_until
    corrects(office, record, severity="minor")
    after = anew(record)
    assert (after.severity, after.severity_basis) == ("minor", "《示例条例》")
    assert after.publications.get().shown_until != before or not office.is_on_show(after)
    assert set(after.corrections.values_list("field", flat=True)) == {"severity", "severity_basis"}


def test_a_class_that_was_emptied_is_decided_anew_by_the_department(office, record):
    corrects(office, record, severity="")
    assert anew(record).severity == ""
    decide_class(
        record.public_id, "minor", basis="江澜市分类标准", by=office.reviewer.user, on=office.day.today
    )
    assert anew(record).severity == "minor"


def test_the_history_says_what_was_corrected_withdrawn_and_why(office, record):
    corrects(office, record, fine_yuan="3200")
    withdraws(office, record)
    words = [line.words for line in history_of(record)]
    assert any("32,000" in each and "3,200" in each for each in words)
    assert any("处罚决定已被撤销" in each for each in words)


def test_a_smaller_fine_is_a_smaller_obligation(office, record):
    Obligation.objects.filter(record=record).update(kind="fine")
    corrects(office, record, fine_yuan="2000")
    assert record.obligations.get().amount_yuan == Decimal(2000)


def test_an_obligation_that_never_was_holds_nobody_up(office, record):
    corrects(office, record, penalty_types="warning", fine_yuan="")
    obligation = record.obligations.get()
    assert obligation.fulfilled
    assert obligation.source
    assert anew(record).obligations_fulfilled


def test_an_added_penalty_brings_its_obligation(office, record):
    corrects(office, record, penalty_types="fine;confiscation", confiscated_yuan="500")
    assert record.obligations.get(kind="confiscation").amount_yuan == Decimal(500)


def test_every_other_channel_is_told_of_a_correction(office, record):
    corrects(office, record, title="未按规定处置危险废物")
    assert list(ChannelOrder.objects.values_list("kind", "record")) == [("correct", record.pk)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("decided_on", "2027-01-01"), ("title", ""), ("ban_until", "2020-01-01"), ("fine_yuan", "约两万")],
)
def test_what_the_record_cannot_say_is_refused_and_nothing_is_half_done(office, record, field, value):
    with pytest.raises(CannotCorrect):
        corrects(office, record, facts="另一事实", **{field: value})
    assert anew(record).facts == record.facts
    assert not RecordCorrection.objects.exists()


def test_a_correction_is_corrected_by_a_later_objection(office, record):
    corrects(office, record, title="甲")
    corrects(office, record, title="乙")
    assert anew(record).title == "乙"


def test_nobody_writes_over_a_correction(office, record):
    corrects(office, record, title="未按规定处置危险废物")
    with pytest.raises(IntegrityError, match="stay as it was corrected"):
        Record.objects.filter(pk=record.pk).update(title=record.title)


def test_a_void_record_leaves_every_channel_with_its_measures(office, record):
    withdrawal = withdraws(office, record)
    after = anew(record)
    assert not office.is_on_show(after)
    assert (after.withdrawn_on, after.withdrawal_id) == (office.day.today, withdrawal.pk)
    assert after.withdrawn_because == withdrawal.case.number
    publication = after.publications.get()
    assert (publication.state, publication.ended_on) == ("withdrawn", office.day.today)
    assert publication.changes.latest("pk").because == withdrawal.case.number
    assert after.sanctions.get().lifted_because == withdrawal.case.number
    assert list(ChannelOrder.objects.values_list("kind", flat=True)) == ["withdraw"]


def test_where_only_the_disclosure_ends_the_measures_stand(office, record):
    withdraws(office, record, WithdrawalKind.DISCLOSURE_ENDED)
    assert not office.is_on_show(record)
    assert anew(record).sanctions.get().lifted_on is None


def test_nothing_comes_back_by_publishing_anew(office, record):
    withdraws(office, record)
    office.day("2026-12-01")
    refresh(Record.objects.all(), office.day.today)
    assert record.publications.get().state == "withdrawn"
    assert not office.is_on_show(record)


def test_a_record_not_on_show_yet_is_not_put_on_show_once_it_is_withdrawn(office):
    record = office.identifies(severity="")
    assert not record.publications.exists()
    withdraws(office, record)
    Record.objects.filter(pk=record.pk).update(severity="general")
    refresh(Record.objects.all(), office.day.today)
    assert not Publication.objects.filter(record=record).exists()


@pytest.fixture
def companion(office, record):
    """The record of the responsible person, of the same decision; and one of another decision."""
    person = Subject(kind="natural_person", name="周某")
    person.set_id_number("身份证", "239999199001011236")
    person.save()
    LinkedPerson.objects.create(record=record, name="周某", role="直接责任人", id_number="239999199001011236")
    office.identifies(subject=person)
    return office.identifies(subject=person, document_number=record.document_number)


def test_the_linked_persons_record_goes_with_it(office, record, companion):
    withdrawal = withdraws(office, record)
    linked = withdrawal.linked.get()
    assert linked.record == companion
    assert anew(companion).withdrawn_because == withdrawal.case.number
    assert anew(companion).sanctions.get().lifted_on == office.day.today
    assert Withdrawal.objects.count() == 2


def test_a_record_whose_disclosure_ended_may_still_be_found_void(office, record):
    withdraws(office, record, WithdrawalKind.DISCLOSURE_ENDED)
    withdraws(office, record, WithdrawalKind.VOID)
    assert anew(record).withdrawal_id == Withdrawal.objects.latest("pk").pk
    assert anew(record).sanctions.get().lifted_on == office.day.today
