"""`./run campaign` and `./run bench`: what takes too long for every change, on a throw-away database."""

import contextlib
import os
from collections.abc import Iterator, Sequence

from tools.launch import foreground, installing, places, pyenv, services, serving, system
from tools.launch.processes import Command
from tools.launch.words import Trouble

CAMPAIGN = {"XINXIU_WALKS": "10000", "XINXIU_RACE_ROUNDS": "100", "XINXIU_DRAWS": "10000"}
TESTS = [
    "tests/repair/test_walks.py",
    "tests/repair/test_races.py",
    "tests/objections/test_walks_together.py",
    "tests/objections/test_races.py",
    "tests/rechecks/test_random_draws.py",
    "tests/rechecks/test_walks_of_rechecks.py",
]
# The tests connect as the owner and step down to the application's role themselves.
AS_TESTS = {"XINXIU_AS_OWNER": "1"}
LAW = ["load_rules", "load_calendar", "load_departments"]


def campaign(arguments: Sequence[str]) -> int:
    """Ten thousand walks, a hundred rounds of each race, ten thousand draws; the variables say otherwise."""
    size = {name: os.environ.get(name, figure) for name, figure in CAMPAIGN.items()}
    command: Command = [places.PYTHON, "-m", "pytest", "-s", *TESTS, *arguments]
    with throw_away_database("campaign") as env:
        return foreground.run(command, env | AS_TESTS | size, places.ROOT)


def bench(arguments: Sequence[str]) -> int:
    """One program of bench/, with its own arguments, on an empty system that knows the law."""
    programs = sorted(each.stem for each in (places.ROOT / "bench").glob("[a-z]*.py"))
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name not in programs:
        known = ", ".join(programs)
        raise Trouble(f"请指明要测量的程序：{known}", f"Say which program is to measure: {known}")
    with throw_away_database("bench") as env:
        serving.migrate(env)
        for command in LAW:
            if failed := foreground.manage([command], env, places.ROOT):
                return failed
        return foreground.run([places.PYTHON, "-m", f"bench.{name}", *rest], env, places.ROOT)


@contextlib.contextmanager
def throw_away_database(verb: str) -> Iterator[dict[str, str]]:
    """The environment that leads to a database for tests: not durable, and nobody's data."""
    installing.prepare(pyenv.DEV, [system.SERVERS, system.LETTERS, system.BROWSER])
    with services.running(verb, cluster="test-postgres", durable=False, alone=True) as now:
        own = {"XINXIU_VAR": os.fspath(places.VAR / "test")}
        if browser := system.chromium():
            own["CHROMIUM"] = browser
        yield now.env | own
