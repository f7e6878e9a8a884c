"""Writes a rule set as a rule file: the same format as rules/sets/, with the digest of what it says."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rules.instruments import Instrument

BARE = re.compile(r"[A-Za-z0-9_-]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAYS = frozenset({"from", "to", "until"})  # keys whose value is a date, not a text


def file_of(instrument: Instrument) -> str:
    """The file of an instrument. Whoever changes a word of its content breaks the digest it states."""
    head = f"# {instrument.title}\n# content-sha256 = {instrument.sha256}\n"
    return head + "\n".join(_table((), instrument.content)) + "\n"


def _table(place: tuple[str, ...], content: Mapping[str, Any]) -> Iterator[str]:
    """A table: first its own lines, then the tables within it."""
    inner = {key: value for key, value in content.items() if _is_table(key, value)}
    yield from (f"{_key(key)} = {_value(value, key)}" for key, value in content.items() if key not in inner)
    for key, value in inner.items():
        yield from _inner((*place, key), value)


def _inner(place: tuple[str, ...], value: Any) -> Iterator[str]:
    name = ".".join(map(_key, place))
    if isinstance(value, list):
        for row in value:
            yield f"\n[[{name}]]"
            yield from _table(place, row)
        return
    if any(not _is_table(key, each) for key, each in value.items()) or not value:
        yield f"\n[{name}]"
    yield from _table(place, value)


def _is_table(key: str, value: Any) -> bool:
    """Whether a value is written under a heading of its own; what a class covers is written on its line."""
    return isinstance(value, dict) or (_is_rows(value) and key != "covers")


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, str):
        return value if key in DAYS and DAY.fullmatch(value) else _text(value)
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(each, name)}" for name, each in value.items()) + " }"
    return json.dumps(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
