"""The nudge after a commit: a hint to the worker that no request ever waits for.

A broker that is down makes a sender wait for seconds, so the hint is given by a thread of its own.
Nudges that come together are one; after a failure there is a pause, and the sweep delivers.
"""

import logging
import os
import queue
import threading

from celery import current_app
from django.conf import settings

log = logging.getLogger(__name__)
PAUSE = 30.0  # seconds without nudges after the broker failed to answer


class Nudger:
    """One waiting thread per process, begun when it is first needed (also after a fork)."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._owner: int | None = None
        self._wanted: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __call__(self, task: str) -> None:
        """Ask for a task to be woken, and come back at once."""
        if not settings.CELERY_BROKER_URL:
            return
        with self._starting:
            if self._owner != os.getpid():
                self._owner, self._wanted = os.getpid(), queue.SimpleQueue()
                threading.Thread(target=self._serve, args=(self._wanted,), name="nudge", daemon=True).start()
        self._wanted.put(task)

    def _serve(self, wanted: "queue.SimpleQueue[str]") -> None:
        pause = threading.Event()
        while True:
            tasks = {wanted.get()}
            while not wanted.empty():
                tasks.add(wanted.get())
            if not all(send(task) for task in sorted(tasks)):
                pause.wait(PAUSE)


def send(task: str) -> bool:
    """Hand the hint to the broker; False if it did not take it."""
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
    except Exception as problem:  # noqa: BLE001 - whatever it is, the decision stands
        log.warning("the broker did not take a nudge, the sweep will deliver: %s", problem)
        return False
    return True


nudge = Nudger()
