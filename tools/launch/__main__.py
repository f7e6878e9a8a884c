"""Entry of `./run`: puts the project's folder on the path in place of this one."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from tools.launch.cli import main  # noqa: E402  (the path must be set first)

sys.exit(main(sys.argv[1:]))
