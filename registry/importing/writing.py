"""Workbooks that go out: templates of the layouts, and rows handed back. Every cell is text, never a formula."""

from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from registry.importing.layouts import Layout

TEXT = "@"
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
PROBLEM = "问题"  # a column that the importer does not know and passes over
WIDE = 18


def new_workbook() -> Workbook:
    return Workbook(write_only=True)


def text_row(sheet: Any, values: Iterable[str]) -> list[WriteOnlyCell]:
    """Cells of text: openpyxl would make a formula of what begins with an equals sign, and a
    spreadsheet of what is typed over; the quote prefix keeps it text then too."""
    row = []
    for value in values:
        plain = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell = WriteOnlyCell(sheet, value=plain or None)
        if plain:
            cell.data_type, cell.number_format = "s", TEXT
            cell.quotePrefix = plain.startswith(FORMULA_LIKE)
        row.append(cell)
    return row


def write_template(layout: Layout, file: IO[bytes]) -> None:
    """An empty workbook of a layout: names above codes, and a second sheet that explains each column."""
    workbook = new_workbook()
    sheet = workbook.create_sheet(layout.sheet)
    _as_text_columns(sheet, len(layout.columns))
    sheet.freeze_panes = "A3"
    sheet.append(text_row(sheet, [_marked(column.names[0], column.required) for column in layout.columns]))
    sheet.append(text_row(sheet, [column.code for column in layout.columns]))
    notes = workbook.create_sheet("填写说明")
    notes.append([_("Code"), _("Name"), _("Required"), _("Longest")])
    for column in layout.columns:
        required = _("required") if column.required else ""
        notes.append(text_row(notes, [column.code, column.names[0], required, str(column.longest)]))
    workbook.save(file)


def _marked(name: str, required: bool) -> str:
    return f"*{name}" if required else name


def _as_text_columns(sheet: Any, count: int) -> None:
    """What is typed into the columns stays text: credit codes and ID numbers are no figures."""
    for number in range(1, count + 1):
        letters = WriteOnlyCell(sheet, value=None)
        letters.column = number
        dimension = sheet.column_dimensions[letters.column_letter]
        dimension.number_format, dimension.width = TEXT, WIDE


def write_rows(
    header: Sequence[str],
    rows: Iterable[tuple[Sequence[str], str]],
    file: IO[bytes],
    *,
    name: str = "行政处罚",
) -> None:
    """Rows as they came, with what is wrong in a last column."""
    workbook = new_workbook()
    sheet = workbook.create_sheet(name)
    kept = [place for place, name in enumerate(header) if name.strip() != PROBLEM]
    _as_text_columns(sheet, len(kept) + 1)
    sheet.freeze_panes = "A2"
    sheet.append(text_row(sheet, [*(header[place] for place in kept), PROBLEM]))
    for cells, problems in rows:
        full = [*cells, *[""] * (len(header) - len(cells))]
        sheet.append(text_row(sheet, [*(full[place] for place in kept), problems]))
    workbook.save(file)
