"""At the service window a clerk files for somebody, with the person's authorisation and a message to them."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client

from notifications.models import Letter, Message, ShortMessage
from registry.duties import give_duty
from registry.models import Mandate, Subject
from repair.models import CounterFiling, RepairCase
from tests.world import USCCS, user

SAID = {
    "number": USCCS[0], "person": "周宁", "standing": "legal_representative", "phone": "13800006021",
    "email": "zhou@example.com", "authorisation": "本人到场口述，授权书 2026-11-23", "seen": "on",
}  # fmt: skip
TICKED = {"fulfilled": "on", "corrected": "on", "authorised": "on"}


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


@pytest.fixture
def clerk(office):
    person = user("w017")
    person.groups.add(Group.objects.get_or_create(name="counter")[0])
    return person


@pytest.fixture
def window(clerk):
    client = Client()
    client.force_login(clerk)
    return client


def test_the_clerk_files_and_the_person_signs_and_is_told(office, window, clerk):
    record = office.identifies(obligations=[("fine", True)])
    assert window.get(f"/records/{record.public_id}/").status_code == 404
    assert window.post("/counter/", SAID).url == "/records/"
    window.post(f"/apply/{record.public_id}/start/", TICKED)
    case = RepairCase.objects.get(record=record)
    window.post(f"/apply/{case.number}/commitment/", {"read": "on", "truthful": "on", "consequences": "on"})
    facts = Letter.objects.of_case(case).get(kind="commitment").facts
    assert (facts["signatory"], facts["signatory_role"]) == ("周宁", "法定代表人")
    assert facts["signed_by_means"] == "在服务窗口当面签署"
    done = {"contact_name": "周宁", "contact_phone": "13800006021", "true": "on"}
    assert window.post(f"/apply/{case.number}/check/", done).status_code == 302
    assert office.reload(case).status == "submitted"
    told = Message.objects.filter(title__contains="服务窗口")
    assert {each.user or each.address for each in told} == {office.representative.user, "zhou@example.com"}
    texted = ShortMessage.objects.get(phone="13800006021", text__contains="代填").text
    assert len(texted) <= 70


def test_the_case_says_who_filled_it_in(office, window, client):
    record = office.identifies()
    window.post("/counter/", SAID)
    window.post(f"/apply/{record.public_id}/start/", TICKED)
    client.force_login(office.representative.user)
    number = RepairCase.objects.get(record=record).number
    assert "由窗口w017代填，已当面核对" in text(client.get(f"/cases/{number}/"))


def test_the_right_ends_with_the_day(office, window, clerk, day):
    record = office.identifies()
    window.post("/counter/", SAID)
    day("2026-11-24")
    again = Client()
    again.force_login(clerk)
    assert again.get(f"/records/{record.public_id}/").status_code == 404
    assert again.post("/counter/", SAID).status_code == 302  # a new visit, a new authorisation


def test_only_the_window_files(office, client):
    for person in (office.representative.user, office.reviewer.user):
        client.force_login(person)
        assert client.get("/counter/").status_code == 403
        assert client.post("/counter/", SAID).status_code == 403
    assert not CounterFiling.objects.exists()


def test_nobody_reviews_what_they_filed(office, window, clerk, day):
    give_duty(clerk, office.department, "review_cases", day.today)
    answer = window.post("/counter/", SAID)
    assert answer.status_code == 422
    assert "在部门担任职责的人员不能在窗口代填" in text(answer)


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"seen": ""}, "请先当面核对身份和授权"),
        ({"number": "91239999MA0000099X"}, "没有这个号码的主体"),
        ({"authorisation": ""}, "授权"),
        ({"standing": "self"}, "单位应当由法定代表人或者被授权人办理"),
    ],
)
def test_without_identity_and_authorisation_nothing_is_filed(office, window, slip, words):
    answer = window.post("/counter/", SAID | slip)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Mandate.objects.filter(role="counter").exists()


def test_what_stands_behind_a_filing_cannot_be_changed(office, window):
    window.post("/counter/", SAID)
    for attack in (CounterFiling.objects.all().delete, lambda: CounterFiling.objects.update(person="他人")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attack()


def test_the_database_gives_the_window_one_day_only(office, clerk, day):
    with pytest.raises(IntegrityError, match="mandate_of_the_window_holds_one_day"), transaction.atomic():
        Mandate.objects.create(
            subject=office.company, user=clerk, role="counter", authorisation="x", authorised_on=day.today
        )


class TestIndividuals:
    @pytest.fixture
    def person(self, office, day):
        someone = Subject(kind="natural_person", name="堃小明")
        someone.set_id_number("居民身份证", "11010519491231002X")
        someone.save()
        account = user("kun")
        account.last_name, account.first_name = "堃", "小明"
        account.save()
        Mandate.objects.create(subject=someone, user=account, role="self", authorised_on=day.today)
        return someone, account

    def test_name_and_number_are_masked_and_the_commitment_says_so(self, office, person, client):
        someone, account = person
        client.force_login(account)
        record = office.identifies(subject=someone)
        client.post(f"/apply/{record.public_id}/start/", TICKED)
        number = RepairCase.objects.get(record=record).number
        shown = text(client.get(f"/apply/{number}/commitment/"))
        assert "公开时姓名显示为“堃**”，不显示证件号码" in shown
        assert "本人" in shown
        for page in ("/records/", "/entities/", f"/apply/{number}/subject/", f"/apply/{number}/commitment/"):
            assert "11010519491231002X" not in client.get(page).content.decode(), page
        assert "110***********002X" in text(client.get(f"/apply/{number}/subject/"))

    def test_the_window_finds_a_person_by_the_whole_number_only(self, office, person, window):
        person_there = SAID | {"person": "堃小明", "standing": "self"}
        assert window.post("/counter/", person_there | {"number": "11010519491231"}).status_code == 422
        assert window.post("/counter/", person_there | {"number": "11010519491231002x"}).status_code == 302
