"""The name a file came with, kept as data: it is shown, and never used as a path."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # bidi marks and zero widths are Cf


def clean_name(name: str) -> str:
    """The last part of the path, in NFC, without control and direction marks, at most 120 characters."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode())
    name = "".join(sign for sign in name if unicodedata.category(sign) not in _CONTROL)
    name = re.sub(r"\s+", " ", name.replace("\\", "/").rstrip("/").rpartition("/")[2]).strip(" .")
    if len(name) > LONGEST:
        ending = PurePosixPath(name).suffix[:10]
        name = name[: LONGEST - len(ending)] + ending
    return name or "file"
