"""Files as rows of text: CSV in UTF-8 or GB18030, streamed; XLSX up to a size that fits in memory."""

import codecs
import csv
import hashlib
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from registry.importing import workbooks
from registry.importing.layouts import (
    HEADER_WITHIN,
    LAYOUTS,
    Header,
    HeaderProblem,
    Layout,
    is_header,
    read_header,
)

BLOCK = 1 << 17
LARGEST_CELL = 131_072
csv.field_size_limit(LARGEST_CELL)
NO_HEADER = (
    "前二十行内没有找到双公示行政处罚信息的表头（字段代码或中文名称）。 / "
    "No header of the penalty layouts (codes or Chinese names) in the first twenty rows."
)

Line = tuple[int, list[str] | None]  # row of the file, its cells; None where the row cannot be read


class UnreadableFile(ValueError):
    """The file cannot be imported at all; the words say why, in Chinese and English."""


@dataclass(frozen=True)
class Source:
    """A file that was looked at: what it is and which digest it has."""

    path: Path
    sha256: str
    size: int
    is_workbook: bool
    encoding: str = ""


def look_at(path: Path) -> Source:
    """Read the file once for its digest and its encoding, a block at a time."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            is_workbook = head == b"PK\x03\x04"
            if head == b"\xd0\xcf\x11\xe0":
                raise UnreadableFile(
                    "这是旧版 XLS 文件，请另存为 XLSX 或 CSV。 / An old XLS file: save it as XLSX or CSV."
                )
            if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise UnreadableFile(
                    "文件为 UTF-16 编码，请另存为 UTF-8。 / The file is UTF-16: save it as UTF-8."
                )
            file.seek(0)
            digest, encoding, size = _measure(file)
    except OSError as reason:
        raise UnreadableFile(
            f"无法读取文件：{path}（{reason.strerror}）。 / The file cannot be read."
        ) from reason
    if not size:
        raise UnreadableFile("文件是空的。 / The file is empty.")
    return Source(path, digest, size, is_workbook, "" if is_workbook else encoding)


def _measure(file: io.BufferedReader) -> tuple[str, str, int]:
    """Digest, encoding and size. UTF-8 with a few bad bytes is still UTF-8: GB18030 has them everywhere."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")("replace")
    bad = wide = size = 0
    while block := file.read(BLOCK):
        digest.update(block)
        size += len(block)
        if block.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(block)
        bad += text.count("�")
        wide += len(text) - len(text.encode("ascii", "ignore"))
    return digest.hexdigest(), "utf-8-sig" if bad * 20 <= wide else "gb18030", size


class Reader:
    """The rows of a source below its header. `position` is the share of the file read so far."""

    def __init__(self, source: Source, layouts: Sequence[Layout] = LAYOUTS, *, no_header: str = NO_HEADER):
        self.source, self._layouts, self._no_header = source, layouts, no_header
        self.position = 0.0
        self._width = 0  # known once the header is
        self._lines = self._open()
        self.header = self._find_header()
        self._width = self.header.width

    def __iter__(self) -> Iterator[Line]:
        """Rows with something in them, each with its row number as a spreadsheet shows it."""
        first = True
        for number, cells in self._lines:
            if first and cells is not None and self._is_header(cells):
                first = False  # codes below Chinese names, or the other way round
                continue
            first = False
            if cells is None or any(cells):
                yield number, cells

    def _find_header(self) -> Header:
        for number, cells in self._lines:
            if cells and self._is_header(cells):
                try:
                    return read_header(cells, self._layouts)
                except HeaderProblem as reason:
                    raise UnreadableFile(str(reason)) from reason
            if number >= HEADER_WITHIN:
                break
        raise UnreadableFile(self._no_header)

    def _is_header(self, cells: Sequence[str]) -> bool:
        return is_header(cells, self._layouts)

    def _open(self) -> Iterator[Line]:
        return self._workbook() if self.source.is_workbook else self._csv()

    def _workbook(self) -> Iterator[Line]:
        try:
            for number, total, cells in workbooks.rows(self.source.path, self._is_header):
                self.position = number / total
                yield number, cells
        except workbooks.BadWorkbook as reason:
            raise UnreadableFile(str(reason)) from reason

    def _csv(self) -> Iterator[Line]:
        with self.source.path.open("rb") as raw:
            text = io.TextIOWrapper(raw, self.source.encoding, errors="replace", newline="")
            delimiter = self._delimiter(text)
            text.seek(0)
            lines = _Lines(text)
            for number, cells in enumerate(self._records(lines, delimiter), start=1):
                if not number % 500:
                    self.position = raw.tell() / self.source.size
                yield number, cells

    def _records(self, lines: "_Lines", delimiter: str) -> Iterator[list[str] | None]:
        """Rows as csv reads them; one whose quote swallowed the rows below it gives those back."""
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            lines.taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            if cells is not None and self._swallowed(cells, lines):
                cells = None
            if cells is None:
                lines.give_back()
            yield cells

    def _swallowed(self, cells: list[str], lines: "_Lines") -> bool:
        """Whether a row of several lines has not the cells of the header: then a quote never closed."""
        return len(lines.taken) > 1 and self._width > 0 and len(cells) != self._width

    @staticmethod
    def _delimiter(text: io.TextIOWrapper) -> str:
        top = text.read(8192)
        return max(",\t;", key=top.count)


class _Lines:
    """The lines of a file; those of the row being read are remembered, and can be given back."""

    def __init__(self, text: io.TextIOWrapper):
        self._text, self._again, self.taken = text, deque[str](), list[str]()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Read all but the first line of this row once more."""
        self._again.extendleft(reversed(self.taken[1:]))
