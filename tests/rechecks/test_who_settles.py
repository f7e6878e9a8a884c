"""Who decides in a dispute of an order: a person of the office who found nothing, decided nothing, and works nowhere in it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.errors import ConditionsNotMet
from notifications.models import Message
from rechecks.models import CorrectionOrder, OtherSettler
from rechecks.services import correcting, orders, settling
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


@pytest.fixture
def disputed(office, checkers, found):
    recheck = checkers.order(found)
    correcting.explain(recheck.number, words="缴款书属实。", by=office.colleague.user, on=office.day.today)
    return again(recheck)


def settles(checkers, recheck, person):
    on = checkers.office.day.today
    settling.uphold(recheck.number, words="不成立。", by=person.user, on=on)


def test_another_person_is_named_where_the_first_cannot_any_more(client, office, checkers, disputed):
    give_duty(checkers.settler.user, office.department, "review_cases", date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        settles(checkers, disputed, checkers.settler)  # blocked for ever, unless another is named
    shown = reverse("rechecks:office_order", args=[disputed.number])
    client.force_login(checkers.second.user)
    page = client.get(shown)
    assert "不能再作决定" in page.content.decode()
    offered = page.context["naming"].fields["settles"].queryset
    assert office.credit_officer.user in offered
    assert {checkers.second.user, checkers.settler.user, checkers.finder.user}.isdisjoint(offered)
    name = reverse("rechecks:name_settler", args=[disputed.number])
    sent = {"name-settles": office.credit_officer.user.pk}
    assert client.post(name, sent).status_code == 422  # without a reason
    assert client.post(name, sent | {"name-words": "原指定人员已调往该部门。"}).status_code == 302
    page = client.get(shown).content.decode()
    assert "原指定人员已调往该部门。" in page
    event = OtherSettler.objects.get().event
    assert (event.verb, event.actor, event.source, event.target) == (
        "name_settler",
        checkers.second.user,
        "explained",
        "explained",
    )
    settles(checkers, disputed, office.credit_officer)
    assert again(disputed).status == "correction_ordered"


def test_who_was_named_before_decides_no_more(office, checkers, disputed, monkeypatch):
    by, on = checkers.finder.user, office.day.today
    settling.name_settler(
        disputed.number, settles=office.credit_officer.user, words="另有任用。", by=by, on=on
    )
    with pytest.raises(ConditionsNotMet):
        settles(checkers, disputed, checkers.settler)
    monkeypatch.setattr("rechecks.models.steps.orders.need.settled_by_the_named_person", lambda _: True)
    monkeypatch.setattr(CorrectionOrder, "settler", checkers.settler.user)
    with (
        pytest.raises(IntegrityError, match="dispute_is_settled_by_the_named_person"),
        transaction.atomic(),
    ):
        settles(checkers, disputed, checkers.settler)


def test_neither_the_named_person_nor_one_with_a_part_names_another(office, checkers, disputed):
    other, on = office.credit_officer, office.day.today
    name = lambda by, who: settling.name_settler(  # noqa: E731
        disputed.number, settles=who.user, words="另有任用。", by=by.user, on=on
    )
    with pytest.raises(PermissionDenied):
        name(checkers.settler, other)
    with pytest.raises(orders.CannotSettle):
        name(other, other)
    with pytest.raises(orders.CannotSettle):
        name(other, checkers.second)
    give_duty(other.user, office.department, "review_cases", date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        name(other, checkers.second)
    with pytest.raises(orders.CannotSettle):
        name(checkers.second, other)


def test_the_office_hears_that_nobody_is_left_to_decide(office, checkers, found):
    recheck = checkers.order(found)
    give_duty(checkers.settler.user, office.department, "review_cases", date(2026, 1, 1))
    correcting.explain(recheck.number, words="缴款书属实。", by=office.colleague.user, on=office.day.today)
    told = Message.objects.filter(user=checkers.second.user, case=recheck)
    assert [each.title for each in told] == [f"请指定说明决定人：{recheck.order_to_correct.number}"]
