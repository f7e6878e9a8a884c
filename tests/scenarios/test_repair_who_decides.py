"""谁认定、谁修复: who may take a step is asked at the step, in the case's own department, on that day."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casework.access import may_see_case
from registry.duties import give_duty, take_duty
from registry.models import Department, Mandate
from repair.models import RepairCase, Status
from repair.selectors.queue import LENSES, queue
from tests.world import Person, user


def as_now(person: Person) -> Person:
    """The person as the next request knows them."""
    return Person(get_user_model().objects.get(pk=person.user.pk), person.day)


def reviewers_steps(person):
    return [
        person.claims,
        person.accepts,
        person.approves,
        person.proposes_refusal,
        person.judges,
        person.releases,
    ]


def test_a_superuser_decides_nothing(office):
    repairer = Person(get_user_model().objects.create_superuser("root"), office.day)
    for case in (office.has_received(), office.has_judged()):
        for step in [*reviewers_steps(repairer), repairer.countersigns]:
            with pytest.raises(RepairCase.DoesNotExist):
                step(case)
        with pytest.raises(RepairCase.DoesNotExist):
            repairer.withdraws(case)
    with pytest.raises(PermissionDenied):
        repairer.starts(office.identifies())


def test_a_permission_for_all_departments_does_not_exist(office):
    everywhere = user("everywhere")
    everywhere.user_permissions.add(Permission.objects.get(codename="review_cases"))
    with pytest.raises(RepairCase.DoesNotExist):
        Person(everywhere, office.day).claims(office.has_received())


def test_the_department_sees_a_case_from_the_day_it_is_handed_in(office):
    case = office.representative.starts(office.identifies())
    office.representative.states(case)
    case = office.representative.signs(case)
    assert may_see_case(office.representative.user, case)
    assert not may_see_case(office.reviewer.user, case)
    assert may_see_case(office.reviewer.user, office.representative.submits(case))


def test_another_department_sees_nothing(office):
    received, judged = office.has_received(), office.has_judged()
    assert not RepairCase.objects.visible_to_staff(office.stranger.user).exists()
    assert not may_see_case(office.stranger.user, received)
    for case in (received, judged):
        for step in [
            *reviewers_steps(office.stranger),
            office.stranger.countersigns,
            office.stranger.sends_back,
        ]:
            with pytest.raises(RepairCase.DoesNotExist):
                step(case)


def test_another_departments_queue_is_empty(office):
    office.has_received()
    office.has_granted()
    today = office.day.today
    for lens in LENSES:
        assert queue(office.stranger.user, on=today, soon=today, lens=lens).cases == []


def test_a_duty_withdrawn_while_the_case_is_taken_stops_the_decision(office):
    case = office.has_judged()
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    for step in (as_now(office.reviewer).approves, as_now(office.reviewer).proposes_refusal):
        with pytest.raises(RepairCase.DoesNotExist):
            step(case)
    assert office.status_of(case) == Status.ACCEPTED
    assert not case.letters.filter(kind="repair_granted").exists()


def test_what_somebody_without_the_duty_left_behind_a_colleague_takes_over(office):
    case = office.has_judged()
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    office.colleague.claims(case)
    assert office.colleague.approves(case).status == Status.APPROVED


def test_a_duty_given_back_lets_the_decision_go_on(office):
    case = office.has_judged()
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    give_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    assert as_now(office.reviewer).approves(case).status == Status.APPROVED


def test_a_deactivated_account_decides_nothing(office):
    case = office.has_judged()
    get_user_model().objects.filter(pk=office.reviewer.user.pk).update(is_active=False)
    with pytest.raises(RepairCase.DoesNotExist):
        as_now(office.reviewer).approves(case)


def test_the_duty_to_sign_withdrawn_stops_the_signature(office):
    case = office.reviewer.proposes_refusal(office.has_taken_up())
    take_duty(office.second.user, office.department, "countersign_cases", office.day.today)
    with pytest.raises(RepairCase.DoesNotExist):
        as_now(office.second).countersigns(case)


def test_a_decision_names_who_took_it_in_which_department_and_when(office):
    event = office.has_granted().events.latest("seq")
    assert (event.actor, event.officer_of, event.on) == (
        office.reviewer.user,
        office.department,
        date(2026, 11, 23),
    )


def applicants_steps(person):
    return [person.states, person.signs, person.submits, person.withdraws]


def test_a_mandate_that_has_ended_stops_the_applicant(office):
    case = office.representative.starts(office.identifies())
    Mandate.objects.filter(user=office.representative.user).update(revoked_on=date(2026, 11, 23))
    for step in applicants_steps(office.representative):
        with pytest.raises(RepairCase.DoesNotExist):
            step(case)
    with pytest.raises(PermissionDenied):
        office.representative.starts(office.identifies())


@pytest.fixture
def agent(office):
    """An agent of the company, authorised through 30 November."""
    agent = Person(user("agent"), office.day)
    Mandate.objects.create(
        subject=office.company, user=agent.user, role="agent", authorisation="授权委托书〔2026〕7号",
        authorised_on=date(2026, 11, 1), until=date(2026, 11, 30),
    )  # fmt: skip
    return agent


def test_an_agent_acts_through_the_last_day_of_the_authorisation(office, agent, day):
    case = agent.starts(office.identifies())
    day("2026-11-30")
    assert agent.signs(case).status == Status.COMMITTED


def test_the_day_after_the_agent_is_stopped(office, agent, day):
    case = agent.starts(office.identifies())
    day("2026-12-01")
    for step in applicants_steps(agent):
        with pytest.raises(RepairCase.DoesNotExist):
            step(case)
    assert office.representative.signs(case).status == Status.COMMITTED


def test_before_the_authorisation_the_agent_is_nobody(office, agent, day):
    day("2026-10-31")
    with pytest.raises(PermissionDenied):
        agent.starts(office.identifies(decided_on=date(2026, 5, 6), published_on=date(2026, 5, 8)))


def test_who_acts_for_another_company_sees_nothing_of_this_one(office):
    other = user("other")
    assert not RepairCase.objects.visible_to_subject(other, office.day.today).exists()
    case = office.has_received()
    assert not may_see_case(other, case)
    with pytest.raises(RepairCase.DoesNotExist):
        Person(other, office.day).withdraws(case)


def test_the_record_of_an_open_case_cannot_be_moved_to_another_department(office):
    case = office.has_received()
    theirs = Department.objects.get(letter_prefix="江交测")
    with pytest.raises(IntegrityError, match="keeps its department"), transaction.atomic():
        type(case.record).objects.filter(pk=case.record_id).update(department=theirs)
