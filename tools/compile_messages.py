"""Compile .po files beside themselves: `python -m tools.compile_messages [FILE…]` (all, when none is named)."""

import sys
from pathlib import Path

import polib


def main(names: list[str]) -> int:
    for source in [Path(name) for name in names] or sorted(Path("locale").glob("*/LC_MESSAGES/*.po")):
        draft = source.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(source.with_suffix(".mo"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
