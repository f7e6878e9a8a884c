"""JSON Lines in, JSON Lines out: every line answered in its place, a bad one with what is wrong with it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rules.questions import BadField, Fields

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def answered(
    lines: Iterable[bytes],
    answer: Callable[[Mapping[str, Any]], dict[str, Any]],
    words: Callable[[BadField], str],
) -> Iterator[tuple[str, bool]]:
    """Each answer as one line of text, and whether its question was good. Blank lines are passed over."""
    for number, raw in enumerate(lines):
        if raw.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _answered(raw, first=number == 0, answer=answer, words=words)


def _answered(
    raw: bytes,
    *,
    first: bool,
    answer: Callable[[Mapping[str, Any]], dict[str, Any]],
    words: Callable[[BadField], str],
) -> tuple[str, bool]:
    echo: Any = None
    try:
        content = _read(raw, first=first)
        echo = content.get("id")
        _check_id(content)
        return _written({"id": echo} | answer(content)), True
    except BadField as bad:
        error = {"code": bad.code, "field": bad.field, "message": words(bad)}
        return _written({"id": echo, "error": error}), False


def _read(raw: bytes, *, first: bool) -> Mapping[str, Any]:
    try:
        text = raw.decode("utf-8")
        content = json.loads(text.removeprefix(BOM) if first else text)
    except UnicodeDecodeError:
        raise BadField("not_utf8", None) from None
    except (ValueError, RecursionError):
        raise BadField("bad_json", None) from None
    if not isinstance(content, Mapping):
        raise BadField("wrong_type", None, wanted="object")
    return content


def _check_id(content: Mapping[str, Any]) -> None:
    value = Fields(content).required("id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadField("wrong_type", "id", wanted="text_or_number")


def _written(content: dict[str, Any]) -> str:
    """Plain characters where they can be written; half a surrogate pair, which cannot, goes escaped."""
    text = json.dumps(content, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(content)
    return text
