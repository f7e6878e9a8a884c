"""Nothing is left in English on a Chinese page: every string of locale/zh_Hans is translated and sure.

Run by `./run lint`: `python -m tools.check_locale`.
"""

import re
import sys
from pathlib import Path

import polib

from tools.extract_messages import extracted

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def faults(catalogue: polib.POFile) -> list[str]:
    """What a Chinese reader would stumble over, one line each."""
    found = []
    for entry in catalogue:
        words = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        if entry.obsolete:
            continue
        if not all(words):
            found.append(f"untranslated: {entry.msgid!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif any(set(PLACEHOLDER.findall(text)) - _placeholders(entry) for text in words):
            found.append(f"placeholder that the original does not have: {entry.msgid!r}")
    return found


def _placeholders(entry: polib.POEntry) -> set[str]:
    return set(PLACEHOLDER.findall(f"{entry.msgid} {entry.msgid_plural}"))


def missing(catalogue: polib.POFile) -> list[str]:
    """Strings of code and templates that the catalogue does not have; `./run messages` adds them."""
    known = {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}
    return sorted(
        {f"not in the catalogue: {m.text!r} ({m.place})" for m in extracted() if m[:2] not in known}
    )


def main() -> int:
    bad = 0
    for source in sorted(Path("locale").glob("zh_Hans/LC_MESSAGES/*.po")):
        catalogue = polib.pofile(str(source))
        for fault in faults(catalogue) + missing(catalogue):
            print(f"{source}: {fault}")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
