"""Reads a rule file. A mistake is named: which file, which key, what to do."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rules.facts import Kind, PenaltyType, Procedure, Sector, Severity
from rules.instruments import LATITUDE_WORDS, RULE_WORDS, Case, Instrument, Level, RuleClass, Suggestion
from rules.objection_words import HELD_IN_COMMON, TERMS, WORDS, ObjectionKind, Receiver
from rules.terms import DAYS, UNITS, WORKING_DAYS, Figure

CONDITIONS = (
    "min_period", "obligations", "commitment", "training", "credit_report",
    "repairable_kind", "severity_known", "ban_expired",
)  # fmt: skip
CASE_WORDS = {
    "kinds": frozenset(Kind),
    "severities": frozenset(Severity),
    "fields": None,
    "procedures": frozenset(Procedure),
    "penalty_types": frozenset(PenaltyType),
}
INSTRUMENT_KEYS = frozenset({
    "id", "title", "number", "layer", "jurisdiction", "sector", "uses_severity", "overrides", "without", "in_force",
    "sources", "figures", "conditions", "kind_severity", "classes", "suggestions", "objections", "objections_without",
    "receiver", "principles", "latitude",
})  # fmt: skip
CLASS_KEYS = frozenset({"id", "key", "name", "severity", "covers", "without", "figures", "conditions"})
SIGNATURE = re.compile(r"^# content-sha256 = ([0-9a-f]{64})\s*$", re.MULTILINE)
FIGURE_KEYS = frozenset({"value", "unit", "cites", "confirmed", "read_in", "note", "until"})


class BadRuleFile(ValueError):
    """A rule file that cannot be used; the words say where and what to do."""


class Table:
    """One table of a rule file, which knows its own place for the sake of error messages."""

    def __init__(self, content: Any, file: str, place: str = "") -> None:
        self.file, self.place = file, place
        if not isinstance(content, Mapping):
            raise self.wrong("", "write a table here")
        self.content = content

    def wrong(self, key: str, advice: str) -> BadRuleFile:
        place = ".".join(part for part in (self.place, key) if part) or "(top)"
        return BadRuleFile(f"{self.file}: {place}: {advice}")

    def only(self, known: frozenset[str]) -> None:
        for key in sorted(set(self.content) - known):
            raise self.wrong(key, f"unknown key; remove it or use one of {', '.join(sorted(known))}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.content.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.wrong(key, "give a text in quotes")
        return value

    def truth(self, key: str, default: bool | None = None) -> bool:
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "say true or false")
        return value

    def day(self, key: str) -> date | None:
        value = self.content.get(key)
        try:
            return date.fromisoformat(value) if isinstance(value, str) else self._plain_date(value)
        except (ValueError, TypeError):
            raise self.wrong(key, "give a date such as 2026-04-01, or leave the key out") from None

    @staticmethod
    def _plain_date(value: Any) -> date | None:
        if value is not None and type(value) is not date:
            raise TypeError
        return value

    def words(self, key: str, known: frozenset[str] | None = None) -> frozenset[str]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.wrong(key, "give a list of words")
        for word in value:
            if known is not None and word not in known:
                raise self.wrong(key, f"{word!r} is not known; use {', '.join(sorted(known))}")
        return frozenset(value)

    def one_of(self, key: str, known: frozenset[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in known:
            raise self.wrong(key, f"{value!r} is not known; use {', '.join(sorted(known))}")
        return value

    def table(self, key: str) -> "Table":
        return Table(self.content.get(key, {}), self.file, ".".join(p for p in (self.place, key) if p))

    def tables(self, key: str) -> "list[Table]":
        rows = self.content.get(key, [])
        if not isinstance(rows, list):
            raise self.wrong(key, f"write each entry as [[{key}]]")
        place = f"{self.place}.{key}" if self.place else key
        return [Table(row, self.file, f"{place}[{n}]") for n, row in enumerate(rows, 1)]

    def each(self) -> "dict[str, Table]":
        return {key: self.table(key) for key in self.content}


class ChangedFile(BadRuleFile):
    """A file whose content is not the one that its signature was given for."""

    def __init__(self, file: str, stated: str, found: str) -> None:
        super().__init__(f"{file}: its content has the digest {found}, not {stated} as it states")
        self.file, self.stated, self.found = file, stated, found


def read_file(path: Path) -> Instrument:
    """Read one file of rules/sets/."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(raw: bytes, file: str) -> Instrument:
    """Read a rule file as it was handed over; one that states the digest of its content is held to it."""
    try:
        text = raw.decode("utf-8")
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRuleFile(f"{file}: not readable as TOML in UTF-8: {error}") from error
    instrument = read_content(content, file)
    _check_objections(instrument, Table(content, file).table("objections"))
    stated = stated_digest(text)
    if stated and stated != instrument.sha256:
        raise ChangedFile(file, stated, instrument.sha256)
    return instrument


def stated_digest(text: str) -> str:
    """The digest of its content that a rule file states in a comment; empty where it states none."""
    found = SIGNATURE.search(text)
    return found[1] if found else ""


def read_content(content: Mapping[str, Any], file: str) -> Instrument:
    """Turn the content of a file, or of a stored version, into an instrument."""
    top = Table(content, file)
    top.only(INSTRUMENT_KEYS)
    plain = canonical(content)
    force = top.table("in_force")
    classes = tuple(_rule_class(row, top.text("id")) for row in top.tables("classes"))
    instrument = Instrument(
        id=top.text("id"),
        title=top.text("title"),
        number=top.text("number", ""),
        level=Level[top.one_of("layer", frozenset(level.name.lower() for level in Level)).upper()],
        jurisdiction=top.text("jurisdiction"),
        sector=top.one_of("sector", frozenset(Sector)) if "sector" in content else None,
        in_force_from=force.day("from"),
        in_force_to=force.day("to"),
        uses_severity=top.truth("uses_severity", False),
        overrides=top.words("overrides"),
        without=top.words("without"),
        figures=_figures(top),
        kind_severity=_kind_severity(top.table("kind_severity")),
        classes=classes,
        suggestions=tuple(_suggestion(row) for row in top.tables("suggestions")),
        objections={name: _figure(t, name) for name, t in top.table("objections").each().items()},
        objections_without=top.words("objections_without", TERMS),
        receiver=top.one_of("receiver", frozenset(Receiver), Receiver.PLATFORM),
        principles={name: _rule(t, t.text("text")) for name, t in top.table("principles").each().items()},
        latitude={
            name: _rule(t, t.one_of("value", LATITUDE_WORDS))
            for name, t in top.table("latitude").each().items()
        },
        sha256=hashlib.sha256(plain.encode()).hexdigest(),
        content=json.loads(plain),
    )
    _check_whole(instrument, top)
    return instrument


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write the same content, so that its hash means the content and not its layout."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )


def _figures(table: Table) -> dict[str, Figure]:
    figures = {name: _figure(t, name) for name, t in table.table("figures").each().items()}
    conditions = table.table("conditions")
    conditions.only(frozenset(CONDITIONS))
    return figures | {name: _rule(t, "required") for name, t in conditions.each().items()}


def _figure(table: Table, name: str) -> Figure:
    table.only(FIGURE_KEYS)
    unit, value = table.one_of("unit", UNITS), table.content.get("value")
    if unit == "rule":
        value = table.one_of("value", RULE_WORDS[name]) if name in RULE_WORDS else table.text("value")
    elif type(value) is not int or value < 0:
        raise table.wrong("value", "give a whole number, zero or more")
    return _sourced(table, value, unit)


def _rule(table: Table, value: str) -> Figure:
    table.only(FIGURE_KEYS - {"unit"} | {"text"})
    return _sourced(table, value, "rule")


def _sourced(table: Table, value: int | str, unit: str) -> Figure:
    confirmed, read_in = table.truth("confirmed"), table.text("read_in", "")
    if confirmed and not read_in:
        raise table.wrong("read_in", "a confirmed figure says where it was read")
    cites, note = table.text("cites"), table.text("note", "")
    return Figure(value, unit, cites, confirmed, read_in, note, table.day("until"))


def _kind_severity(table: Table) -> dict[str, Figure]:
    table.only(frozenset(Kind))
    return {kind: _rule(t, t.one_of("value", frozenset(Severity))) for kind, t in table.each().items()}


def _rule_class(table: Table, instrument_id: str) -> RuleClass:
    table.only(CLASS_KEYS)
    class_id = table.text("id", instrument_id)
    if not class_id.startswith(instrument_id):
        raise table.wrong("id", f"begin the id of a class with {instrument_id}")
    severity = table.one_of("severity", frozenset(Severity)) if "severity" in table.content else None
    return RuleClass(
        id=class_id,
        key=table.text("key"),
        name=table.text("name"),
        severity=severity,
        covers=tuple(_case(row) for row in table.tables("covers")),
        figures=_figures(table),
        without=table.words("without"),
    )


def _case(table: Table) -> Case:
    table.only(frozenset(CASE_WORDS))
    return Case(**{name: table.words(name, known) for name, known in CASE_WORDS.items()})


def _suggestion(table: Table) -> Suggestion:
    table.only(FIGURE_KEYS - {"value", "unit"} | {"severity", "penalty_types", "procedures"})
    severity = table.one_of("severity", frozenset(Severity))
    return Suggestion(
        severity=severity,
        evidence=_sourced(table, severity, "rule"),
        penalty_types=table.words("penalty_types", CASE_WORDS["penalty_types"]),
        procedures=table.words("procedures", CASE_WORDS["procedures"]),
    )


def _check_whole(instrument: Instrument, top: Table) -> None:
    """What only shows when the file is seen as a whole."""
    keys = [c.key for c in instrument.classes]
    if len(set(keys)) < len(keys):
        raise top.wrong("classes", "give each class a key of its own")
    if instrument.level is not Level.LOCAL and instrument.overrides:
        raise top.wrong("overrides", "only a local set names what it overrides")
    stated = set(instrument.figures).union(*(c.figures for c in instrument.classes))
    for name in sorted(instrument.overrides - stated):
        raise top.wrong("overrides", f"{name!r} is stated nowhere in this file; state it or take it out")
    begins, ends = instrument.in_force_from, instrument.in_force_to
    if begins and ends and ends < begins:
        raise top.wrong("in_force.to", "the last day lies before the first")


def _check_objections(instrument: Instrument, table: Table) -> None:
    """That objections are spoken of in known words. Only files are asked: a version that was stored stays readable."""
    known = TERMS | HELD_IN_COMMON | set(WORDS)
    for stated, figure in instrument.objections.items():
        name, _, kind = stated.partition("@")
        if name not in known:
            raise table.wrong(stated, f"unknown name; use one of {', '.join(sorted(known))}")
        if kind and kind not in set(ObjectionKind):
            raise table.wrong(stated, f"{kind!r} is no kind of objection; use {', '.join(ObjectionKind)}")
        if name in TERMS and figure.unit not in (WORKING_DAYS, DAYS):
            raise table.wrong(f"{stated}.unit", f"give a term in {WORKING_DAYS} or in {DAYS}")
        if name in WORDS and figure.value not in WORDS[name]:
            raise table.wrong(
                f"{stated}.value", f"{figure.value!r} is not known; use {', '.join(sorted(WORDS[name]))}"
            )
