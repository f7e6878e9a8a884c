"""Uploaded files: kept under a name of our own, outside anything that is served, and never trusted.

A file is only stored here and looked at from outside; a worker reads it later.
"""

import re
import uuid
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from registry.importing.reading import UnreadableFile, look_at
from registry.importing.workbooks import LARGEST_RATIO, MOST_PARTS
from registry.models import ImportRun

BLOCK = 1 << 20
MOST_IN_A_ZIP = 20
WORKBOOK_PART = "xl/workbook.xml"
READABLE = (".csv", ".txt", ".xlsx")
_ODD = re.compile(r"[^\w.()（）《》〔〕+ -]")

TOO_LARGE = (
    "文件超过 {mb} MB，请拆分后分别上传。 / The file is larger than {mb} MB: split it and upload the parts."
)
NOT_IN_ZIP = (
    "压缩包里没有 CSV 或 XLSX 文件。 / There is no CSV or XLSX file in the archive.",
    "压缩包里的文件超过 {most} 个，请分几次上传。 / More than {most} files in the archive: upload it in parts.",
    "压缩包已损坏或有密码，请解压后直接上传其中的文件。 / The archive is damaged or has a password: unpack it and upload the files.",
)


def place_of(stored: str) -> Path:
    return settings.IMPORT_DIR / stored


def take_in(
    file: IO[bytes], name: str, *, departments: Collection[int], by: Any, now: datetime
) -> list[ImportRun]:
    """Keep an uploaded file; a zip of several becomes several. What is plainly no table is refused at once."""
    kept: list[tuple[str, Path]] = []
    try:
        received = _keep(file, settings.IMPORT_FILE_BYTES)
        kept.append((name, received))
        if _is_archive(received):
            kept.extend(_unpacked(received))
            kept.remove((name, received))
            received.unlink()
        with transaction.atomic():
            return [_run(path, shown, departments, by, now) for shown, path in kept]
    except Exception:
        for _name, path in kept:
            path.unlink(missing_ok=True)
        raise


def _run(path: Path, name: str, departments: Collection[int], by: Any, now: datetime) -> ImportRun:
    try:
        source = look_at(path)
    except UnreadableFile as reason:
        raise UnreadableFile(f"{shown_name(name)}：{reason}") from reason
    return ImportRun.objects.create(
        file_name=shown_name(name), stored=path.name, sha256=source.sha256, size=source.size,
        department_ids=sorted(departments), uploaded_by=by, uploaded_at=now,
    )  # fmt: skip


def shown_name(name: str) -> str:
    """A stranger's file name as a page may show it: its last part, without odd signs."""
    return _ODD.sub("_", PurePosixPath(name.replace("\\", "/")).name)[-100:] or "file"


def _keep(file: IO[bytes], most: int) -> Path:
    settings.IMPORT_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, size = place_of(uuid.uuid4().hex), 0
    try:
        with path.open("xb") as target:
            path.chmod(0o600)
            while block := file.read(BLOCK):
                size += len(block)
                if size > most:
                    raise UnreadableFile(TOO_LARGE.format(mb=most >> 20))
                target.write(block)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    return path


def _is_archive(path: Path) -> bool:
    """Whether it is a zip that is no workbook."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return WORKBOOK_PART not in archive.namelist()


def _unpacked(path: Path) -> Iterator[tuple[str, Path]]:
    """Each table of an archive as a file of its own; the archive's names and sizes are not believed."""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in _tables(archive):
                with archive.open(part) as file:
                    yield _name_in(part), _keep(file, settings.IMPORT_FILE_BYTES)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as reason:
        raise UnreadableFile(NOT_IN_ZIP[2]) from reason


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    tables = [part for part in parts if part.filename.lower().endswith(READABLE)]
    if not tables:
        raise UnreadableFile(NOT_IN_ZIP[0])
    if len(tables) > MOST_IN_A_ZIP or len(parts) > MOST_PARTS:
        raise UnreadableFile(NOT_IN_ZIP[1].format(most=MOST_IN_A_ZIP))
    if any(part.file_size > LARGEST_RATIO * max(part.compress_size, BLOCK) for part in tables):
        raise UnreadableFile(TOO_LARGE.format(mb=settings.IMPORT_FILE_BYTES >> 20))
    return tables


def _name_in(part: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: archives made on Chinese Windows have GB18030 without saying so."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename
