"""XLSX workbooks, measured before they are opened: small files can hold sheets that fill all memory."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO

import python_calamine

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_PARTS = 500
LARGEST_PART = 600 << 20
LARGEST_RATIO = 100
BLOCK = 1 << 20
HEADER_ROOM = 20  # rows a workbook may have above its data

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_FAR_DOWN = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{1,3}(\d{6,})[\"']")  # a cell in row 100,000 or below
_FAR_RIGHT = re.compile(
    rb"(?i)\br\s*=\s*[\"'](?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d+[\"']"
)  # beyond GR, the 200th column

TOO_LARGE = (
    f"XLSX 文件超过 {MOST_ROWS:,} 行，请另存为 CSV 后导入（CSV 不限行数）。 / "
    f"The workbook has more than {MOST_ROWS:,} rows: save it as CSV, which may have any number."
)
TOO_WIDE = (
    f"工作表超过 {MOST_COLUMNS} 列，请删去多余的列或另存为 CSV。 / "
    f"The sheet has more than {MOST_COLUMNS} columns: delete what is not needed, or save it as CSV."
)
DAMAGED = "XLSX 文件已损坏或不是工作簿，请另存为 CSV。 / The workbook is damaged: save it as CSV."


class BadWorkbook(ValueError):
    """The workbook cannot be imported; the words say what to do."""


def rows(path: Path, is_header: Callable[[Sequence[str]], bool]) -> Iterator[tuple[int, int, list[str]]]:
    """Row number, number of rows and cells of the first sheet that has a header near its top."""
    measure(path)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = _sheet_with_header(workbook, is_header)
        first = (sheet.start or (0, 0))[0] + 1
        total = first + sheet.height
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, total, [as_text(cell) for cell in cells]
    except (python_calamine.CalamineError, OSError) as reason:
        raise BadWorkbook(DAMAGED) from reason


def _sheet_with_header(
    workbook: python_calamine.CalamineWorkbook, is_header: Callable[[Sequence[str]], bool]
) -> python_calamine.CalamineSheet:
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        for number, cells in enumerate(sheet.iter_rows()):
            if is_header([as_text(cell) for cell in cells]):
                return sheet
            if number >= HEADER_ROOM:
                break
    return workbook.get_sheet_by_index(0)


def measure(path: Path) -> None:
    """Refuse what would not fit, from the zip's parts and the marks in them, a block at a time."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or any(_is_bomb(part) for part in parts):
                raise BadWorkbook(TOO_LARGE)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    with archive.open(part) as sheet:
                        _measure_sheet(sheet)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as reason:
        raise BadWorkbook(DAMAGED) from reason


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    small = part.file_size < 50 * BLOCK
    return part.file_size > LARGEST_PART or (
        not small and part.file_size > LARGEST_RATIO * part.compress_size
    )


def _measure_sheet(sheet: IO[bytes]) -> None:
    count, tail = 0, b""
    while block := sheet.read(BLOCK):
        text = tail + block
        cut = text.rfind(b">") + 1
        text, tail = text[:cut], text[cut:]
        if len(tail) > BLOCK:
            raise BadWorkbook(DAMAGED)
        if _FAR_RIGHT.search(text):
            raise BadWorkbook(TOO_WIDE)
        for row in _ROW.finditer(text):
            number = _NUMBER.search(row[1])
            count = max(count + 1, int(number[1]) if number else 0)
        count = max([count, *(int(cell[1]) for cell in _FAR_DOWN.finditer(text))])
        if count > MOST_ROWS + HEADER_ROOM:
            raise BadWorkbook(TOO_LARGE)


def as_text(cell: object) -> str:
    """A cell value as the text a person would have typed; whole numbers have no decimals."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return (
            str(int(cell))
            if cell.is_integer() and abs(cell) < 1e16
            else f"{cell:.6f}".rstrip("0").rstrip(".")
        )
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)
