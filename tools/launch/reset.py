"""`./run reset`: back to the state before the first demo."""

import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from tools.launch import locks, places, processes
from tools.launch.words import Trouble, say

CLUSTERS = ("postgres", "test-postgres")


def reset(arguments: Sequence[str]) -> int:
    """End what a crash left, and remove the data; what was installed stays."""
    var = places.make_var()
    with contextlib.ExitStack() as held:
        for cluster in CLUSTERS:
            held.enter_context(locks.hold(var / f"{cluster}.lock", "reset"))
            processes.Ledger(var / f"{cluster}.processes.json").end_leftovers()
        for note in var.glob("*.socket"):
            remove_sockets(Path(note.read_text()))
        for folder in (places.outside_home(), var):
            remove(folder)
    say(f"已清空 {var}。已安装的组件保留。 · {var} is empty again. What was installed stays.")
    return 0


def remove_sockets(folder: Path) -> None:
    """Remove a folder of sockets that we made in the system's temporary folder, and no other."""
    if folder.name.startswith(places.SOCKET_PREFIX) and places.is_private(folder):
        remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder of ours, if it is there."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as refusal:
        raise Trouble(
            f"无法删除 {refusal.filename}（{refusal.strerror}）。请以其属主（例如 root）运行 ./run reset。",
            f"{refusal.filename} cannot be removed ({refusal.strerror}). Run ./run reset as its owner (root, say).",
        ) from refusal
