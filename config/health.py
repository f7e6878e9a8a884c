"""Is the process there (/healthz), and can the system do its work (/readyz)?

/readyz names what is not ready and nothing more: it is open to whoever can reach the machine.
"""

import logging
import threading
import time
from collections.abc import Callable

from celery import current_app
from django.core import checks
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rules.models import CalendarYear

log = logging.getLogger(__name__)
KEPT_SECONDS = 5.0  # one look serves whoever asks within this time: the guards' probes cost queries


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def broker_answers() -> None:
    with current_app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=0, timeout=2)


def guards_stand() -> None:
    """Every guard of the database is probed, as `manage.py check --database default` does."""
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    if missing := [problem.id for problem in found if problem.level >= checks.ERROR]:
        raise RuntimeError(f"database checks failed: {missing}")


def calendar_is_there() -> None:
    """Due dates need the working days of this year."""
    if not CalendarYear.objects.filter(year=timezone.localdate().year).exists():
        raise RuntimeError("the working calendar of this year is not loaded")


CHECKS: dict[str, Callable[[], None]] = {
    "database": database_answers,
    "broker": broker_answers,
    "guards": guards_stand,
    "calendar": calendar_is_there,
}


class Readiness:
    """The last look, kept for a few seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._found: dict[str, bool] = {}

    def found(self) -> dict[str, bool]:
        with self._lock:
            if time.monotonic() - self._looked_at > KEPT_SECONDS:
                self._found = {name: self._holds(name, check) for name, check in CHECKS.items()}
                self._looked_at = time.monotonic()
            return self._found

    @staticmethod
    def _holds(name: str, check: Callable[[], None]) -> bool:
        try:
            check()
        except Exception as problem:  # noqa: BLE001 - whatever stands in the way, the answer is "not ready"
            log.warning("not ready: %s: %s", name, problem)
            return False
        return True


readiness = Readiness()


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Everything the system needs answers; 503 names what does not."""
    found = readiness.found()
    ready = all(found.values())
    body = {
        "status": "ready" if ready else "not ready",
        "checks": {k: "ok" if v else "failed" for k, v in found.items()},
    }
    return JsonResponse(body, status=200 if ready else 503)
