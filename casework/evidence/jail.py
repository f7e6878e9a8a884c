"""Starts the check of one file: another process, no environment, no network where the machine allows it."""

import json
import logging
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

from casework.evidence.sandbox.verdict import Verdict

log = logging.getLogger(__name__)
WALL_SECONDS = 40
START = "import sys; sys.path.insert(0, sys.argv[1]); from casework.evidence.sandbox.check import main; main(*sys.argv[2:])"
NO_NETWORK = ["unshare", "--user", "--map-root-user", "--net", "--"]


@cache
def _apart() -> list[str]:
    """What goes before the command so that it has no network; nothing where the machine forbids it."""
    try:
        subprocess.run([*NO_NETWORK, "true"], check=True, capture_output=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        log.warning("this machine gives the check of files no network of its own")
        return []
    return NO_NETWORK


def examine(kind: str, source: Path, target: Path, *, seconds: float = WALL_SECONDS) -> Verdict:
    """The verdict on a file; a check that hangs, eats too much or dies is one on the file.

    OSError where the check could not be started at all: that says nothing about the file.
    """
    with tempfile.TemporaryDirectory(prefix="xinxiu-check-") as nowhere:
        command = [*_apart(), sys.executable, "-I", "-B", "-c", START, str(settings.BASE_DIR), kind]
        try:
            done = subprocess.run(
                [*command, str(source), str(target)],
                cwd=nowhere,
                env={"LANG": "C.UTF-8", "HOME": nowhere, "PATH": "/usr/bin:/bin"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Verdict(refusal="damaged")
    if done.returncode != 0:
        log.info("a file's check ended with %s", done.returncode)
        return Verdict(refusal="damaged")
    return Verdict(**json.loads(done.stdout))
