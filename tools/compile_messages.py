"""Compile .po files beside themselves: `python -m tools.compile_messages [FILE…]` (all, when none is named).

繁體 is written by nobody: its catalogue is the simplified one in other characters, so that the words of the
pages change and nothing that stands in the database ever does.
"""

import re
import sys
from pathlib import Path

import opencc
import polib

from tools.launch.messages import made_from

# Where OpenCC's longest match joins what does not belong together (书签|署, 天后|仍, 并发).
OURS = {"签署": "簽署", "天后": "天後", "并发": "並發"}
APART = re.compile(f"({'|'.join(OURS)})")
IN_TRADITIONAL = opencc.OpenCC("s2tw")


def in_traditional(words: str) -> str:
    return "".join(OURS.get(piece) or IN_TRADITIONAL.convert(piece) for piece in APART.split(words))


def rewritten(catalogue: polib.POFile) -> polib.POFile:
    """The same catalogue in traditional characters."""
    for entry in catalogue:
        entry.msgstr = in_traditional(entry.msgstr)
        entry.msgstr_plural = {form: in_traditional(text) for form, text in entry.msgstr_plural.items()}
    return catalogue


def save(catalogue: polib.POFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".mo.new")
    catalogue.save_as_mofile(str(draft))
    draft.replace(target)


def main(names: list[str]) -> int:
    for source in [Path(name) for name in names] or sorted(Path("locale").glob("*/LC_MESSAGES/*.po")):
        own, *others = made_from(source)
        catalogue = polib.pofile(str(source))
        save(catalogue, own)
        for other in others:
            save(rewritten(catalogue), other)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
