"""Reading ahead: the next chunk is read and checked while the database takes the one before."""

from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

PATIENCE = 0.2  # seconds between two looks whether anybody still waits


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items in the same order, one of them ready in advance; what reading raises is raised here."""
    reader = _Reader(items)
    reader.start()
    try:
        while (item := reader.ready.get()) is not None:
            yield item
    finally:
        reader.over.set()
        reader.join()
    if reader.reason is not None:
        raise reader.reason


class _Reader(Thread, Generic[T]):
    """Puts items where they wait; touches files and memory only, never the database."""

    def __init__(self, items: Iterator[T]):
        super().__init__(name="import-reader", daemon=True)
        self.items = items
        self.ready: Queue[T | None] = Queue(maxsize=1)
        self.over = Event()
        self.reason: Exception | None = None

    def run(self) -> None:
        try:
            for item in self.items:
                if not self._hand_over(item):
                    return
        except Exception as reason:  # noqa: BLE001 - raised again where the items are used
            self.reason = reason
        self._hand_over(None)

    def _hand_over(self, item: T | None) -> bool:
        """Whether the item was taken over, or nobody waits for it any more."""
        while not self.over.is_set():
            try:
                self.ready.put(item, timeout=PATIENCE)
            except Full:
                continue
            return True
        return False
