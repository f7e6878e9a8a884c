"""Commands that have the terminal: their words go out as they come, their exit status is ours."""

import signal
import subprocess
import sys
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tools.launch.places import PYTHON, ROOT
from tools.launch.processes import ENDING, Command, die_with_parent, undisturbed

TIME_TO_FINISH = 50  # seconds; the units of docs/operators.md grant 60


class Ended(KeyboardInterrupt):
    """We were asked to end by a signal; handled as Ctrl-C is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def end_on_signals() -> None:
    """Treat the signals that end a program like Ctrl-C, so that everything we started is ended too."""

    def ended(number: int, frame: types.FrameType | None) -> None:
        raise Ended(number)

    for number in ENDING:
        if not (number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN):  # as nohup wants
            signal.signal(number, ended)


def run(
    command: Command,
    env: Mapping[str, str],
    cwd: Path | None = None,
    complaints: IO[bytes] | None = None,
    words: IO[bytes] | None = None,
) -> int:
    """Run one command in the foreground; asked to end, it gets its time to do so."""
    child = subprocess.Popen(
        command,
        env=dict(env),
        cwd=cwd,
        stdout=words,
        stderr=complaints,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        status = child.wait()
    except BaseException as reason:
        _let_end(child, reason)
        raise
    return status if status >= 0 else 128 - status


def _let_end(child: subprocess.Popen[bytes], reason: BaseException) -> None:
    """Ask once, as we were asked ourselves, and give it time: a worker finishes the letter it draws.

    Ctrl-C at a terminal has reached the child already; asked twice, a worker would drop its work.
    """
    number = reason.number if isinstance(reason, Ended) else signal.SIGTERM
    with undisturbed():
        if number != signal.SIGINT or not sys.stdin.isatty():
            child.send_signal(number)
        for patience, next_ask in ((TIME_TO_FINISH, signal.SIGTERM), (10, signal.SIGKILL), (10, None)):
            try:
                child.wait(patience)
                return
            except subprocess.TimeoutExpired:
                if next_ask is not None:
                    child.send_signal(next_ask)


def manage(arguments: Sequence[str], env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run manage.py in the project's environment."""
    return run([PYTHON, ROOT / "manage.py", *arguments], env, cwd)
