"""One row of a file, read and checked: either a row fit for the register or a list of problems."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from registry.documents import document_key, shown_document_number
from registry.importing import cells, penalties
from registry.importing.cells import BadCell
from registry.importing.entry import Row
from registry.importing.known import Known
from registry.importing.layouts import Header
from registry.importing.problems import Problem, problem
from registry.models import Department
from registry.models.records import PenaltyType, Severity
from registry.models.subjects import SubjectKind
from registry.secret import blind_index

T = TypeVar("T")

SUBJECT_KINDS = {
    "法人及非法人组织": SubjectKind.ORGANISATION,
    "法人和非法人组织": SubjectKind.ORGANISATION,
    "法人": SubjectKind.ORGANISATION,
    "非法人组织": SubjectKind.ORGANISATION,
    "个体工商户": SubjectKind.INDIVIDUAL_BUSINESS,
    "自然人": SubjectKind.NATURAL_PERSON,
}
SEVERITIES = {
    "轻微": Severity.MINOR,
    "一般": Severity.GENERAL,
    "严重": Severity.SERIOUS,
    "特定严重": Severity.SPECIFIED_SERIOUS,
}
STATED_IN_FILE = "报送数据“失信严重程度”栏载明"
CITIZEN_ID = "身份证"
FOR_EVER = frozenset({"长期", "永久", "无期限"})
NEVER_ENDING = 2099  # 2099-12-31 is how files say “no end”
# Penalties that last; their 处罚有效期 is the end of the ban.
LASTING = frozenset({
    PenaltyType.LICENCE_SUSPENSION,
    PenaltyType.BUSINESS_RESTRICTED,
    PenaltyType.BUSINESS_SUSPENDED,
    PenaltyType.EMPLOYMENT_RESTRICTED,
})  # fmt: skip
IN_FORCE = frozenset({"", "0", "1", "有效", "正常"})
PUBLIC = frozenset({"", "1", "公示", "社会公开"})
ONE_LINE = frozenset(
    {"subject_name", "legal_representative", "department_name", "source_unit", "licence", "id_type"}
)


class RowReader:
    """Reads the rows of one file. `read` gives a Row, or the problems of a row that is rejected."""

    def __init__(self, header: Header, known: Known, on: date):
        self.header, self.known, self.on = header, known, on
        columns = {column.role: column for column in header.layout.columns}
        self._plan = [(role, place, columns[role].longest) for role, place in header.places.items()]
        self._required = [column for column in header.layout.required if column.role != "subject_kind"]
        self._has_kind = header.layout.name == "new"

    def read(self, number: int, raw: Sequence[str]) -> Row | list[Problem]:
        reading = _Reading(self, number, self._with_width(raw))
        if reading.problems:
            return reading.problems
        row = reading.row()
        if reading.problems or row is None:
            return reading.problems
        row.row_hash = row.digest()
        return row

    def _with_width(self, raw: Sequence[str]) -> Sequence[str]:
        return raw if len(raw) >= self.header.width else [*raw, *[""] * (self.header.width - len(raw))]


class _Reading:
    """The reading of one row: values by role, and what was wrong on the way."""

    def __init__(self, reader: RowReader, number: int, raw: Sequence[str]):
        self.reader, self.number = reader, number
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.codes = reader.header.codes
        if len(raw) > reader.header.width and any(cell.strip() for cell in raw[reader.header.width :]):
            self.problems.append(problem("ROW", "too_many_cells", raw[reader.header.width]))
        self.values = (
            self._plain(raw) if cells.SUSPICIOUS.search("\n".join(raw)) is None else self._cleaned(raw)
        )
        self.person = self._is_person()

    def _plain(self, raw: Sequence[str]) -> dict[str, str]:
        values, text = {}, cells.text
        for role, place, longest in self.reader._plan:
            value = raw[place]
            if value:
                value = text(value)
                if len(value) > longest:
                    self.wrong(role, "too_long", value)
            values[role] = value
        return values

    def _cleaned(self, raw: Sequence[str]) -> dict[str, str]:
        cleaned = list(raw)
        for role, place, _longest in self.reader._plan:
            try:
                cleaned[place] = cells.safe(raw[place])
            except BadCell as bad:
                self.wrong(role, bad.code, raw[place])
                cleaned[place] = ""
        return self._plain(cleaned)

    def wrong(self, role: str, code: str, value: str = "") -> None:
        person = role == "subject_name" and getattr(self, "person", True)
        self.problems.append(problem(self.codes.get(role, role), code, value, person=person))

    def warn(self, role: str, code: str, value: str = "") -> None:
        self.warnings.append(problem(self.codes.get(role, role), code, value, person=self.person))

    def value(self, role: str) -> str:
        value = self.values.get(role, "")
        return cells.line(value) if role in ONE_LINE else value

    def read(self, role: str, how: Callable[[str], T]) -> T | None:
        """The cell in its type, or nothing where it is empty or wrong (which is noted)."""
        value = self.values.get(role, "")
        if not value:
            return None
        try:
            return how(value)
        except BadCell as bad:
            self.wrong(role, bad.code, value)
            return None

    def _is_person(self) -> bool:
        if self.reader._has_kind:
            return self.values.get("subject_kind") == "自然人"
        return bool(self.values.get("id_number")) and not self.values.get("subject_uscc")

    def row(self) -> Row | None:
        """Everything read and checked; the problems say what is wrong where this gives nothing."""
        for column in self.reader._required:
            if not self.values.get(column.role):
                self.wrong(column.role, "required")
        kind, uscc, number = self._subject()
        department = self._department()
        decided_on = self._decided_on()
        types = self.read("penalty_types", self._types) or ()
        fine, confiscated = self._amounts(types)
        valid_until = self._valid_until(decided_on)
        severity = self._severity()
        self._open_to_the_public()
        source_uscc = self.read("source_uscc", cells.social_credit_code) or ""
        if self.problems or department is None or decided_on is None or kind is None:
            return None
        document = self.value("document_number")
        lasting = valid_until and valid_until.year < NEVER_ENDING and LASTING.intersection(types)
        return Row(
            number=self.number,
            department=department,
            subject_kind=str(kind),
            subject_name=self.value("subject_name"),
            uscc=uscc,
            id_type=(self.value("id_type") or CITIZEN_ID) if number else "",
            id_number=number or "",
            id_index=blind_index(number) if number else None,
            other_codes=self._other_codes(),
            legal_representative=self.value("legal_representative"),
            document_number=shown_document_number(document),
            document_key=document_key(document),
            decided_on=decided_on,
            title=cells.paragraph(self.value("title")),
            facts=cells.paragraph(self.value("facts")),
            basis=cells.paragraph(self.value("basis")),
            content=cells.paragraph(self.value("content")),
            penalty_types=types,
            fine=fine,
            confiscated=confiscated,
            licence=self.value("licence"),
            ban_until=valid_until if lasting else None,
            valid_until=valid_until,
            source_unit=self.value("source_unit"),
            source_uscc=source_uscc,
            remark=cells.paragraph(self.value("remark")),
            severity=str(severity),
            severity_basis=STATED_IN_FILE if severity else "",
            warnings=self.warnings,
        )

    def _subject(self) -> tuple[SubjectKind | None, str | None, str | None]:
        """What kind of subject the row is about, and the number it is known by."""
        kind = self._kind()
        if kind == SubjectKind.NATURAL_PERSON:
            if not self.values.get("id_number"):
                self.wrong("id_number", "required")
            return kind, None, self.read("id_number", self._id_number)
        if kind is None:
            return None, None, None
        uscc = self.read("subject_uscc", cells.social_credit_code)
        if not self.values.get("subject_uscc"):
            self.wrong("subject_uscc", "required")
        if not self.reader._has_kind and uscc and uscc.startswith("92"):
            kind = SubjectKind.INDIVIDUAL_BUSINESS
        return kind, uscc, None

    def _kind(self) -> SubjectKind | None:
        if not self.reader._has_kind:
            return SubjectKind.NATURAL_PERSON if self.person else SubjectKind.ORGANISATION
        said = self.values.get("subject_kind", "")
        kind = SUBJECT_KINDS.get(said)
        if kind is None:
            self.wrong("subject_kind", "unknown_subject_kind" if said else "required", said)
        return kind

    def _id_number(self, value: str) -> str:
        if "*" in cells.narrow(value):
            raise BadCell("id_masked")
        if self.values.get("id_type", "") in ("", "1", "身份证", "居民身份证", "公民身份证"):
            return cells.id_number(value, self.reader.on)
        return cells.narrow(value).upper()

    def _department(self) -> Department | None:
        code, name = self.values.get("department_uscc", ""), self.values.get("department_name", "")
        uscc = self.read("department_uscc", cells.social_credit_code)
        if not name or (self.reader.header.layout.name == "new" and not uscc):
            return None  # noted above as empty or wrong
        try:
            return self.reader.known.named(uscc or "", name)
        except BadCell as bad:
            role = "department_uscc" if code and bad.code == "unknown_department" else "department_name"
            self.wrong(role, bad.code, code if role == "department_uscc" else name)
            return None

    def _decided_on(self) -> date | None:
        decided_on = self.read("decided_on", cells.day)
        if decided_on and decided_on > self.reader.on:
            self.wrong("decided_on", "future_date", self.values["decided_on"])
            return None
        return decided_on

    def _valid_until(self, decided_on: date | None) -> date | None:
        if self.values.get("valid_until", "") in FOR_EVER:
            return None
        until = self.read("valid_until", cells.day)
        if until and decided_on and until < decided_on:
            self.wrong("valid_until", "ends_before_it_begins", self.values["valid_until"])
        return until

    def _types(self, value: str) -> tuple[str, ...]:
        joined = ";".join(filter(None, (value, self.values.get("more_penalty_types", ""))))
        told = self.values.get("content", "") + self.values.get("licence", "")
        return penalties.penalty_types(joined, told)

    def _amounts(self, types: tuple[str, ...]) -> tuple[Decimal | None, Decimal | None]:
        """The new layout states amounts, and a fine has one; the old one tells them in its text only."""
        fine, confiscated = self.read("fine", cells.yuan), self.read("confiscated", cells.yuan)
        if self.reader._has_kind:
            if PenaltyType.FINE in types and not self.values.get("fine"):
                self.wrong("fine", "required_for_penalty")
            if PenaltyType.CONFISCATION in types and not self.values.get("confiscated"):
                self.warn("confiscated", "missing_amount")
        return fine, confiscated

    def _severity(self) -> str:
        said = self.values.get("severity", "")
        word = said.removesuffix("信息").removesuffix("行为").removesuffix("失信")
        if said and word not in SEVERITIES:
            self.warn("severity", "unknown_severity", said)
        return SEVERITIES.get(word, "")

    def _open_to_the_public(self) -> None:
        if self.values.get("status", "") not in IN_FORCE:
            self.wrong("status", "not_in_force", self.values["status"])
        if self.values.get("scope", "") not in PUBLIC:
            self.wrong("scope", "not_public", self.values["scope"])

    def _other_codes(self) -> dict[str, str]:
        return {
            role[6:]: cells.narrow(value)
            for role, value in self.values.items()
            if role.startswith("other_") and value
        }
