"""Compiled translations: made at start from the .po files, without the gettext programs."""

from pathlib import Path

from tools.launch import foreground, places, processes, system
from tools.launch.words import Trouble

SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"


def made_from(source: Path) -> list[Path]:
    """What is compiled from a catalogue: its own form, and 繁體 from the simplified one."""
    own = source.with_suffix(".mo")
    if SIMPLIFIED not in source.parts:
        return [own]
    return [own, Path(*(TRADITIONAL if part == SIMPLIFIED else part for part in own.parts))]


def stale(root: Path = places.ROOT) -> list[Path]:
    """Catalogues of which a compiled form is missing or older."""
    return [
        source
        for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po"))
        if any(_is_older(made, source) for made in made_from(source))
    ]


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def compile_all() -> None:
    """Compile what is stale."""
    if not (sources := stale()):
        return
    command: processes.Command = [places.PYTHON, "-m", "tools.compile_messages", *sources]
    if foreground.run(command, system.base_env(), places.ROOT):
        raise Trouble(
            "翻译文件（locale/**/*.po）有误，无法编译。",
            "A translation file (locale/**/*.po) has a mistake and cannot be compiled.",
        )
