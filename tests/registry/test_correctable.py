"""The fields that can be corrected: what a person types is read, kept and shown as the same value."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from registry.correctable import FIELDS, CannotCorrect, check
from registry.models import Record

TODAY = date(2026, 11, 23)


@pytest.fixture
def record(office):
    return office.identifies()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("document_number", "江环罚[2026]１２号", "江环罚〔2026〕12号"),
        ("decided_on", "2026年8月6日", date(2026, 8, 6)),
        ("decided_on", "20260806", date(2026, 8, 6)),
        ("fine_yuan", "20,000", Decimal(20000)),
        ("fine_yuan", "2万元", Decimal(20000)),
        ("fine_yuan", "1000.50元", Decimal("1000.50")),
        ("severity", "general", "general"),
        ("severity", "一般", "general"),
        ("procedure", "", ""),
        ("penalty_types", "fine;warning", ["warning", "fine"]),
        ("penalty_types", "警告、罚款", ["warning", "fine"]),
        ("ban_until", "", None),
        ("facts", "  第一行\r\n第二行 ", "第一行\n第二行"),
        ("licence", "排污 \n许可证", "排污 许可证"),
    ],
)
def test_what_is_typed_is_read(name, typed, value):
    assert FIELDS[name].read(typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("decided_on", "2026-02-30"),
        ("decided_on", "45678"),
        ("decided_on", "1026-01-01"),
        ("decided_on", ""),
        ("fine_yuan", "约两万"),
        ("fine_yuan", "-1"),
        ("kind", "另一种"),
        ("penalty_types", "口头教育"),
        ("document_number", ""),
        ("document_number", "江" * 129),
        ("facts", "经查\u202e"),
        ("facts", "甲" * 40000),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(name, typed):
    with pytest.raises(CannotCorrect) as refusal:
        FIELDS[name].read(typed)
    assert str(refusal.value)


def test_every_value_of_a_record_is_kept_and_read_back(record):
    for field in FIELDS.values():
        value = field.value(record)
        if not (field.required and value in (None, "", [])):
            assert field.read(field.packed(value)) == (value or field.empty), field.name


def test_a_value_is_shown_in_words(record):
    record.severity, record.fine_yuan, record.penalty_types = "general", Decimal(20000), ["warning", "fine"]
    with translation.override("zh-hans"):
        assert FIELDS["severity"].shown(record) == "一般"
        assert FIELDS["fine_yuan"].shown(record) == "20,000 元"
        assert FIELDS["penalty_types"].shown(record) == "警告、罚款"
        assert FIELDS["ban_until"].shown(record) == ""


def test_a_claim_equal_to_what_stands_is_known(record):
    assert FIELDS["decided_on"].says_already(record, f"{record.decided_on:%Y/%m/%d}")
    assert FIELDS["ban_until"].says_already(record, "")
    assert not FIELDS["facts"].says_already(record, "另一事实")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decided_on": date(2026, 11, 24)}, "decided_on"),
        ({"published_on": date(2001, 1, 1)}, "published_on"),
        ({"ban_until": date(2001, 1, 1)}, "ban_until"),
    ],
)
def test_days_that_contradict_each_other_are_refused(record, changed, field):
    with pytest.raises(CannotCorrect) as refusal:
        check(record, changed, TODAY)
    assert refusal.value.field == field


def test_the_number_of_another_record_is_not_taken(office, record):
    other = office.identifies()
    with pytest.raises(CannotCorrect):
        check(record, {"document_number": other.document_number}, TODAY)


def test_a_corrected_number_is_found_by_its_key(record):
    FIELDS["document_number"].set(record, "江环罚〔2026〕99号")
    assert record.document_key == "江环罚202699号"
    assert FIELDS["document_number"].columns == ("document_number", "document_key")


def test_every_field_is_one_of_the_record_and_has_a_label():
    for name, field in FIELDS.items():
        assert Record._meta.get_field(name) is not None
        assert str(field.label)
