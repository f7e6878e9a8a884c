"""One stage for the whole folder, and every cell in a savepoint of its own."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings as conf
from django.db import connection
from django.test import override_settings

from config import health
from tests.permissions.asking import Asker, undone
from tests.permissions.stage import Stage, set_up
from tests.world import Day

CELLS: Counter[str] = Counter()


@pytest.fixture(scope="package")
def stage(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Stage]:
    """Everything is set up once, under all tests of this folder; it ends with a rollback."""
    elsewhere = {
        "LETTER_DIR": tmp_path_factory.mktemp("letters"),
        "EVIDENCE_DIR": tmp_path_factory.mktemp("evidence"),
        "IMPORT_DIR": tmp_path_factory.mktemp("imports"),
        "CELERY_BROKER_URL": "",
    }
    with (
        django_db_blocker.unblock(),
        override_settings(**elsewhere),
        time_machine.travel("2026-11-23T10:00:00+08:00", tick=False) as traveller,
        undone(),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(conf.DATABASE_APP_ROLE)}")
        day = Day(traveller)
        day("2026-11-23")
        yield set_up(day)


@pytest.fixture(scope="module")
def asker(stage: Stage) -> Asker:
    return Asker(stage)


@pytest.fixture(autouse=True)
def the_broker_answers(monkeypatch):
    """The broker is another server; /readyz is asked here only who may ask it."""
    monkeypatch.setitem(health.CHECKS, "broker", lambda: None)


@pytest.fixture(autouse=True)
def thousands_of_refusals_are_not_logged(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if CELLS:
        told = ", ".join(f"{count} {kind}" for kind, count in CELLS.items())
        terminalreporter.write_line(f"permission table: {CELLS.total()} cells ({told})")
