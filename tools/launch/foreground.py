"""Commands that have the terminal: their words go out as they come, their exit status is ours."""

import signal
import subprocess
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tools.launch.places import PYTHON, ROOT
from tools.launch.processes import ENDING, Command, die_with_parent, undisturbed


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
    except BaseException:
        _let_end(child)
        raise
    return status if status >= 0 else 128 - status


def _let_end(child: subprocess.Popen[bytes]) -> None:
    with undisturbed():
        for ask in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            if child.poll() is not None:
                return
            child.send_signal(ask)
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                continue


def manage(arguments: Sequence[str], env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Run manage.py in the project's environment."""
    return run([PYTHON, ROOT / "manage.py", *arguments], env, cwd)
