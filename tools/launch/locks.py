"""One launcher at a time over one data folder."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from tools.launch.words import Trouble


def holder(file: Path) -> str:
    """Who wrote their name into the lock, as text for a person."""
    with contextlib.suppress(OSError):
        return file.read_text().strip()
    return "?"


@contextlib.contextmanager
def try_to_hold(file: Path, verb: str) -> Iterator[bool]:
    """Hold the lock while inside; yields False when somebody else holds it. The kernel frees it at our end."""
    with open(file, "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        lock.seek(0)
        lock.truncate()
        lock.write(f"./run {verb} (pid {os.getpid()})")
        lock.flush()
        yield True


@contextlib.contextmanager
def turn(file: Path) -> Iterator[None]:
    """Wait until nobody else is inside."""
    with open(file, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def hold(file: Path, verb: str) -> Iterator[None]:
    """Hold the lock or say who holds it."""
    with try_to_hold(file, verb) as mine:
        if not mine:
            raise in_use(file)
        yield


def in_use(file: Path) -> Trouble:
    """The trouble of a data folder that another launcher works in."""
    return Trouble(
        f"数据文件夹 {file.parent} 正由 {holder(file)} 使用。请先结束它，再重新运行。",
        f"The data folder {file.parent} is in use by {holder(file)}. End that first, then try again.",
    )
