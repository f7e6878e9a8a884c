"""A live site under the application's own database role, a worker at hand, and Chromium."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import time_machine
from django.conf import settings as conf
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright

from notifications import outbox
from notifications.delivery import HANDLERS
from repair import services
from tests.browser.people import PATIENCE, Findings, Visitor
from tests.world import Day, Office, founded

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SHOTS = Path(conf.BASE_DIR) / "var" / "shots"
LOOKS: list[Findings] = []
LAST = "test_point_02_every_screen_was_looked_at"  # by the other tests, so it comes after them


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would take every query here for one of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE * 1000)  # what is there is seen at once; only a fault waits so long
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def served_as_the_application() -> Iterator[None]:
    """What answers requests steps down to the application's role; setting up and tearing down is the owner's."""

    def step_down(connection: Any, **_: Any) -> None:
        if threading.current_thread() is not threading.main_thread():
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {connection.ops.quote_name(conf.DATABASE_APP_ROLE)}")

    connection_created.connect(step_down)
    yield
    connection_created.disconnect(step_down)


@pytest.fixture
def day() -> Iterator[Day]:
    """A working Monday; the clock runs, because a browser waits."""
    with time_machine.travel("2026-11-23T10:00:00+08:00", tick=True) as traveller:
        moved = Day(traveller)
        moved("2026-11-23")
        yield moved


@pytest.fixture
def office(transactional_db, as_the_application, served_as_the_application, day) -> Office:
    return founded(day)


class UnderWay:
    """The requests that the live site is answering: a page that closes may still have sent its draft."""

    def __init__(self) -> None:
        self.requests, self.changed = 0, threading.Condition()

    def begins(self, **_: Any) -> None:
        with self.changed:
            self.requests += 1

    def ends(self, **_: Any) -> None:
        with self.changed:
            self.requests -= 1
            self.changed.notify_all()

    def is_over(self) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.requests == 0, timeout=PATIENCE)


@pytest.fixture
def site(office, live_server, settings, tmp_path) -> Iterator[str]:
    under_way = UnderWay()
    request_started.connect(under_way.begins)
    request_finished.connect(under_way.ends)
    settings.CELERY_BROKER_URL = ""  # the worker's steps are taken by the test itself
    settings.LETTERS_RENDER_ANYWHERE = True
    settings.LETTER_DIR = tmp_path / "letters"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.SITE_URL = live_server.url
    yield live_server.url
    # Sent after the last window has closed, answered after everything the windows had sent: only then is it quiet.
    with urlopen(f"{live_server.url}/healthz", timeout=PATIENCE):  # noqa: S310 - our own live site
        pass
    assert under_way.is_over(), "a request is still being answered"
    request_started.disconnect(under_way.begins)
    request_finished.disconnect(under_way.ends)


@pytest.fixture
def work(office) -> Callable[[], None]:
    """What the worker would do by now: issue, draw and send what waits, and take records off the channels."""

    def done() -> None:
        services.issue_prepared(now=timezone.now(), on=office.day.today)
        outbox.relay(HANDLERS)
        office.works_the_channels()
        outbox.relay(HANDLERS)

    return done


@pytest.fixture
def found() -> Iterator[Findings]:
    """What is wrong on any page that was looked at; told together at the end."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    findings = Findings(SHOTS)
    yield findings
    LOOKS.append(findings)
    assert not findings.problems, "\n".join(["", *findings.problems])


@pytest.fixture
def visitor(browser, site, found) -> Iterator[Callable[..., Visitor]]:
    """`visitor("lin")` is somebody signed in, `visitor()` is the public."""
    opened: list[Visitor] = []

    def arrives(username: str = "", *, javascript: bool = True) -> Visitor:
        one = Visitor(browser, site, found, javascript=javascript)
        opened.append(one)
        if username:
            one.is_signed_in(username)
        return one

    yield arrives
    for each in opened:
        each.leaves()
    connection.close()


@pytest.fixture
def screens_seen() -> set[str]:
    """The names of all addresses that were looked at so far."""
    return {name for each in LOOKS for name in each.seen}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.name == LAST)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if LOOKS:
        terminalreporter.write_line(
            f"browser: {sum(each.looks for each in LOOKS)} runs of axe; pictures lie in {SHOTS}"
        )
