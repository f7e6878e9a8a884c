"""Progress of an import, told while its transaction is still open.

What a transaction writes nobody sees before it ends, so progress goes through a connection of its
own. It also holds the run: a worker that tells nothing for a while is taken for dead.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import TracebackType

from django.db import connections

from registry.models import ImportRun

LEASE = timedelta(minutes=1)
Clock = Callable[[], datetime]


class LostHold(Exception):
    """Another worker has taken the run over: this one's work is not wanted any more."""


class Telling:
    """`with Telling(run, clock) as tell: … tell(rows, share)`."""

    def __init__(self, run: ImportRun, clock: Clock):
        self.run, self.clock = run, clock
        self.lane = ThreadPoolExecutor(1, "import-progress")

    def __enter__(self) -> "Telling":
        return self

    def __call__(self, rows: int, _share: float) -> None:
        self.lane.submit(self._keep, rows).result()

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lane.submit(connections.close_all).result()
        self.lane.shutdown()

    def _keep(self, rows: int) -> None:
        mine = ImportRun.objects.filter(pk=self.run.pk)
        held = mine.filter(state=self.run.state, starts=self.run.starts)
        if not held.update(done=rows, taken_until=self.clock() + LEASE) and mine.exists():
            raise LostHold
