"""A figure at its place in the content of a rule set, to be read again in the text it comes from."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rules.instruments import Instrument

PARTS = ("kind_severity", "objections", "principles", "latitude")


def with_figure(instrument: Instrument, place: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The content with other words for one figure; raises LookupError where there is no such figure."""
    content: dict[str, Any] = json.loads(json.dumps(instrument.content))
    for where, table in tables_of(content):
        if where == place:
            table.update(said)
            return {**content}
    raise LookupError(f"{instrument.id} has no figure {place}")


def tables_of(content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every figure of a rule set as it is written, by the name that `Instrument.all_figures` gives it."""
    yield from _named("", content)
    for part in PARTS:
        yield from ((f"{part}.{name}", table) for name, table in content.get(part, {}).items())
    for row in content.get("classes", []):
        yield from _named(f"classes.{row['key']}.", row)


def _named(prefix: str, content: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in ("figures", "conditions"):
        yield from ((prefix + name, table) for name, table in content.get(part, {}).items())
