"""The demo's steps inside Django: `python -m tools.demo_steps load`, then `… play SITE`.

Loading is one process, because Django's start is what a warm start waits for; each step may run
again without harm.
"""

import io
import os
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import django
from django.core.management import CommandError, call_command

SAMPLES = Path("assets/samples")
LOG = Path(os.environ.get("XINXIU_VAR", "var")) / "log" / "demo"
SOME_BAD_ROWS = 1  # exit status of an import whose report names rejected rows: the sample has some on purpose


@dataclass(frozen=True)
class Step:
    """One command of manage.py, and what it is for."""

    words: str
    command: tuple[str, ...]
    streams: bool = False  # shows its own progress
    may_end_with: int = 0


def loading() -> list[Step]:
    """What the demo needs, in order."""
    sample = next(iter(sorted(SAMPLES.glob("*.csv"))), SAMPLES / "sample.csv")
    return [
        Step("数据库防线 · guards of the database", ("check", "--database", "default")),
        Step("规则集 · rule sets", ("load_rules",)),
        Step("课程 · courses", ("load_courses",)),
        Step("工作日历 · working calendar", ("load_calendar",)),
        Step("认定单位 · departments", ("load_departments",)),
        Step("演示人员 · demo people", ("demo_people",)),
        Step(
            f"导入 · importing {sample}",
            ("import_records", str(sample), "--progress"),
            streams=True,
            may_end_with=SOME_BAD_ROWS,
        ),
        Step("一年来的合成案件 · a year of invented cases", ("demo_history",)),
    ]


def take(step: Step) -> int:
    """Run one step and tell how long it took; the exit status that manage.py would give."""
    begun = time.monotonic()
    if step.words:
        print(f"· {step.words}", end="\n" if step.streams else " ", flush=True)
    said = sys.stdout if step.streams else io.StringIO()
    status = run(step.command, said)
    if status not in (0, step.may_end_with):
        return status
    if step.words:
        print(f"{'  ' if step.streams else ''}({time.monotonic() - begun:.1f} s)", flush=True)
    return 0


def run(command: tuple[str, ...], out: TextIO) -> int:
    try:
        call_command(*command, stdout=out)
    except CommandError as refusal:
        print(f"\n{refusal}", file=sys.stderr, flush=True)
        return refusal.returncode or 1
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else bool(ended.code)
    return 0


def playing(site: str) -> list[Step]:
    """Three cases, an objection, a draw and what follows from it, over HTTP."""
    return [Step("", ("play_demo", "--site", site), streams=True)]


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        steps = playing(arguments[1]) if arguments[0] == "play" else loading()
        for step in steps:
            if status := take(step):
                return status
    except Exception as problem:  # noqa: BLE001 - told in one line; the whole of it goes into the log
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text(traceback.format_exc())
        print(f"\n{type(problem).__name__}: {problem}\n{LOG}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
