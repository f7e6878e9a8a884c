"""谁认定、谁修复: whether an application deceived is decided by the department; the office only says what it holds."""

import pytest
from django.urls import reverse

from casework.errors import CaseError
from casework.models import ApplicationBar
from notifications.models import Letter
from tests.correcting import again, checkers_of, hears, revokes

WHY = "缴款书由代办人提供，企业不知情，承诺时已如实说明。"


@pytest.fixture
def checkers(office):
    return checkers_of(office)


@pytest.fixture
def found(office, checkers):
    office.day("2026-11-23")
    case = office.has_granted()
    office.works_the_channels()
    office.day("2026-11-30")
    return checkers.find("wrongly_repaired", examined=office.reload(case))


def letter(kind):
    return Letter.objects.filter(kind=kind).latest("pk")


def test_the_department_revokes_without_the_bar_that_the_office_held(office, checkers, found, client):
    recheck = checkers.order(found, deceived=True)
    with pytest.raises(CaseError) as refused:
        hears(office, recheck, deceived=False)
    assert refused.value.field == "differs"
    recheck = hears(office, recheck, deceived=False, differs=WHY)
    assert not letter("revocation_ahead").facts["deceived"]
    office.day("2026-12-09")
    revokes(office, recheck)
    assert again(recheck).status == "corrected"
    assert not ApplicationBar.objects.exists()
    assert not letter("repair_revoked").facts["deceived"]
    assert letter("commitment").is_valid
    client.force_login(checkers.second.user)
    page = client.get(reverse("rechecks:office_order", args=[found.number])).content.decode()
    assert "与信用办意见不同" in page
    assert WHY in page


def test_after_the_hearing_the_second_person_may_hold_that_nobody_deceived(office, checkers, found):
    recheck = hears(office, checkers.order(found, deceived=True))
    office.day("2026-12-09")
    with pytest.raises(CaseError) as refused:
        revokes(office, recheck, deceived=False)
    assert refused.value.field == "differs"
    revokes(office, recheck, deceived=False, differs=WHY)
    assert not ApplicationBar.objects.exists()
    assert not letter("repair_revoked").facts["deceived"]


def test_nobody_is_barred_who_was_not_heard_on_it(office, checkers, found):
    recheck = hears(office, checkers.order(found))
    office.day("2026-12-09")
    with pytest.raises(CaseError) as refused:
        revokes(office, recheck, deceived=True, differs="承诺严重不实。")
    assert refused.value.field == "deceived"
    assert again(recheck).status == "hearing"


def test_the_department_may_find_deceit_where_the_office_held_none(office, checkers, found, client):
    recheck = checkers.order(found)
    client.force_login(office.colleague.user)
    act = lambda name: reverse("rechecks:act_on_order", args=[found.number, name])  # noqa: E731
    sent = {"hear-ground": "缴款书系伪造。", "hear-clause": "", "hear-deceived": "on"}
    assert client.post(act("hear"), sent).status_code == 422
    assert client.post(act("hear"), sent | {"hear-differs": "企业承认伪造。"}).status_code == 302
    office.day("2026-12-09")
    client.force_login(office.second.user)
    page = client.get(reverse("rechecks:our_order", args=[found.number]))
    form = next(each["form"] for each in page.context["acts"] if each["name"] == "decide_revoke")
    assert form["deceived"].initial
    assert client.post(act("decide_revoke"), {"decide_revoke-deceived": "on"}).status_code == 302
    assert ApplicationBar.objects.count() == 1
    assert letter("repair_revoked").facts["deceived"]
    assert again(recheck).status == "corrected"
