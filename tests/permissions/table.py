"""The table itself: rows read from matrix.toml, addresses read from the resolver."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

NOT_SIGNED_IN = ("anonymous", "deactivated")
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")
WRONG_METHOD, TO_SIGN_IN = 405, 302


@dataclass(frozen=True)
class Situation:
    """One thing in the address, one form, and who gets which answer."""

    about: str
    send: str
    answers: dict[str, int]
    others: int
    groups: dict[str, frozenset[str]]

    def answer_for(self, person: str) -> int:
        """By name, else by group, else the others' answer; two groups that disagree are a mistake."""
        if person in self.answers:
            return self.answers[person]
        found = {code for name, code in self.answers.items() if person in self.groups.get(name, ())}
        if len(found) > 1:
            raise ValueError(f"{self.about}: {person} would get {sorted(found)}")
        return found.pop() if found else self.others


@dataclass(frozen=True)
class Address:
    """One address with what it answers."""

    name: str
    is_open: bool
    counts: str
    methods: dict[str, list[Situation]] = field(default_factory=dict)

    def situations(self, method: str) -> list[Situation]:
        return self.methods.get("GET" if method == "HEAD" else method, [])

    def expected(self, method: str, situation: Situation | None, person: str) -> int:
        """The answer the table gives; whoever is not signed in is sent to sign in first."""
        if person in NOT_SIGNED_IN and not self.is_open:
            return TO_SIGN_IN
        return situation.answer_for(person) if situation else WRONG_METHOD


def read_table() -> tuple[dict[str, Address], frozenset[str]]:
    """Every address of the table, and everybody it speaks of."""
    read = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
    groups = {name: frozenset(people.split()) for name, people in read.pop("groups").items()}
    table = {}
    for name, row in read.items():
        methods = {m: [_situation(one, groups) for one in row[m]] for m in METHODS if m in row}
        table[name] = Address(name, row.get("open", False), row.get("counts", ""), methods)
    return table, groups["everyone"]


def _situation(row: dict[str, Any], groups: dict[str, frozenset[str]]) -> Situation:
    about, send = row.get("case") or row.get("record") or "", row.get("send", "")
    answers = {name: int(code) for code, names in row.items() if code.isdecimal() for name in names.split()}
    known = frozenset().union(*groups.values()) | set(groups)
    if strange := set(answers) - known:
        raise ValueError(f"nobody is called {strange}")
    return Situation(about, send, answers, row["others"], groups)


def addresses() -> Iterator[tuple[str, set[str]]]:
    """Name and parameters of everything the resolver leads to, but the admin's own pages."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, set[str]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            name = one.name or str(one.pattern).strip("^$/")
            yield f"{namespace}{name}", set(one.pattern.converters)
        elif one.namespace != "admin":
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, inner)


def url_of(name: str, parameters: set[str], ids: dict[str, Any]) -> str:
    if name in {"healthz", "readyz"}:
        return f"/{name}"
    return reverse(name, kwargs={each: ids[each] for each in parameters})
