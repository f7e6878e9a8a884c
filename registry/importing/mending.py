"""Bad cells corrected on the page: the row is checked anew at once, and what stood there is kept."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from registry.importing import reopening, staging
from registry.importing.access import allowed
from registry.importing.cells import BadCell, safe
from registry.importing.entry import Row
from registry.importing.known import Known
from registry.importing.layouts import Header, read_header
from registry.importing.locks import locked
from registry.importing.problems import PERSONAL, Problem, problem, shown_value
from registry.importing.reporting import cells_of, kept, problems_of
from registry.importing.results import CREATED, UNCHANGED, UPDATED
from registry.importing.rows import RowReader
from registry.importing.run import CannotImport
from registry.models import ImportMending, ImportRow, ImportRun
from registry.models.runs import RowKind, RunState

# What no other cell would mend: the record itself may not change by import.
BEYOND = frozenset({"under_case", "already_repaired", "withdrawn_by_objection"})
TOO_LATE = "该行已处理或已开始导入，不能再更正。 / This row is settled, or the import has begun: it cannot be changed."


def mended_in(run: ImportRun) -> dict[int, dict[str, str]]:
    """The corrected cells of a run: row → column code → value."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for each in run.mendings.order_by("pk"):
        found[each.number][each.field] = each.value
    return found


def fields_to_mend(row: ImportRow, header: Header) -> list[str]:
    """The columns of a refused row that can be corrected on the page, in the order of its problems."""
    said = [each for each in problems_of(row) if each.code not in BEYOND]
    fields = dict.fromkeys(each.field for each in said)
    return [code for code in fields if row.cells and header.place_of(code) is not None]


def value_now(row: ImportRow, header: Header, code: str, mended: Mapping[str, str]) -> str:
    """What stands in a cell of a refused row, corrections included."""
    place, cells = header.place_of(code), cells_of(row)
    before = cells[place] if place is not None and place < len(cells) else ""
    return mended.get(code, before)


def about_a_person(header: Header, cells: list[str]) -> bool:
    """Whether a row speaks of a natural person, as far as it can be read."""
    said = {role: cells[place].strip() for role, place in header.places.items() if place < len(cells)}
    return said.get("subject_kind") == "自然人" or bool(
        said.get("id_number") and not said.get("subject_uscc")
    )


def fit_to_edit(code: str, value: str, *, person: bool) -> str:
    """The value as an input may offer it: nothing where it is masked, no signs that nobody sees."""
    if code in PERSONAL or (person and shown_value(code, value, person=True) != value):
        return ""
    try:
        return safe(value)
    except BadCell:
        return "".join(sign for sign in value if sign.isprintable())


@transaction.atomic
def mend(
    run: ImportRun, number: int, values: Mapping[str, str], *, by: Any, on: date, now: datetime
) -> list[Problem]:
    """Correct cells of a refused row; the problems that are left, none where it is good now."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    row = run.rows.filter(number=number, kind=RowKind.ERROR).first()
    if run.state != RunState.CHECKED or row is None:
        raise CannotImport(TOO_LATE)
    header, mended = read_header(run.header), mended_in(run)[number]
    for code in fields_to_mend(row, header):
        before = value_now(row, header, code, mended)
        if code in values and values[code] != before:
            mended[code] = values[code]
            _note(row, header, code, (before, values[code]), by=by, now=now)
    status, left = _checked(row, header, mended, allowed(run, by), on)
    row.problems = kept(left)
    row.kind = RowKind.ERROR if left else RowKind.MENDED
    row.save(update_fields=["problems", "kind"])
    if not left:
        ImportRun.objects.filter(pk=run.pk).update(**{"rejected": F("rejected") - 1, status: F(status) + 1})
    return left


def _note(
    row: ImportRow, header: Header, code: str, values: tuple[str, str], *, by: Any, now: datetime
) -> None:
    person = about_a_person(header, cells_of(row))
    before, after = (shown_value(code, value, person=person) for value in values)
    ImportMending.objects.create(
        run=row.run, number=row.number, field=code, value=values[1], before=before, after=after, by=by, at=now
    )


def _checked(
    row: ImportRow, header: Header, mended: Mapping[str, str], only: list[int] | None, on: date
) -> tuple[str, list[Problem]]:
    """The corrected row against its layout and the register; against its own file when it is imported."""
    read = RowReader(header, Known.read(only), on).read(row.number, header.replaced(cells_of(row), mended))
    if not isinstance(read, Row):
        return "", read
    staging.prepare()
    met = staging.compare([read])[read.number]
    reopens = met.record_id in reopening.certified([met], on)
    if met.withdrawn_because and not reopens:
        return "", [reopening.withdrawn(header.codes["document_number"], read, met)]
    if reopens:
        return UPDATED, []
    if met.same_as_record:
        return UNCHANGED, []
    if met.record_id is None:
        return CREATED, []
    held = locked([met.record_id])
    if not held:
        return UPDATED, []
    return "", [problem(header.codes["document_number"], held[met.record_id], read.document_number)]
