"""The half-typed sheet of a recheck is kept for its checker, and never shown to the next one."""

import pytest
from django.test import Client

from rechecks import services
from repair.models import Draft
from tests.permissions.sheets import FIRST_FINDING
from tests.rechecks.sampling import sampling

HALF = {"point_subject": "not_ok", "note_subject": "名称与登记不一致，金丝雀。", "facts": "写到一半"}


@pytest.fixture
def credit(office):
    return sampling(office)


@pytest.fixture
def case(office, credit):
    closed = office.has_judged()
    office.reviewer.proposes_refusal(closed, "整改复查未通过。")
    office.second.countersigns(closed)
    [found] = credit.draws()
    return found


def at(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def whole(answer) -> str:
    return answer.content.decode()


def test_what_is_half_typed_comes_back_and_goes_with_the_finding(credit, case):
    checker, url = at(credit.checker), f"/office/rechecks/{case.number}/"
    assert checker.post(f"{url}draft/blind/", HALF).status_code == 302
    page = whole(checker.get(url))
    assert "金丝雀" in page
    assert "写到一半" in page
    kept = checker.post(
        f"{url}draft/blind/", HALF | {"draft_version": "1"}, headers={"Accept": "application/json"}
    )
    assert kept.json()["version"] == 2
    stale = checker.post(f"{url}assess/", FIRST_FINDING | {"draft_version": "1"})
    assert stale.status_code == 409  # another window has typed since
    assert checker.post(f"{url}assess/", FIRST_FINDING | {"draft_version": "2"}).status_code == 302
    assert Draft.objects.get(case=case).data == {}
    assert checker.post(f"{url}draft/blind/", HALF).status_code == 409


def test_the_conclusion_is_kept_too(credit, case):
    credit.assesses(case)
    credit.looks(case)
    checker, url = at(credit.checker), f"/office/rechecks/{case.number}/"
    assert checker.post(f"{url}draft/conclusion/", {"suggestion": "建议金丝雀"}).status_code == 302
    assert "建议金丝雀" in whole(checker.get(url))
    assert "建议金丝雀" not in whole(at(credit.second).get(url))


def test_the_next_checker_begins_without_what_was_typed(credit, case):
    at(credit.checker).post(f"/office/rechecks/{case.number}/draft/blind/", HALF)
    services.reassign(
        case.number, to=credit.second.user, reason="原核查人员出差。", by=credit.office.credit_officer.user,
        on=credit.today,
    )  # fmt: skip
    assert "金丝雀" not in whole(at(credit.second).get(f"/office/rechecks/{case.number}/"))
    assert at(credit.checker).post(f"/office/rechecks/{case.number}/draft/blind/", HALF).status_code == 403
