"""The fields of a record that can be corrected: how each is read by a person, typed, kept and set.

What a person types is read here once, whether a party claims it, a department answers it, or a
correction applies it; what is kept of a value (`packed`) reads back to the same value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from registry.documents import document_key, shown_document_number
from registry.importing import cells, penalties
from registry.importing.cells import BadCell
from registry.importing.layouts import TEXT
from registry.models import Record
from registry.models.records import PenaltyType, Procedure, RecordKind, Severity
from registry.wording import yuan

EARLIEST = date(1949, 10, 1)
SEPARATOR = ";"
COMPACT_DAY = 8  # 20260806
NOTHING = (None, "", [])


class CannotCorrect(ValueError):
    """A value that a field cannot take; `str()` of it is for the person who typed it."""

    def __init__(self, words: Any, field: str = "") -> None:
        super().__init__(words)
        self.field = field


UNREADABLE = {
    "bad_date": _("Please enter a date, such as 2026-08-06"),
    "bad_amount": _("Please enter an amount in yuan, such as 20000 or 20000.50"),
    "negative_amount": _("An amount cannot be below zero"),
    "unknown_penalty_type": _("Please choose from the types of penalty that the Act names"),
    "ambiguous_penalty_type": _("Please say whether the licence was suspended or revoked"),
    "control_character": _("The text has control or direction characters that cannot be seen"),
    "undecodable": _("The text has signs that cannot be read"),
}
NOT_A_CHOICE = _("Please choose one of the values offered")
MUST_STAND = _("This field cannot be empty")
TOO_LONG = _("Please keep this to %(limit)s characters")
TOO_EARLY = _("This date cannot be right")
IN_THE_FUTURE = _("The decision cannot be dated after today")
BEFORE_THE_DECISION = _("This day cannot lie before the day of the decision")
KNOWN_ALREADY = _("The department has this document number in another record of the same subject")


@dataclass(frozen=True)
class CorrectableField:
    """One field: `widget` says what kind of thing is typed, `choices` what it is chosen from."""

    name: str
    widget: str  # line, text, day, amount, choice, choices
    reads: Callable[[str], Any]
    says: Callable[[Any], str] = str
    packs: Callable[[Any], str] = str
    choices: tuple[tuple[str, Any], ...] = ()
    required: bool = False
    longest: int = TEXT

    @property
    def label(self) -> Any:
        return Record._meta.get_field(self.name).verbose_name

    @property
    def empty(self) -> Any:
        """What an emptied field holds."""
        if self.widget == "choices":
            return []
        return None if self.widget in ("day", "amount") else ""

    def value(self, record: Record) -> Any:
        return getattr(record, self.name)

    def shown(self, record: Record) -> str:
        """What the record says, as a person reads it; empty where it says nothing."""
        return self.shown_value(self.value(record))

    def shown_value(self, value: Any) -> str:
        return "" if value in NOTHING else self.says(value)

    def shown_kept(self, kept: str) -> str:
        """A kept value, as a person reads it; what cannot be read back (it was imported so) as it is."""
        try:
            return self.shown_value(self.reads(kept)) if kept else ""
        except (BadCell, CannotCorrect):
            return kept

    def packed(self, value: Any) -> str:
        """The value as it is kept; `read` gives it back."""
        return "" if value in NOTHING else self.packs(value)

    def read(self, text: str) -> Any:
        """What was typed (or kept) as a value; raises CannotCorrect with words."""
        text = self._plain(text)
        if not text:
            if self.required:
                raise CannotCorrect(MUST_STAND, self.name)
            return self.empty
        try:
            return self.reads(text)
        except BadCell as bad:
            raise CannotCorrect(UNREADABLE[bad.code], self.name) from bad

    def _plain(self, text: str) -> str:
        try:
            text = cells.safe(text).strip()
        except BadCell as bad:
            raise CannotCorrect(UNREADABLE[bad.code], self.name) from bad
        if len(text) > self.longest:
            raise CannotCorrect(TOO_LONG % {"limit": self.longest}, self.name)
        return text

    def says_already(self, record: Record, text: str) -> bool:
        """Whether the record says so already: a claim to that effect changes nothing."""
        return self.read(text) == (self.value(record) or self.empty)

    def set(self, record: Record, value: Any) -> None:
        """Give the record the value; the caller checks the whole and saves `columns`."""
        setattr(record, self.name, value)
        if self.name == "document_number":
            record.document_key = document_key(value)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name, "document_key") if self.name == "document_number" else (self.name,)


def _day(text: str) -> date:
    if text.isdigit() and len(text) != COMPACT_DAY:
        raise BadCell("bad_date")  # the serial number of a spreadsheet is no date that a person types
    day = cells.day(text)
    if day < EARLIEST:
        raise CannotCorrect(TOO_EARLY)
    return day


def _amount(text: str) -> Decimal:
    """In yuan, unless the unit is named."""
    return cells.yuan(text if text.endswith(("元", "万")) else f"{text}元")


def _types(text: str) -> list[str]:
    said = text.split(SEPARATOR)
    if set(said) <= set(PenaltyType.values):
        return [each for each in PenaltyType.values if each in said]
    return list(penalties.penalty_types(text))


def _choice(choices: Sequence[tuple[str, Any]], text: str) -> str:
    """The code of what was chosen, or of what it is called in the reader's language or in ours."""
    for code, label in choices:
        with translation.override(settings.LANGUAGE_CODE):
            ours = str(label)
        if text in (code, str(label), ours):
            return code
    raise CannotCorrect(NOT_A_CHOICE)


def _label(choices: Sequence[tuple[str, Any]], code: str) -> str:
    return str(dict(choices).get(code, code))


def _labels(choices: Sequence[tuple[str, Any]], codes: Sequence[str]) -> str:
    return "、".join(_label(choices, code) for code in codes)


def _line(name: str, longest: int, *, required: bool = False) -> CorrectableField:
    return CorrectableField(name, "line", cells.line, longest=longest, required=required)


def _text(name: str, *, required: bool = False) -> CorrectableField:
    return CorrectableField(name, "text", cells.paragraph, required=required)


def _chosen(name: str, choices: Any, *, required: bool = False) -> CorrectableField:
    offered = tuple(choices.choices)
    return CorrectableField(
        name,
        "choice",
        partial(_choice, offered),
        partial(_label, offered),
        choices=offered,
        required=required,
    )


def _dated(name: str, *, required: bool = False) -> CorrectableField:
    return CorrectableField(name, "day", _day, date.isoformat, date.isoformat, required=required)


def _money(name: str) -> CorrectableField:
    return CorrectableField(name, "amount", _amount, yuan, "{:.2f}".format)


PENALTY_TYPES = tuple(PenaltyType.choices)

FIELDS: dict[str, CorrectableField] = {
    field.name: field
    for field in (
        CorrectableField("document_number", "line", shown_document_number, longest=128, required=True),
        _chosen("kind", RecordKind, required=True),
        _dated("decided_on", required=True),
        _dated("published_on"),
        _text("title", required=True),
        _text("facts", required=True),
        _text("basis", required=True),
        _text("content", required=True),
        CorrectableField(
            "penalty_types",
            "choices",
            _types,
            partial(_labels, PENALTY_TYPES),
            SEPARATOR.join,
            PENALTY_TYPES,
            required=True,
        ),
        _money("fine_yuan"),
        _money("confiscated_yuan"),
        _line("licence", 200),
        _dated("ban_until"),
        _dated("valid_until"),
        _chosen("procedure", Procedure),
        _chosen("severity", Severity),
        _line("severity_basis", 200),
        _line("source_unit", 200),
        _text("remark"),
    )
}
NOT_BEFORE_THE_DECISION = ("published_on", "ban_until", "valid_until")


def check(record: Record, changed: Mapping[str, Any], on: date) -> None:
    """Whether the record could say all of this at once on that day; raises CannotCorrect with words."""
    said = {name: changed.get(name, getattr(record, name)) for name in FIELDS}
    if said["decided_on"] > on:
        raise CannotCorrect(IN_THE_FUTURE, "decided_on")
    for name in NOT_BEFORE_THE_DECISION:
        touched = name in changed or "decided_on" in changed
        if touched and said[name] and said[name] < said["decided_on"]:
            raise CannotCorrect(BEFORE_THE_DECISION, name)
    if "document_number" in changed and _is_taken(record, said["document_number"]):
        raise CannotCorrect(KNOWN_ALREADY, "document_number")


def _is_taken(record: Record, number: str) -> bool:
    others = Record.objects.filter(subject=record.subject_id, department=record.department_id)
    return others.filter(document_key=document_key(number)).exclude(pk=record.pk).exists()
