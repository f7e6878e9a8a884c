"""E2: the legal representative authorises an agent online; no paper, an end date, and withdrawn at any time."""

import re
from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from registry.models import Mandate, MandateEvent, MandateOffer
from tests.world import user

SAID = {"username": "lihua", "name": "李华", "scope": "申请信用修复", "until": "2026-12-31"}


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def browser(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def li(office):
    person = user("lihua")
    person.last_name, person.first_name = "李", "华"
    person.save()
    return person


@pytest.fixture
def zhou(office):
    return browser(office.representative.user)


@pytest.fixture
def offer_page(office):
    return f"/entities/{office.company.public_id}/authorise/"


def offered(zhou, offer_page, **other):
    answer = zhou.post(offer_page, SAID | other)
    assert answer.status_code == 302, text(answer)
    return MandateOffer.objects.latest("pk")


def accepts(client, offer):
    return client.post(f"/entities/offers/{offer.public_id}/", {"answer": "accept"})


def test_the_agent_acts_from_the_yes_until_the_last_day(office, zhou, li, offer_page, day):
    record = office.identifies()
    offer, agent = offered(zhou, offer_page), browser(li)
    assert agent.get(f"/records/{record.public_id}/").status_code == 404
    assert "请您办理其信用修复事务" in text(agent.get("/entities/"))
    assert accepts(agent, offer).status_code == 302
    assert agent.get(f"/records/{record.public_id}/").status_code == 200
    day("2026-12-31")
    assert browser(li).get(f"/records/{record.public_id}/").status_code == 200
    day("2027-01-01")
    assert browser(li).get(f"/records/{record.public_id}/").status_code == 404


def test_the_agent_may_decline(office, zhou, li, offer_page):
    offer = offered(zhou, offer_page)
    browser(li).post(f"/entities/offers/{offer.public_id}/", {"answer": "decline"})
    assert not Mandate.objects.filter(user=li).exists()
    assert "不接受" in text(zhou.get("/entities/"))


def test_withdrawn_at_any_time_and_at_once(office, zhou, li, offer_page):
    record, agent = office.identifies(), browser(li)
    accepts(agent, offered(zhou, offer_page))
    mandate = Mandate.objects.get(user=li)
    assert "不能再" in text(zhou.get(f"/entities/mandates/{mandate.pk}/end/"))
    assert zhou.post(f"/entities/mandates/{mandate.pk}/end/").status_code == 302
    assert agent.get(f"/records/{record.public_id}/").status_code == 404
    assert zhou.post(f"/entities/mandates/{mandate.pk}/end/").status_code == 409


def test_after_a_withdrawal_or_the_last_day_one_may_be_authorised_again(office, zhou, li, offer_page, day):
    agent = browser(li)
    accepts(agent, offered(zhou, offer_page))
    day("2027-01-05")
    assert accepts(browser(li), offered(browser(office.representative.user), offer_page, until="2027-06-30"))
    assert Mandate.objects.in_force(date(2027, 6, 30)).filter(user=li).count() == 1


def test_every_step_is_kept_and_cannot_be_changed(office, zhou, li, offer_page):
    accepts(browser(li), offered(zhou, offer_page))
    mandate = Mandate.objects.get(user=li)
    browser(li).post(f"/entities/mandates/{mandate.pk}/end/")
    verbs = list(MandateEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["offered", "accepted", "laid_down"]
    for attack in (MandateEvent.objects.all().delete, lambda: MandateEvent.objects.update(verb="declined")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attack()


def test_a_slip_in_the_name_authorises_nobody(office, zhou, li, offer_page):
    for slip in ({"name": "李桦"}, {"username": "nobody"}):
        answer = zhou.post(offer_page, SAID | slip)
        assert answer.status_code == 422
        assert "没有账号和姓名都相符的用户" in text(answer)
    assert not MandateOffer.objects.exists()


def test_a_last_day_in_the_past_is_refused(zhou, li, offer_page):
    answer = zhou.post(offer_page, SAID | {"until": "2026-11-22"})
    assert answer.status_code == 422
    assert "截止日期不能早于今天" in text(answer)


def test_an_agent_cannot_authorise_others(office, zhou, li, offer_page):
    accepts(browser(li), offered(zhou, offer_page))
    assert browser(li).get(offer_page).status_code == 404
    assert browser(li).post(offer_page, SAID).status_code == 404


def test_an_offer_is_answered_by_its_agent_only_and_once(office, zhou, li, offer_page):
    offer = offered(zhou, offer_page)
    assert accepts(browser(office.stranger.user), offer).status_code == 404
    assert accepts(zhou, offer).status_code == 404
    agent = browser(li)
    assert accepts(agent, offer).status_code == 302
    assert accepts(agent, offer).status_code == 409


def test_an_offer_ends_with_the_right_of_who_made_it(office, zhou, li, offer_page, day):
    offer = offered(zhou, offer_page)
    Mandate.objects.filter(user=office.representative.user).update(revoked_on=day.today)
    assert accepts(browser(li), offer).status_code == 409
    assert not Mandate.objects.filter(user=li).exists()
