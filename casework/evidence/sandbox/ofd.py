"""OFD (GB/T 33190), the form of electronic fiscal receipts: a ZIP of XML and pictures, read for its text only."""

import re
import zipfile
from pathlib import Path, PurePosixPath

from defusedxml import ElementTree

from casework.evidence.sandbox.verdict import Refused, Verdict

MOST_ENTRIES = 2000
MOST_BYTES = 100 << 20
MOST_RATIO = 100
MOST_PAGES = 300
MOST_TEXT = 20_000
KNOWN = frozenset(
    {"", ".xml", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".jb2", ".gbig2", ".ttf", ".otf", ".ttc", ".dat",
     ".esl", ".xsd", ".txt", ".cer"}
)  # fmt: skip
CONTENT = re.compile(r"Pages?/Page_\d+/Content\.xml$", re.IGNORECASE)


def examine(source: Path) -> Verdict:
    """Refuse bombs, foreign contents and wrong structure; there is no picture of its pages."""
    try:
        with zipfile.ZipFile(source) as packed:
            entries = packed.infolist()
            _look_at(entries)
            if "OFD.xml" not in packed.namelist():
                raise Refused("type")
            ElementTree.fromstring(packed.read("OFD.xml"))
            pages = [each for each in entries if CONTENT.search(each.filename)]
            if len(pages) > MOST_PAGES:
                raise Refused("too_long")
            lines = [line for page in pages for line in _lines(packed.read(page))]
    except (zipfile.BadZipFile, EOFError) as broken:
        raise Refused("damaged") from broken
    text = "\n".join(lines)[:MOST_TEXT]
    return Verdict(
        pages=len(pages), text="".join(sign for sign in text if sign == "\n" or sign.isprintable())
    )


def _look_at(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_BYTES:
        raise Refused("virus")
    for each in entries:
        if each.flag_bits & 1:
            raise Refused("password")
        path = PurePosixPath(each.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or path.suffix.lower() not in KNOWN:
            raise Refused("virus")
        if each.file_size > MOST_RATIO * max(each.compress_size, 1024):
            raise Refused("virus")


def _lines(content: bytes) -> list[str]:
    """The text codes of one page."""
    tree = ElementTree.fromstring(content)
    return [each.text.strip() for each in tree.iter() if each.tag.endswith("TextCode") and each.text]
