"""Duties are held in a department: never globally, never by being a superuser, never when inactive."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from registry import departments
from registry.duties import DUTIES, departments_where, give_duty, take_duty
from registry.models import Department, Membership

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)


@pytest.fixture
def offices():
    departments.load(departments.read())
    return list(Department.objects.order_by("pk")[:2])


@pytest.fixture
def person():
    return get_user_model().objects.create_user("reviewer")


def again(user):
    """The person as the next request would see them."""
    return get_user_model().objects.get(pk=user.pk)


@pytest.mark.parametrize("duty", DUTIES)
def test_a_duty_opens_its_department_and_no_other(offices, person, duty):
    give_duty(person, offices[0], duty, ON)
    person = again(person)
    table = {each: departments_where(person, each) for each in DUTIES}
    assert table == {each: [offices[0].pk] if each == duty else [] for each in DUTIES}
    assert person.has_perm(f"registry.{duty}", offices[0])
    assert not person.has_perm(f"registry.{duty}", offices[1])


def test_a_global_permission_opens_no_department(offices, person):
    person.user_permissions.add(Permission.objects.get(codename="review_cases"))
    assert departments_where(again(person), "review_cases") == []


def test_a_superuser_holds_no_duty(offices):
    root = get_user_model().objects.create_superuser("root")
    assert departments_where(root, "review_cases") == []


def test_an_inactive_person_holds_nothing(offices, person):
    give_duty(person, offices[0], "review_cases", ON)
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)
    assert departments_where(again(person), "review_cases") == []


def test_a_duty_taken_back_closes_at_once_and_the_membership_stays_as_a_row(offices, person):
    give_duty(person, offices[0], "review_cases", ON)
    give_duty(person, offices[0], "import_records", ON)
    take_duty(person, offices[0], "review_cases", date(2026, 12, 1))
    assert departments_where(person, "review_cases") == []
    assert Membership.objects.get(user=person).until is None
    take_duty(person, offices[0], "import_records", date(2026, 12, 2))
    assert Membership.objects.get(user=person).until == date(2026, 12, 2)


def test_given_again_the_membership_runs_again(offices, person):
    give_duty(person, offices[0], "review_cases", ON)
    take_duty(person, offices[0], "review_cases", ON)
    give_duty(person, offices[0], "review_cases", date(2026, 12, 1))
    membership = Membership.objects.get(user=person)
    assert (membership.since, membership.until) == (ON, None)


def test_the_answer_is_read_once_per_user_object(offices, person, django_assert_num_queries):
    give_duty(person, offices[0], "review_cases", ON)
    person = again(person)
    departments_where(person, "review_cases")
    with django_assert_num_queries(0):
        departments_where(person, "review_cases")


def test_a_word_that_is_no_duty_is_refused(offices, person):
    with pytest.raises(ValueError, match="is_manager"):
        departments_where(person, "is_manager")


def test_departments_load_once_and_stay(offices):
    assert departments.load(departments.read()).unchanged == Department.objects.count()


def test_the_command_gives_shows_and_takes(offices, person, capsys):
    name = offices[0].name
    call_command("duty", "give", "reviewer", name, "review_cases")
    assert departments_where(again(person), "review_cases") == [offices[0].pk]
    assert f"{name}  review_cases" in capsys.readouterr().out
    call_command("duty", "take", "reviewer", offices[0].uscc, "review_cases")
    assert departments_where(again(person), "review_cases") == []
    with pytest.raises(CommandError, match="没有此单位"):
        call_command("duty", "give", "reviewer", "云岭市水利局", "review_cases")
    with pytest.raises(CommandError, match="没有此用户"):
        call_command("duty", "show", "nobody")
