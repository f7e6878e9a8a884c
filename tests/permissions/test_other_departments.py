"""A case of one department leaves no word at any other: a canary in every text, looked for everywhere."""

from collections.abc import Iterator

import pytest
from django.test import Client

from notifications.models import Letter
from repair.models import RepairCase
from tests.permissions.asking import PARAMETERS, undone
from tests.permissions.stage import PRIVATE, SHOWN, leave_a_canary
from tests.permissions.table import read_table, url_of

pytestmark = pytest.mark.django_db
TABLE, _EVERYONE = read_table()
ABROAD = ("other_reviewer", "other_lead")
PUBLIC = ("registry:", "notifications:verify")
LISTS = ("/work/", "/cases/", "/records/", "/inbox/", "/entities/")
LENSES = ("all", "overdue", "soon", "mine", "countersign", "waiting", "done")
# A search echoes its own words, so only a part of a canary is searched for, and the whole looked for.
SEARCHED = ("金丝雀", "江环罚〔2026〕金", "XF-2026", "9123999")


@pytest.fixture(scope="module")
def canaries(stage) -> Iterator[list[RepairCase]]:
    with undone():
        yield leave_a_canary(stage)


@pytest.fixture(scope="module")
def abroad(stage, canaries) -> dict[str, Client]:
    clients = {name: Client() for name in ABROAD}
    for name, client in clients.items():
        client.force_login(stage.people[name], backend="django.contrib.auth.backends.ModelBackend")
    return clients


def whole(answer) -> str:
    """Everything that came: status line, headers with file names, body."""
    return f"{answer.headers}\n{answer.getvalue().decode(errors='replace')}"


def secrets_of(canaries) -> set[str]:
    return set(PRIVATE.values()) | set(SHOWN.values()) | {case.number for case in canaries}


@pytest.mark.parametrize("person", ABROAD)
def test_no_list_and_no_search_of_another_department_shows_it(abroad, canaries, person):
    asked = list(LISTS)
    asked += [f"/work/?show={lens}" for lens in LENSES]
    asked += [f"/work/?show={lens}&q={words}" for lens in LENSES for words in SEARCHED]
    for path in asked:
        told = whole(abroad[person].get(path))
        assert not {word for word in secrets_of(canaries) if word in told}, path


@pytest.mark.parametrize("person", ABROAD)
def test_no_address_of_the_case_shows_it_by_any_method(stage, abroad, canaries, person):
    for case in canaries:
        letter = Letter.objects.filter(case=case).first()
        for name, parameters in PARAMETERS.items():
            if name.startswith(PUBLIC) or not parameters & {"number", "public_id"}:
                continue
            ids = stage.ids("submitted") | {
                "number": case.number,
                "public_id": case.record.public_id,
                "slot": "r",
            }
            if "letter" in name and letter:
                ids["public_id"] = letter.public_id
            for method in ("get", "post"):
                with undone():
                    answer = getattr(abroad[person], method)(url_of(name, parameters, ids))
                assert answer.status_code in {302, 403, 404, 405}, f"{method} {name}"
                told = whole(answer).replace(case.number, "")  # the address that was asked for
                assert not {word for word in secrets_of(canaries) if word in told}, f"{method} {name}"


def test_the_public_learns_what_is_on_show_and_nothing_of_the_case(canaries):
    """Who applied, what was said and how it ended stays inside."""
    for case in canaries:
        for path in (
            f"/public/records/{case.record.public_id}/",
            "/public/records/?q=金丝雀",
            "/sitemap.xml",
            "/sitemap-records.xml",
            *(f"/v/{letter.code}" for letter in Letter.objects.filter(case=case)),
        ):
            told = whole(Client().get(path))
            assert not {word for word in PRIVATE.values() if word in told}, path
        told = whole(Client().get(f"/v/{Letter.objects.filter(case=case).latest('pk').code}"))
        assert SHOWN["title"] not in told  # a letter is genuine or not; of the breach it tells nothing


def test_its_own_department_does_find_it(stage, canaries):
    """The canary sings where it should; otherwise its silence elsewhere would mean nothing."""
    own = Client()
    own.force_login(stage.people["reviewer"], backend="django.contrib.auth.backends.ModelBackend")
    told = whole(own.get(f"/work/{canaries[0].number}/"))
    for word in (*SHOWN.values(), PRIVATE["proof"], PRIVATE["item"], PRIVATE["answer"]):
        assert word in told
    assert canaries[0].number in whole(own.get("/work/?q=金丝雀"))


def test_no_message_of_it_reaches_another_department(stage, canaries):
    for name in ABROAD:
        told = "".join(f"{each.title}{each.text}" for each in stage.people[name].inbox_messages.all())
        assert not {word for word in secrets_of(canaries) if word in told}
