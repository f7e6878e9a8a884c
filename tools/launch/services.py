"""The database and the broker of one run: the configured ones, or private ones that end with us."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.launch import locks, places, processes, system
from tools.launch.broker import Broker
from tools.launch.postgres import Cluster


@dataclass
class Running:
    """What a verb works with: the environment for its children, and the crew that ends with it."""

    env: dict[str, str]
    crew: processes.Crew
    is_ours: bool = True  # we started the servers, rather than joining those of another terminal
    ledger_file: Path | None = field(default=None, repr=False)


@contextlib.contextmanager
def running(
    verb: str, *, cluster: str = "postgres", durable: bool = True, alone: bool = False
) -> Iterator[Running]:
    """Have a database and a broker while inside; `alone` refuses to join another terminal's."""
    var = places.make_var()
    if system.servers_are_configured():
        yield Running(
            system.base_env(), processes.Crew(processes.Ledger(var / f"{verb}.processes.json")), False
        )
        return
    lock = var / f"{cluster}.lock"
    with locks.try_to_hold(lock, verb) as ours:
        if ours:
            yield from _own(verb, cluster, durable)
        elif alone:
            raise locks.in_use(lock)
        else:
            yield from _joined(verb, cluster, durable)


def _own(verb: str, cluster: str, durable: bool) -> Iterator[Running]:
    ledger = processes.Ledger(places.VAR / f"{cluster}.processes.json")
    ledger.end_leftovers()
    crew = processes.Crew(ledger)
    env = system.base_env()
    try:
        for server in (Cluster(cluster, durable), Broker(f"{cluster}-broker")):
            server.start(crew, env)
            env |= server.env()
        crew.servers = len(crew.members)
        yield Running(env, crew)
    finally:
        crew.disband()


def _joined(verb: str, cluster: str, durable: bool) -> Iterator[Running]:
    """Use the servers that another terminal keeps; wait a little where they are only just coming up."""
    database, broker = Cluster(cluster, durable), Broker(f"{cluster}-broker")
    if not processes.wait_for(lambda: database.is_up() and broker.is_up(), 60):
        raise locks.in_use(places.VAR / f"{cluster}.lock")
    ledger = processes.Ledger(places.VAR / f"{verb}-{os.getpid()}.processes.json")
    crew = processes.Crew(ledger)
    try:
        yield Running(system.base_env() | database.env() | broker.env(), crew, is_ours=False)
    finally:
        crew.disband()
