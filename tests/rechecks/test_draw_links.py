"""The list of a draw leads to its rechecks and says where each stands; the sheet leads back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rechecks.models import Draw, RecheckCase
from registry.duties import give_duty
from tests.rechecks.sampling import open_eyed, sampling


@pytest.fixture
def credit(office):
    return sampling(office)


@pytest.fixture
def refused(office):
    case = office.has_judged()
    office.reviewer.proposes_refusal(case, "整改复查未通过。")
    return office.second.countersigns(case)


def at(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def states(client, draw) -> str:
    page = client.get(reverse("rechecks:draw", args=[draw.pk])).content.decode()
    said = re.search(r"data-states>(.*?)</p>", page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said[1] if said else "")).strip()


def test_the_list_says_where_each_recheck_stands_and_leads_to_it(credit, refused, office):
    [case] = credit.draws()
    draw, reader = Draw.objects.get(), at(office.credit_officer)
    page = reader.get(reverse("rechecks:draw", args=[draw.pk])).content.decode()
    assert f'href="/office/rechecks/{case.number}/"' in page
    assert states(reader, draw) == "待复查 1"
    credit.assesses(case)
    assert states(reader, draw) == "初步结论已保存 1"
    credit.looks(case)
    credit.concludes(case, open_eyed("missed"))
    assert states(reader, draw) == "待第二人复核 1"
    credit.confirms(case)
    assert states(reader, draw) == "漏修（已复核） 1"
    sheet = reader.get(f"/office/rechecks/{case.number}/").content.decode()
    assert reverse("rechecks:draw", args=[draw.pk]) in sheet
    assert "第1件" in sheet


def test_what_is_not_opened_says_why(credit, refused, office):
    credit.draws()
    credit.draws(credit.second, seed="8", again_because="第二次抽查。")
    latest, reader = Draw.objects.latest("pk"), at(office.credit_officer)
    assert states(reader, latest) == "等候：该记录另有复查未办结 1"
    [case] = RecheckCase.objects.all()
    give_duty(credit.second.user, office.department, "review_cases", credit.today)
    credit.assesses(case)
    credit.looks(case)
    credit.concludes(case, open_eyed(assessed="should_go"))
    assert states(reader, latest) == "未开立：被抽中的人员此后参与过该案 1"


def test_the_list_keeps_what_others_found_from_who_checks_the_same_record(credit, refused, office):
    credit.draws()
    first = Draw.objects.get()
    credit.draws(credit.second, seed="8", again_because="第二次抽查。")
    credit.finds(RecheckCase.objects.get(), "missed", "should_go")
    assert states(at(credit.second), first) == "您保存初步结论后显示 1"
    assert states(at(office.credit_officer), first) == "待第二人复核 1"
