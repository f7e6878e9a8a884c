"""A record without class waits for its department: a task in its place of work, and its party may ask for it."""

import pytest
from django.core.exceptions import PermissionDenied

from casework.errors import NotOpenAnyMore
from registry.models import ClassRequest, Record
from repair import services
from repair.selectors import Answer, card_of
from repair.selectors.classes import to_classify


@pytest.fixture
def unclear(office):
    return office.identifies(severity="")


def test_it_lies_before_the_reviewers_of_its_department_and_nobody_else(office, unclear):
    today = office.day.today
    assert card_of(unclear, today).answer == Answer.UNCLEAR
    assert to_classify(office.reviewer.user, today) == [unclear]
    assert to_classify(office.stranger.user, today) == []


def test_its_party_asks_once_a_day_and_the_department_is_told(office, unclear):
    asked = [
        services.ask_for_class(unclear, by=office.representative.user, on=office.day.today) for _ in "ab"
    ]
    assert asked == [True, False]
    assert len([told for told in office.told(office.reviewer) if unclear.document_number in told]) == 1
    office.day("2026-11-24")
    assert services.ask_for_class(unclear, by=office.representative.user, on=office.day.today)
    assert ClassRequest.objects.filter(record=unclear).count() == 2


def test_a_stranger_does_not_ask(office, unclear):
    with pytest.raises(PermissionDenied):
        services.ask_for_class(unclear, by=office.stranger.user, on=office.day.today)


def test_the_class_is_set_once_with_its_basis_and_the_record_goes_on(office, unclear):
    today, basis = office.day.today, "本单位分类标准第三条"
    services.decide_class(unclear.public_id, "general", basis=basis, by=office.reviewer.user, on=today)
    kept = Record.objects.get(pk=unclear.pk)
    assert (kept.severity, kept.severity_basis) == ("general", basis)
    assert kept.classifications.get().by == office.reviewer.user
    assert card_of(kept, today).answer != Answer.UNCLEAR
    assert any(unclear.document_number in told for told in office.told(office.representative))
    with pytest.raises(NotOpenAnyMore):
        services.decide_class(unclear.public_id, "minor", basis=basis, by=office.reviewer.user, on=today)


def test_no_other_department_sets_it(office, unclear):
    with pytest.raises(PermissionDenied):
        services.decide_class(
            unclear.public_id, "general", basis="标准", by=office.stranger.user, on=office.day.today
        )
