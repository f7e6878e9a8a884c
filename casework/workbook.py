"""Workbooks that say who took them out, and in which no cell is a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Value = str | int
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9  # as the format numbers sizes of paper


@dataclass(frozen=True)
class Leaf:
    """One sheet: how wide its columns are, its headings, and what stands below them."""

    title: str
    widths: Sequence[int]
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    landscape: bool = False


def workbook(leaves: Iterable[Leaf], watermark: str) -> bytes:
    """The sheets one after the other; the watermark stands above each and on every printed page."""
    book = Workbook(write_only=True)
    for leaf in leaves:
        _write(book, leaf, watermark)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook as a file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _write(book: Workbook, leaf: Leaf, watermark: str) -> None:
    sheet = book.create_sheet(leaf.title)
    for place, width in enumerate(leaf.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.oddFooter.center.text = watermark.replace("&", "&&")
    if leaf.landscape:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4

    def cells(values: Iterable[Value], *, bold: bool = False) -> list[Any]:
        row = []
        for value in values:
            text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, value=text)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", True  # text, also where it begins like a formula
            cell.font = Font(bold=bold)
            row.append(cell)
        return row

    sheet.append(cells([watermark]))
    sheet.append(cells(leaf.headings, bold=True))
    for row in leaf.rows:
        sheet.append(cells(row))
