"""Who decides in a dispute of an order: a person of the office who found nothing, decided nothing, and works nowhere in it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rechecks.models import CorrectionOrder
from rechecks.services import orders
from registry.duties import give_duty, take_duty
from tests.correcting import again, checkers_of


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def found(office, checkers):
    case = office.has_granted()
    office.works_the_channels()
    return checkers.find("wrongly_repaired", examined=office.reload(case))


def names(checkers, found, person):
    asked = orders.Order(demand="restore", words="请依法更正。", settles=person.user)
    orders.order(found.number, asked, by=checkers.second.user, on=checkers.office.day.today)


def test_who_works_in_the_department_is_not_named(client, office, checkers, found):
    give_duty(checkers.settler.user, office.department, "lead_department", date(2026, 1, 1))
    with pytest.raises(orders.CannotSettle):
        names(checkers, found, checkers.settler)
    client.force_login(checkers.second.user)
    page = client.get(reverse("rechecks:office_order", args=[found.number]))
    assert checkers.settler.user not in page.context["issuing"].fields["settles"].queryset


def test_who_worked_there_once_is_not_named_either(office, checkers, found):
    give_duty(checkers.settler.user, office.department, "review_cases", date(2026, 1, 1))
    take_duty(checkers.settler.user, office.department, "review_cases", date(2026, 6, 1))
    with pytest.raises(orders.CannotSettle):
        names(checkers, found, checkers.settler)


def test_who_took_a_step_in_the_case_is_not_named(client, office, checkers):
    objection = office.representative.objects(office.identifies(), fine_yuan="3200")
    checkers.settler.takes_up(objection)
    checkers.settler.forwards(objection)
    office.reviewer.concludes(objection, fine_yuan="3200")
    office.works_the_channels()
    office.night_passes()
    objection.refresh_from_db()
    found = checkers.find("wrongly_repaired", examined=objection)
    with pytest.raises(orders.CannotSettle):
        names(checkers, found, checkers.settler)
    names(checkers, found, office.credit_officer)


def test_the_database_refuses_them_whoever_asks(monkeypatch, office, checkers, found):
    give_duty(checkers.settler.user, office.department, "review_cases", date(2026, 1, 1))
    monkeypatch.setattr(orders, "_may_settle", lambda *_: None)
    with (
        pytest.raises(IntegrityError, match="correction_order_is_settled_from_outside"),
        transaction.atomic(),
    ):
        names(checkers, found, checkers.settler)
    assert not CorrectionOrder.objects.exists()
    assert again(found).status == "wrongly_repaired"
