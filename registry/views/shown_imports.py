"""What the import page shows of a run: its steps, its rows with what is wrong, and what can be corrected."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from registry.importing.layouts import Header, read_header
from registry.importing.mending import (
    about_a_person,
    fields_to_mend,
    fit_to_edit,
    mended_in,
    value_now,
)
from registry.importing.problems import Problem, in_language
from registry.importing.reporting import cells_of, problems_of
from registry.models import ImportMending, ImportRow, ImportRun
from registry.models.runs import RowKind, RunState

PAGE = 50


@dataclass(frozen=True)
class Tab:
    kind: str
    label: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True)
class ShownProblem:
    """One line of the table: what is wrong in which column."""

    label: str
    code: str
    value: str
    words: str
    changed: list[ImportMending]


@dataclass(frozen=True)
class Field:
    """A cell that can be corrected on the page."""

    code: str
    label: str
    value: str
    longest: int


@dataclass(frozen=True)
class ShownRow:
    number: int
    problems: list[ShownProblem]
    fields: list[Field]


def language() -> str:
    return get_language() or "zh-hans"


def said(words: object) -> str:
    """Words that stand in Chinese and English, in the language of the page."""
    return in_language(str(words), language())


def grouped(number: int) -> str:
    return f"{number:,}"


def progress_words(run: ImportRun) -> str:
    """How far the work is, in a sentence."""
    if run.state == RunState.UNDOING:
        return _("Taking the whole batch back. You may leave this page")
    if not run.total:
        return _("Waiting to be checked. You may leave this page")
    facts = {"done": grouped(run.done), "total": grouped(run.total)}
    if run.state == RunState.CHECKING:
        return _("Checking %(done)s of %(total)s rows. You may leave this page") % facts
    return _("Importing %(done)s of %(total)s rows. You may leave this page") % facts


def verdict(run: ImportRun) -> str:
    """What goes in and what stays out: 导入 2,273 行，跳过 37 行."""
    facts = {"rows": grouped(run.to_import), "skipped": grouped(run.skipped)}
    return _("Import %(rows)s rows, skip %(skipped)s rows") % facts


def tabs(run: ImportRun, chosen: str) -> list[Tab]:
    counts = {
        RowKind.ERROR: run.rejected,
        RowKind.HINT: run.hinted,
        RowKind.DUPLICATE: run.unchanged,
        RowKind.MENDED: run.mendings.count(),
    }
    here = reverse("registry:import_run", args=[run.public_id])
    return [
        Tab(kind, str(RowKind(kind).label), grouped(count), f"{here}?show={kind}#report", kind == chosen)
        for kind, count in counts.items()
        if count or kind != RowKind.MENDED
    ]


def page_of_rows(run: ImportRun, kind: str, after: int) -> tuple[list[ShownRow], str]:
    """A page of the rows of one kind, and the address of the next one."""
    rows = list(run.rows.filter(kind=kind, number__gt=after)[: PAGE + 1])
    more = ""
    if len(rows) > PAGE:
        here = reverse("registry:import_run", args=[run.public_id])
        more = f"{here}?{urlencode({'show': kind, 'after': rows[PAGE - 1].number})}#report"
    shown = rows[:PAGE]
    header = read_header(run.header)
    changes: dict[tuple[int, str], list[ImportMending]] = defaultdict(list)
    mendings = run.mendings.filter(number__in=[row.number for row in shown]).select_related("by")
    for each in mendings:
        changes[each.number, each.field].append(each)
    mended = mended_in(run)
    editable = run.state == RunState.CHECKED
    return [_shown(row, header, changes, mended.get(row.number, {}), editable) for row in shown], more


def _shown(row: ImportRow, header: Header, changes: Any, mended: dict[str, str], editable: bool) -> ShownRow:
    codes = fields_to_mend(row, header) if editable and row.kind == RowKind.ERROR else []
    person = bool(codes) and about_a_person(header, cells_of(row))
    fields = [
        Field(
            code, label_of(header, code), fit_to_edit(code, value_now(row, header, code, mended), person=person),
            longest_of(header, code),
        )
        for code in codes
    ]  # fmt: skip
    problems = [
        ShownProblem(
            label_of(header, each.field), each.field, each.value, said(each.message), changes[row.number, each.field]
        )
        for each in problems_of(row)
    ]  # fmt: skip
    return ShownRow(row.number, problems, fields)


def label_of(header: Header, code: str) -> str:
    """A column as people call it."""
    named = next((each for each in header.layout.columns if each.code == code), None)
    return named.names[0] if named else _("Whole row")


def longest_of(header: Header, code: str) -> int:
    return next(each.longest for each in header.layout.columns if each.code == code)


def in_words(problems: list[Problem], header: Header) -> str:
    """All that is wrong with a row, in one cell of the workbook that goes back."""
    return "；".join(
        f"{label_of(header, each.field)}：{said(each.message).rstrip('。.')}" for each in problems
    )


def still_wrong(number: int, left: int) -> str:
    words = ngettext(
        "Row %(row)s was corrected and checked again; %(n)s thing is still wrong.",
        "Row %(row)s was corrected and checked again; %(n)s things are still wrong.",
        left,
    )
    return words % {"row": number, "n": left}
