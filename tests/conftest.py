"""What every test stands on: the application's database role, the law loaded, a day that the test moves."""

import gc
import shutil
from collections import Counter

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadScopeScheduling

from repair.services.training import load_courses
from rules.library import SETS
from rules.models import RuleSetVersion
from rules.services import load_rule_sets, seed_calendar
from tests.emptying import emptying
from tests.world import Day, Office, founded

TOGETHER = ("tests/permissions", "tests/browser")
# What takes longest begins first, so that side by side nobody waits for it in the end.
LONG = (*TOGETHER, "test_walks", "test_races", "test_random_draws")
SEVEN, FIVE = "[figures.decide_working_days]\nvalue = 7", "[figures.decide_working_days]\nvalue = 5"


class TogetherScheduling(LoadScopeScheduling):
    """Side by side, a module stays together; so do all browser tests, whose last one counts the screens seen,
    and the tests of permissions, which share one stage."""

    def _split_scope(self, nodeid: str) -> str:
        whole = next((folder for folder in TOGETHER if nodeid.startswith(f"{folder}/")), None)
        return whole or nodeid.split("::", maxsplit=1)[0]


def pytest_xdist_make_scheduler(config, log):
    return TogetherScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, part in enumerate(LONG) if part in item.nodeid), len(LONG)))


def part_of(nodeid: str) -> str:
    """The folder, and in it the permission table by itself, which is the longest of all."""
    path = nodeid.split("::", maxsplit=1)[0]
    return path if path.endswith("test_matrix.py") else path.rpartition("/")[0]


def pytest_terminal_summary(terminalreporter):
    """How long each part took; side by side, the whole is over before the sum of them."""
    parts: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration") and hasattr(report, "nodeid"):
                parts[part_of(report.nodeid)] += report.duration
    if len(parts) > 1:
        told = ", ".join(f"{part} {seconds:.0f} s" for part, seconds in parts.most_common())
        terminalreporter.write_line(f"where the time went: {told}")


def pytest_collection_finish():
    """What is loaded by now stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """Founding an office makes five people; the real hash takes longer than most tests."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def decisions_at_once():
    """What is issued takes effect at once; tests of the seconds before say how many there are."""
    with override_settings(DECISION_TAKE_BACK_SECONDS=0):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_are_listed_once():
    """Each test client has middleware of its own; listing the files takes longer than most pages."""
    files, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def listed_before(middleware):
        if not listed:
            files(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", listed_before)
        yield


@pytest.fixture(autouse=True)
def as_the_application(request):
    """Tests that roll back run with the rights of the application's role; loading is the owner's."""
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    elif "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_APP_ROLE)}")


def load_the_law() -> None:
    if not RuleSetVersion.objects.exists():
        load_rule_sets()
        seed_calendar()
        load_courses()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load_the_law()
        emptied = emptying(load_the_law)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture
def as_the_owner(db, as_the_application):
    """Act as the owner of the tables, whom grants do not bind: only the guards stand then."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def day():
    """The day; `day("2026-11-23")` moves it, for the services and for the clock on the wall."""
    with time_machine.travel("2026-11-23T10:00:00+08:00", tick=False) as traveller:
        moved = Day(traveller)
        moved("2026-11-23")
        yield moved


@pytest.fixture
def office(db, day) -> Office:
    return founded(day)


@pytest.fixture
def the_term_is_shortened(tmp_path):
    """Order 36 with five days for the decision, loaded as an operator would load it."""

    def load():
        folder = tmp_path / "sets"
        shutil.copytree(SETS, folder)
        order = folder / "CN-NDRC-36.toml"
        text = order.read_text(encoding="utf-8")
        assert SEVEN in text
        order.write_text(text.replace(SEVEN, FIVE), encoding="utf-8")
        return load_rule_sets(folder)

    return load
