"""Writes a course as a course file: what `load_courses` reads, and what another office takes in."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

TOP = (
    "id", "title", "summary", "minutes", "given_by", "source", "audience", "counts_as_training", "valid_months",
)  # fmt: skip
ROWS = {
    "sections": ("id", "title", "video", "captions", "text"),
    "questions": ("id", "kind", "text", "options", "right", "why"),
}
TABLES = {"quiz": ("asked", "pass_mark"), "new": ("minutes", "sections")}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def file_of(content: Mapping[str, Any]) -> str:
    """The file of a content: read again, it is the same content to the letter."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    yield from _pairs(content, TOP)
    for name, keys in TABLES.items():
        if name in content:
            yield from ("", f"[{name}]")
            yield from _pairs(content[name], keys)
    for name, keys in ROWS.items():
        for row in content.get(name, []):
            yield from ("", f"[[{name}]]")
            yield from _pairs(row, keys)


def _pairs(table: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    return (f"{key} = {_value(table[key])}" for key in keys if key in table)


def _value(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if "\n" not in value or UNPRINTABLE.search(value):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{plain}"""'
