"""Everything a verb needs, installed once: Python packages and system packages side by side."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from tools.launch import locks, messages, places, pyenv, system
from tools.launch.words import step


def prepare(requirements: str, needs: Iterable[str] = ()) -> None:
    """Install what is missing; no work when everything is there. Two terminals take turns."""
    if pyenv.is_ready(requirements) and not system.missing(needs):
        messages.compile_all()
        return
    with locks.turn(places.make_var() / "install.lock"):
        jobs: list[Callable[[], None]] = []
        named: list[str] = []
        if not pyenv.is_ready(requirements):
            jobs.append(lambda: pyenv.install(requirements))
            named.append(requirements)
        if wanted := system.missing(needs):
            jobs.append(lambda: system.install(wanted))
            named += system.spoken(wanted)
        if jobs:
            with step(f"安装组件（{'、'.join(named)}）", "installing"):
                _side_by_side(jobs)
        system.must_have(needs)
    messages.compile_all()


def _side_by_side(jobs: list[Callable[[], None]]) -> None:
    """Network, unpacking and linking overlap; the first trouble is told when all have ended."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for job in [pool.submit(job) for job in jobs]:
            job.result()
