"""The database and the broker of one run: the configured ones, or private ones that end with us."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from tools.launch import locks, places, processes, system
from tools.launch.broker import Broker
from tools.launch.postgres import Cluster


@dataclass
class Running:
    """What a verb works with: the environment for its children, and the crew that ends with it."""

    env: dict[str, str]
    crew: processes.Crew
    is_ours: bool = False  # we started the servers, rather than using others


@contextlib.contextmanager
def running(
    verb: str, *, cluster: str = "postgres", durable: bool = True, alone: bool = False
) -> Iterator[Running]:
    """Have a database and a broker while inside; `alone` refuses to join another terminal's."""
    lock = places.make_var() / f"{cluster}.lock"
    with locks.try_to_hold(lock, verb) as first:
        if alone and not first:
            raise locks.in_use(lock)
        with _crew(cluster if first else None) as crew:
            env = system.base_env()
            if system.servers_are_configured():
                yield Running(env, crew)
            elif first:
                yield Running(env | _start(cluster, durable, crew, env), crew, is_ours=True)
            else:
                yield Running(env | _join(cluster, durable), crew)


@contextlib.contextmanager
def _crew(cluster: str | None) -> Iterator[processes.Crew]:
    """Children that end with us; the first over a data folder also ends what a crash left there."""
    name = f"{cluster}.processes.json" if cluster else f"{os.getpid()}.processes.json"
    ledger = processes.Ledger(places.VAR / name)
    ledger.end_leftovers()
    crew = processes.Crew(ledger)
    try:
        yield crew
    finally:
        crew.disband()


def _start(cluster: str, durable: bool, crew: processes.Crew, env: dict[str, str]) -> dict[str, str]:
    """Start private servers; the environment that leads to them."""
    found: dict[str, str] = {}
    for server in (Cluster(cluster, durable), Broker(f"{cluster}-broker")):
        server.start(crew, env)
        found |= server.env()
    crew.servers = len(crew.members)
    return found


def _join(cluster: str, durable: bool) -> dict[str, str]:
    """Use the servers that another terminal keeps; wait a little where they are only just coming up."""
    database, broker = Cluster(cluster, durable), Broker(f"{cluster}-broker")
    if not processes.wait_for(lambda: database.is_up() and broker.is_up(), 60):
        raise locks.in_use(places.VAR / f"{cluster}.lock")
    return database.env() | broker.env()
