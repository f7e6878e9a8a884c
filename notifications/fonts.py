"""The fonts of letters: checked, and made known to fontconfig before anything is drawn.

Pango aborts the whole process when it finds no usable font, so a missing one has to be noticed
before; and only our folders are named, so that a letter looks the same on every machine.
"""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings

SUMS = "SHA256SUMS"


class FontsMissing(Exception):
    """The fonts of letters are not there, or are not the ones the project ships."""


# CSS families, in the order in which they are asked for a character.
FACES = {
    "head": ("Noto Serif SC",),
    "body": ("FandolFang R", "Noto Serif SC"),
    "strong": ("FandolHei", "Noto Serif SC"),
    "figures": ("Noto Serif SC",),
}


def faces() -> dict[str, str]:
    """The CSS font lists of the four roles; a site with licensed fonts puts its own first."""
    chosen = FACES | getattr(settings, "LETTER_FACES", {})
    return {role: ", ".join(f'"{family}"' for family in families) for role, families in chosen.items()}


def folders() -> list[Path]:
    return [Path(settings.FONT_DIR), *map(Path, getattr(settings, "LETTER_FONT_DIRS", []))]


@lru_cache(maxsize=1)
def make_ready() -> Path:
    """Check the fonts, write the fontconfig file and point to it; once per process."""
    for folder in folders():
        check(folder)
    config = Path(settings.VAR_DIR) / "fontconfig" / "fonts.conf"
    config.parent.mkdir(parents=True, exist_ok=True)
    text = fontconfig(config.parent / "cache")
    if not config.exists() or config.read_text() != text:
        draft = config.with_suffix(f".{os.getpid()}")
        draft.write_text(text)
        draft.replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)
    return config


def fontconfig(cache: Path) -> str:
    named = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders())
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{named}<cachedir>{escape(str(cache))}</cachedir>"
        "<alias><family>sans-serif</family><prefer><family>FandolHei</family></prefer></alias>"
        "<alias><family>serif</family><prefer><family>Noto Serif SC</family></prefer></alias>"
        "</fontconfig>\n"
    )


def check(folder: Path) -> None:
    """Compare a font folder with its SHA256SUMS; a folder without one must hold a font at least."""
    sums = folder / SUMS
    if not sums.exists():
        if folder != Path(settings.FONT_DIR) and any(folder.glob("*.[ot]tf")):
            return
        raise FontsMissing(f"No fonts for letters in {folder}: {SUMS} is missing. Restore assets/fonts.")
    for line in sums.read_text().splitlines():
        expected, name = line.split(maxsplit=1)
        font = folder / name
        if not font.exists():
            raise FontsMissing(f"The font {font} is missing. Restore assets/fonts from the repository.")
        if hashlib.sha256(font.read_bytes()).hexdigest() != expected:
            raise FontsMissing(
                f"The font {font} is not the one the project ships. Restore it from the repository."
            )


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """Every character that at least one of our fonts can draw."""
    from fontTools.ttLib import TTFont  # with WeasyPrint: only where PDFs are made

    known: set[int] = set()
    for folder in folders():
        for font in sorted(folder.glob("*.[ot]tf")):
            known.update(TTFont(font, lazy=True).getBestCmap())
    return frozenset(known)
