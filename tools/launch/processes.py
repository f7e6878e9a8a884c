"""Processes we start: each in a group of its own, written down, and ended by pid.

A process is known again by its pid *and* the moment it started, so that a pid handed out
a second time never makes us end a stranger.
"""

import contextlib
import ctypes
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.launch.words import Trouble

Command = Sequence[str | os.PathLike[str]]

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10.0  # seconds between asking a process to end and making it
PR_SET_PDEATHSIG = 1


def started_at(pid: int) -> str | None:
    """The moment a living process began, as its kernel tells it; None when there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except FileNotFoundError:
        return None if Path("/proc/self").exists() else _started_at_by_ps(pid)
    except ProcessLookupError:
        return None
    state, ticks = fields[0], fields[19]
    return None if state == "Z" else f"{boot}/{ticks}"


def _started_at_by_ps(pid: int) -> str | None:
    found = subprocess.run(
        ["ps", "-p", str(pid), "-o", "lstart="], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or None


@dataclass(frozen=True)
class Known:
    """One process of ours, as written down for the next start."""

    name: str
    pid: int
    started: str
    ask: int  # the signal that asks it to end

    def lives(self) -> bool:
        return started_at(self.pid) == self.started


def ask_to_end(process: Known) -> None:
    """Send its own ending signal; only to the process itself, which ends its children in order."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, process.ask)


def end(process: Known, patience: float = PATIENCE, *, was_asked: bool = False) -> None:
    """Ask the process to end, wait, then make it and its group."""
    if process.lives():
        if not was_asked:
            ask_to_end(process)
        wait_for(lambda: not process.lives(), patience)
    if process.lives():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        wait_for(lambda: not process.lives(), patience)


def wait_for(condition: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Whether the condition came true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let no second Ctrl-C interrupt the ending of what we started."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Ledger:
    """The list of what runs, kept in a file so that the next start can end what a crash left."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> list[Known]:
        try:
            return [Known(**row) for row in json.loads(self.file.read_text())]
        except (FileNotFoundError, ValueError, TypeError):
            return []

    def write(self, processes: Sequence[Known]) -> None:
        draft = self.file.with_suffix(".new")
        draft.write_text(json.dumps([asdict(process) for process in processes]))
        draft.replace(self.file)

    def end_leftovers(self) -> list[Known]:
        """End what an earlier start left running; only processes that are verifiably ours."""
        left = [process for process in self.read() if process.lives()]
        for process in reversed(left):
            end(process)
        self.file.unlink(missing_ok=True)
        return left


def die_with_parent(ask: int) -> Callable[[], None] | None:
    """Have the kernel send the child its ending signal when we are gone, however we went."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, ask, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


class Crew:
    """The children of one launcher: the servers first, then the parts that stand on them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.members: list[tuple[Known, subprocess.Popen[bytes]]] = []
        self.servers = 0  # how many of the first members the others stand on

    def start(
        self,
        name: str,
        command: Command,
        *,
        env: Mapping[str, str],
        log: Path | None = None,
        user: pwd.struct_passwd | None = None,
        executable: str | None = None,
        cwd: Path | str = "/",
        ask: int = signal.SIGTERM,
    ) -> subprocess.Popen[bytes]:
        """Start one child in its own group, its output in a log, and write it down."""
        with open(log, "ab") if log else contextlib.nullcontext() as out:
            child = subprocess.Popen(
                command,
                executable=executable,
                env=dict(env),
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT if log else None,
                start_new_session=True,
                preexec_fn=die_with_parent(ask),
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
        known = Known(name, child.pid, started_at(child.pid) or "", ask)
        self.members.append((known, child))
        self.ledger.write([member for member, _ in self.members])
        return child

    def fallen(self) -> Known | None:
        """A member that has ended by itself, if one has."""
        return next((known for known, child in self.members if child.poll() is not None), None)

    def disband(self) -> None:
        """End everyone: the parts all at once, then the servers, last come first. Nobody is left behind."""
        with undisturbed():
            parts = self.members[self.servers :]
            for known, child in parts:
                if child.poll() is None:
                    ask_to_end(known)
            for known, child in reversed(self.members):
                child.poll()
                end(known, was_asked=(known, child) in parts)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(PATIENCE)
            self.members.clear()
            self.ledger.file.unlink(missing_ok=True)


def log_tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for the one who has to mend something."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def fell(name: str, log: Path) -> Trouble:
    """The trouble of a part that ended by itself."""
    return Trouble(
        f"{name} 意外结束。日志：{log}\n{log_tail(log)}",
        f"{name} has ended by itself. Its log: {log}",
    )


def last_line(log: Path) -> str:
    """The last line that says something: of a traceback, the error itself."""
    return next((line.strip() for line in reversed(log_tail(log).splitlines()) if line.strip()), "?")


def failed(name: str, log: Path) -> Trouble:
    """The trouble of a server that did not come up."""
    return Trouble(
        f"{name} 未能启动。日志：{log}\n{log_tail(log)}",
        f"{name} did not come up. Its log: {log}",
    )
