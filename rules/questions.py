"""Reads one line of input: what is wrong with it is named by field, and nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules.clock import ClockEvent
from rules.facts import Facts, Kind, PenaltyType, Procedure, Sector, Severity

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIELD_OF_LAW = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
JURISDICTION = re.compile(r"CN(-([A-Z]{2})(-[A-Z0-9]+)*)?", re.ASCII)
# ISO 3166-2:CN
PROVINCES = frozenset({
    "AH", "BJ", "CQ", "FJ", "GD", "GS", "GX", "GZ", "HA", "HB", "HE", "HI", "HK", "HL", "HN", "JL", "JS",
    "JX", "LN", "MO", "NM", "NX", "QH", "SC", "SD", "SH", "SN", "SX", "TJ", "TW", "XJ", "XZ", "YN", "ZJ",
})  # fmt: skip
LONGEST_TERM = 10_000
FIRST_YEAR, LAST_YEAR = 1949, 9000


class BadField(ValueError):
    """One thing wrong with a line: a code, the field, and what a person needs to put it right."""

    def __init__(self, code: str, field: str | None, **params: Any) -> None:
        super().__init__(f"{code}: {field}")
        self.code, self.field, self.params = code, field, params


class Fields:
    """The fields of one object, each read with its type and named by its full place."""

    def __init__(self, content: Any, place: str = "") -> None:
        if not isinstance(content, Mapping):
            raise BadField("wrong_type", place or None, wanted="object")
        self.content, self.place = content, place

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def required(self, key: str) -> Any:
        if key not in self.content:
            raise BadField("missing_field", self.at(key))
        return self.content[key]

    def inner(self, key: str) -> "Fields":
        return Fields(self.required(key), self.at(key))

    def text(self, key: str) -> str:
        value = self.required(key)
        if not isinstance(value, str):
            raise BadField("wrong_type", self.at(key), wanted="text")
        return value

    def truth(self, key: str) -> bool:
        value = self.required(key)
        if not isinstance(value, bool):
            raise BadField("wrong_type", self.at(key), wanted="true_or_false")
        return value

    def truth_or_unknown(self, key: str) -> bool | None:
        return None if self.content.get(key) is None else self.truth(key)

    def whole(self, key: str, least: int, most: int = LONGEST_TERM) -> int:
        value = self.required(key)
        if type(value) is not int:
            raise BadField("wrong_type", self.at(key), wanted="whole_number")
        if not least <= value <= most:
            raise BadField("out_of_range", self.at(key), least=least, most=most)
        return value

    def day(self, key: str) -> date:
        value = self.required(key)
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise BadField("wrong_type", self.at(key), wanted="date")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise BadField("no_such_date", self.at(key), value=value) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadField("out_of_range", self.at(key), least=FIRST_YEAR, most=LAST_YEAR)
        return day

    def day_or_unknown(self, key: str) -> date | None:
        return None if self.content.get(key) is None else self.day(key)

    def one_of(self, key: str, known: type[StrEnum]) -> str:
        value = self.text(key)
        if value not in set(known):
            raise BadField("unknown_value", self.at(key), value=value, known=", ".join(known))
        return value

    def one_of_or_unknown(self, key: str, known: type[StrEnum]) -> str | None:
        return None if self.content.get(key) is None else self.one_of(key, known)

    def list_of(self, key: str) -> list[Any]:
        value = self.required(key)
        if not isinstance(value, list):
            raise BadField("wrong_type", self.at(key), wanted="list")
        return value


@dataclass(frozen=True)
class AssessQuestion:
    as_of: date
    facts: Facts


@dataclass(frozen=True)
class ClockQuestion:
    term_working_days: int
    start_on: date
    events: tuple[ClockEvent, ...]
    as_of: date


def assess_question(content: Mapping[str, Any]) -> AssessQuestion:
    """The question of one line of `assess`. Fields that may be null may also be left out."""
    top = Fields(content)
    return AssessQuestion(as_of=top.day("as_of"), facts=_facts(top.inner("record")))


def _facts(record: Fields) -> Facts:
    return Facts(
        jurisdiction=_jurisdiction(record),
        sector=record.one_of("sector", Sector),
        kind=record.one_of("kind", Kind),
        severity=record.one_of_or_unknown("severity", Severity),
        field=_field_of_law(record),
        procedure=record.one_of_or_unknown("procedure", Procedure),
        penalty_types=_penalty_types(record),
        decided_on=_decided_on(record),
        published_on=record.day_or_unknown("published_on"),
        obligations_fulfilled=record.truth_or_unknown("obligations_fulfilled"),
        commitment_made=record.truth("commitment_made"),
        training_confirmed=record.truth("training_confirmed"),
        credit_report_provided=record.truth("credit_report_provided"),
        ban_until=record.day_or_unknown("ban_until"),
        barred_until=record.day_or_unknown("barred_until"),
    )


def _jurisdiction(record: Fields) -> str:
    value = record.text("jurisdiction")
    match = JURISDICTION.fullmatch(value)
    if not match or (match[2] and match[2] not in PROVINCES):
        raise BadField(
            "unknown_value", record.at("jurisdiction"), value=value, known="CN, CN-SH, CN-HL-HEGANG, …"
        )
    return value


def _field_of_law(record: Fields) -> str | None:
    """An open list: a field that no rule names simply meets no rule."""
    if record.content.get("field") is None:
        return None
    value = record.text("field")
    if not FIELD_OF_LAW.fullmatch(value):
        raise BadField("unknown_value", record.at("field"), value=value, known="food, drug, work_safety, …")
    return value


def _penalty_types(record: Fields) -> tuple[str, ...]:
    place = record.at("penalty_types")
    values = record.list_of("penalty_types")
    for index, value in enumerate(values):
        Fields({str(index): value}, place).one_of(str(index), PenaltyType)
    return tuple(values)


def _decided_on(record: Fields) -> date | None:
    """A date that may be unknown, but not forgotten."""
    record.required("decided_on")
    return record.day_or_unknown("decided_on")


def clock_question(content: Mapping[str, Any]) -> ClockQuestion:
    """The question of one line of `clock`."""
    top = Fields(content)
    return ClockQuestion(
        term_working_days=top.whole("term_working_days", 1),
        start_on=top.day("start_on"),
        events=tuple(_event(Fields(e, f"events.{n}")) for n, e in enumerate(top.list_of("events"))),
        as_of=top.day("as_of"),
    )


class EventKind(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"


def _event(event: Fields) -> ClockEvent:
    on, kind = event.day("on"), event.one_of("kind", EventKind)
    return ClockEvent(on, kind, event.whole("working_days", 1) if kind == EventKind.EXTEND else None)
