"""Asking every address as everybody, once; the tests look at the answers from their sides."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.permissions.forms import filled
from tests.permissions.stage import Stage, absent_ids
from tests.permissions.table import METHODS, Address, Situation, addresses, url_of

PARAMETERS = dict(addresses())
# Differs from answer to answer, and tells nothing: the token of the form.
TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
# What an answer can be without anything having happened; 302 is looked at only where it is a refusal.
REFUSED = (403, 404, 405, 409, 422)

# A method that an address does not have is refused before anybody is looked at, and HEAD is answered
# by what answers GET: somebody of each side asks, not everybody.
OF_EACH_SIDE = ("anonymous", "deactivated", "applicant", "reviewer", "credit_office", "superuser")


@dataclass(frozen=True)
class Answer:
    """One cell of the table: who asked for what, what the table says, what came."""

    asked: str
    method: str
    person: str
    wanted: int
    status: int
    body: bytes
    location: str
    absent: tuple[int, bytes] | None = None

    def __str__(self) -> str:
        return f"{self.asked} {self.person}: {self.status}, not {self.wanted}"


@dataclass
class Asked:
    """All answers of one address, and where reading or a refusal changed a table."""

    answers: list[Answer] = field(default_factory=list)
    changes: dict[str, set[str]] = field(default_factory=dict)


class Browsers:
    """A signed-in browser for each person, and one for nobody."""

    def __init__(self, people: dict[str, Any]) -> None:
        self.clients = {"anonymous": Client()}
        for name, person in people.items():
            # A person deactivated in the middle of a session still holds the cookie.
            client = self.clients[name] = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        self._calls = 0

    def ask(self, person: str, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
        """One request, each from an address of its own: how often one may look is asked elsewhere."""
        self._calls += 1
        client = self.clients[person]
        came_with = client.cookies.copy()
        call = getattr(client, method.lower())
        answer = call(url, data or {}, REMOTE_ADDR=f"10.0.{self._calls >> 8}.{self._calls & 255}")
        client.cookies = came_with
        return answer


class Asker:
    """Asks each address when a test first wants to know, and remembers."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.browsers = stage, Browsers(stage.people)
        self._nothing: dict[tuple[str, str, str], tuple[int, bytes]] = {}
        self.untouched = checksums()
        self._asked: dict[str, Asked] = {}

    def asked(self, address: Address) -> Asked:
        if address.name not in self._asked:
            self._asked[address.name] = found = Asked()
            for method in METHODS:
                situations = address.situations(method) or [None]
                for situation in situations[:1] if method == "HEAD" else situations:
                    self._ask(found, address, method, situation)
        return self._asked[address.name]

    def _ask(self, found: Asked, address: Address, method: str, situation: Situation | None) -> None:
        """Everybody in one situation; steps that are allowed are each taken back, the rest may not leave a trace."""
        about, send = (situation.about, situation.send) if situation else ("", "")
        ids = self.stage.ids(about or "submitted")
        url = url_of(address.name, PARAMETERS[address.name], ids)
        data = filled(self.stage, send, about) if situation and method == "POST" else {}
        label = f"{method} {address.name} [{about} {send}]"
        with undone():
            everybody = ("anonymous", *self.stage.people)
            for person in everybody if situation and method != "HEAD" else OF_EACH_SIDE:
                wanted = address.expected(method, situation, person)
                with undone() if method == "POST" and wanted not in REFUSED else as_it_comes():
                    answer = self.browsers.ask(person, method, url, data)
                found.answers.append(
                    Answer(
                        label,
                        method,
                        person,
                        wanted,
                        *said(answer, url),
                        self._absent(address, method, person, wanted),
                    )
                )
            found.changes[label] = changed(self.untouched) - {address.counts}

    def _absent(self, address: Address, method: str, person: str, wanted: int) -> tuple[int, bytes] | None:
        """What the same person gets for the same address with an id that nothing has."""
        parameters = PARAMETERS[address.name] - {"section", "code"}
        if wanted not in {403, 404} or not parameters or method not in {"GET", "POST"}:
            return None
        ids = absent_ids()
        key = (address.name, method, person)
        if key not in self._nothing:
            url = url_of(address.name, PARAMETERS[address.name], ids)
            self._nothing[key] = said(self.browsers.ask(person, method, url), url)[:2]
        return self._nothing[key]


def said(answer: Any, url: str) -> tuple[int, bytes, str]:
    """Status, body and direction, as far as they say anything: the address that was asked for is echoed."""
    body = TOKENS.sub(b"", answer.content).replace(url.encode(), b"ADDRESS")
    return answer.status_code, body, answer.headers.get("Location", "")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def as_it_comes() -> Iterator[None]:
    yield


def checksums() -> dict[str, str]:
    """Every table with a checksum of its rows."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        asked = " UNION ALL ".join(
            f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t"  # noqa: S608
            for table in tables
        )
        cursor.execute(asked)
        return dict(cursor.fetchall())


def changed(before: dict[str, str]) -> set[str]:
    """Tables that differ from `before`, but for the browsers' sessions and the registers of looks and of exports."""
    after = checksums()
    return {table for table in after if after[table] != before[table]} - {
        "django_session",
        "casework_caselook",
        "registry_export",
    }
