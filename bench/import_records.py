"""Rows per second and peak memory of the importer on a synthetic file.

Run: `./run bench import_records [ROWS]`; the batch is taken back afterwards.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def measured(*command: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command; a failure other than rejected rows ends the bench."""
    began = time.perf_counter()
    done = subprocess.run([*MANAGE, *command], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    print(re.sub(r"\n.*", "", done.stdout.strip()))
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "rows.csv")
        subprocess.run(
            [*MANAGE, "make_sample", str(rows), "--seed", "1", "-o", file], check=True, capture_output=True
        )
        seconds, peak = measured("import_records", file, "--batch", f"bench-{time.time_ns()}")
        print(f"{rows} rows: {rows / seconds:,.0f} rows/s with start and end, peak {peak:,.0f} MB")


if __name__ == "__main__":
    main()
