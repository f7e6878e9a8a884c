"""What a letter is before it is paper: a frozen set of plain facts, and nothing that can act."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from casework.typed import visible

LONGEST_TEXT = 6_000
LONGEST_LETTER = 20_000


@dataclass(frozen=True)
class LetterFacts:
    """Exactly what one letter states, as text, numbers, dates and tuples of these."""

    kind: ClassVar[str]
    template: ClassVar[str]
    title: ClassVar[str]
    series: ClassVar[str]


@dataclass(frozen=True)
class Sheet:
    """All that one PDF depends on, besides fonts and templates."""

    template: str
    title: str
    number: str
    department: str
    issued_on: date
    code: str
    facts: dict[str, Any]


def unnumbered(facts: LetterFacts, *, department: str, on: date) -> dict[str, Any]:
    """A paper without number, code and legal effect, as a message keeps it; `sheet_of` reads it again."""
    return {
        "template": facts.template,
        "title": facts.title,
        "department": department,
        "issued_on": on.isoformat(),
        "facts": packed(facts),
    }


def sheet_of(kept: dict[str, Any]) -> Sheet:
    """The sheet of an unnumbered paper."""
    return Sheet(**kept | {"issued_on": date.fromisoformat(kept["issued_on"]), "number": "", "code": ""})


def packed(facts: LetterFacts) -> dict[str, Any]:
    """The facts as JSON keeps them, cleaned; what could act or is too long is refused."""
    kept = {field.name: plain(getattr(facts, field.name)) for field in fields(facts)}
    if length_of(kept) > LONGEST_LETTER:
        raise ValueError(f"The facts of this letter exceed {LONGEST_LETTER} characters.")
    return kept


def unpacked(kept: Any) -> Any:
    """The facts as a template reads them: dates are dates again, lists are tuples."""
    if isinstance(kept, dict):
        if set(kept) == {"on"}:
            return date.fromisoformat(kept["on"])
        return {name: unpacked(value) for name, value in kept.items()}
    if isinstance(kept, list | tuple):
        return tuple(unpacked(value) for value in kept)
    return kept


def plain(value: Any) -> Any:
    """One value for JSON; models, callables and lazy objects have no place in a letter."""
    if value is None or type(value) in (bool, int):
        return value
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"on": value.isoformat()}
    if type(value) is tuple:
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"A letter states text, numbers, dates and tuples, not {type(value).__name__}.")


def cleaned(text: str) -> str:
    """Text without invisible characters, in composed form, not longer than a letter bears."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = visible(text)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"A text of {len(text)} characters is longer than a letter bears ({LONGEST_TEXT}).")
    return text


def length_of(kept: Any) -> int:
    """How many characters a letter's facts have in all."""
    if isinstance(kept, Mapping):
        return sum(length_of(value) for value in kept.values())
    if isinstance(kept, list | tuple):
        return sum(length_of(value) for value in kept)
    return len(str(kept))
