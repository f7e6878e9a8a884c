"""The check of one file, in a process of its own: `python -I`, few resources, no network, no secrets.

Started by `casework.evidence.jail`. It reads the file named on the command line, writes the pictures
of its pages (and an image drawn anew) into the folder named there, and prints its verdict.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from casework.evidence.sandbox.verdict import Refused, Verdict

MEMORY = 1 << 30
CPU_SECONDS = 20
FILE_BYTES = 64 << 20
OPEN_FILES = 64


def bind() -> None:
    """Take the limits before anything of the file is read; they cannot be widened again."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def examine(kind: str, source: Path, target: Path) -> Verdict:
    """Ask the reader of the kind; each loads its library only when it is needed."""
    if kind == "pdf":
        from casework.evidence.sandbox import pdf

        return pdf.examine(source, target)
    if kind == "ofd":
        from casework.evidence.sandbox import ofd

        return ofd.examine(source)
    from casework.evidence.sandbox import image

    return image.examine(source, target, kind)


def main(kind: str, source: str, target: str) -> None:
    bind()
    try:
        verdict = examine(kind, Path(source), Path(target))
    except Refused as refusal:
        verdict = Verdict(refusal=refusal.code)
    except (Exception, RecursionError) as problem:  # noqa: BLE001 - whatever a parser throws at a bad file
        sys.stderr.write(f"{type(problem).__name__}: {problem}"[:500])
        verdict = Verdict(refusal="damaged")
    sys.stdout.write(json.dumps(asdict(verdict)))
