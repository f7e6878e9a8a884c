"""A right that ends between the page and the click ends the click."""

from datetime import date

import pytest
from django.test import Client

from registry.duties import give_duty, take_duty
from registry.models import Mandate, Membership

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def at(client):
    """A browser in which the person has signed in."""

    def signed_in(person) -> Client:
        client.force_login(person.user, backend=BACKEND)
        return client

    return signed_in


def granting(case) -> dict[str, str]:
    said = {"decision": "approve", "seq": str(case.seq)}
    return said | {f"judge_{one.pk}": "yes" for one in case.statements.all()}


def test_a_duty_withdrawn_after_the_claim_stops_the_decision(office, at):
    case = office.has_judged()
    reviewer = at(office.reviewer)
    assert reviewer.get(f"/work/{case.number}/").status_code == 200
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    assert reviewer.post(f"/work/{case.number}/decide/", granting(case)).status_code == 403
    assert office.status_of(case) == "accepted"
    assert office.is_on_show(case.record)


def test_another_duty_in_the_same_department_does_not_replace_it(office, at):
    case = office.has_judged()
    reviewer = at(office.reviewer)
    give_duty(office.reviewer.user, office.department, "countersign_cases", office.day.today)
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    assert reviewer.post(f"/work/{case.number}/decide/", granting(case)).status_code == 403
    assert office.status_of(case) == "accepted"


def test_whoever_moves_to_another_department_no_longer_finds_the_case(office, at):
    case = office.has_judged()
    reviewer = at(office.reviewer)
    theirs = Membership.objects.get(user=office.stranger.user).department
    give_duty(office.reviewer.user, theirs, "review_cases", office.day.today)
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    assert reviewer.post(f"/work/{case.number}/decide/", granting(case)).status_code == 404
    assert office.status_of(case) == "accepted"


def test_a_colleague_takes_over_what_was_left_behind(office, at):
    case = office.has_taken_up()
    take_duty(office.reviewer.user, office.department, "review_cases", office.day.today)
    assert at(office.colleague).post(f"/work/{case.number}/claim/").status_code == 302
    assert office.reload(case).claimed_by == office.colleague.user


def test_somebody_deactivated_is_signed_out_at_the_next_click(office, at):
    case = office.has_judged()
    reviewer = at(office.reviewer)
    office.reviewer.user.is_active = False
    office.reviewer.user.save()
    answer = reviewer.post(f"/work/{case.number}/decide/", granting(case))
    assert answer.url.startswith("/login/")
    assert office.status_of(case) == "accepted"


def test_the_second_persons_duty_is_asked_for_when_they_sign(office, at):
    case = office.reviewer.proposes_refusal(office.has_taken_up())
    second = at(office.second)
    take_duty(office.second.user, office.department, "countersign_cases", office.day.today)
    signed = second.post(f"/work/{case.number}/countersign/", {"decision": "confirm"})
    assert signed.status_code == 403
    assert office.status_of(case) == "accepted"


@pytest.mark.parametrize("page", ["fulfilment", "commitment"])
def test_a_mandate_that_ended_closes_the_application(office, at, page):
    case = office.representative.starts(office.identifies())
    applicant = at(office.representative)
    assert applicant.get(f"/apply/{case.number}/{page}/").status_code == 200
    Mandate.objects.filter(user=office.representative.user).update(until=date(2026, 11, 22))
    assert applicant.post(f"/apply/{case.number}/{page}/", {"read": "on"}).status_code == 404
    assert office.status_of(case) == "period_met"


def test_a_global_permission_is_no_duty(office, at):
    """Only what is held in the department counts, also for somebody who holds everything everywhere."""
    case = office.has_judged()
    sergeant = office.stranger
    sergeant.user.is_superuser = True
    sergeant.user.save()
    assert at(sergeant).post(f"/work/{case.number}/decide/", granting(case)).status_code == 404
    assert office.status_of(case) == "accepted"
