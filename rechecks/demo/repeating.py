"""The files of a draw, taken from its page, and the draw made again from them by another program."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from rechecks.models import Draw
from repair.demo.visitor import Unexpected, Visitor

PROGRAM = "verify_draw.py"


def keep_files(reader: Visitor, draw: Draw) -> Path:
    """Population, list and program as the page of the draw gives them, in a folder of their own."""
    folder = settings.VAR_DIR / "demo" / f"draw-{draw.pk}"
    folder.mkdir(parents=True, exist_ok=True)
    for path in (
        f"/office/draws/populations/{draw.population.sha256}/population.jsonl",
        f"/office/draws/{draw.pk}/list.jsonl",
        f"/office/draws/{PROGRAM}",
    ):
        page = reader.reads(path)
        if page.status != 200:
            raise Unexpected(f"{path}: HTTP {page.status}")
        (folder / path.rsplit("/", 1)[-1]).write_bytes(page.html.encode())
    return folder


def repeated_elsewhere(folder: Path, seed: str) -> str:
    """What the program says, alone: isolated, without site packages and without our settings."""
    command = [
        sys.executable,
        "-I",
        "-S",
        "-X",
        "utf8",
        PROGRAM,
        "population.jsonl",
        "list.jsonl",
        "--seed",
        seed,
    ]
    done = subprocess.run(
        command, cwd=folder, env={}, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise Unexpected(f"{PROGRAM}: {done.stdout}{done.stderr}")
    return done.stdout.strip()
