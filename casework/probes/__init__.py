"""Attacks on the guards, run in a savepoint at every start; a guard that lets one pass stops the start.

Each attack is lawful but for the one thing its guard forbids, and must be refused by that guard or
by the grants of the application's role.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.attacks import attacks
from casework.probes.corrections import attacks_on_corrections
from casework.probes.effects import attacks_on_effects
from casework.probes.exports import attacks_on_exports
from casework.probes.mergers import attacks_on_mergers
from casework.probes.world import probed_world

NO_RIGHT = "42501"
Attacks = Callable[[dict[str, Any]], Iterator[Attack]]
OURS: tuple[Attacks, ...] = (
    attacks,
    attacks_on_effects,
    attacks_on_corrections,
    attacks_on_mergers,
    attacks_on_exports,
)
FURTHER: list[Attacks] = []  # on the guards of the rooms above, which add their own when they are ready


def check_guards(app_configs: Any = None, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """System check: every guard refuses its attack. Runs with `check --database default`."""
    if not databases or connection.alias not in databases or not _tables_exist() or _is_behind():
        return []
    if not LegalStep.objects.exists():
        return [
            Error("The table of legal steps is empty.", hint="Run migrate --skip-checks.", id="casework.E002")
        ]
    return [
        Error(
            f"The database guard {guard!r} let an attack pass.",
            hint="Run migrations as the owner of the tables; never drop or disable guards by hand.",
            id="casework.E001",
        )
        for guard in failing_guards()
    ]


def _tables_exist() -> bool:
    """Before the first migration there is nothing to guard."""
    return LegalStep._meta.db_table in connection.introspection.table_names()


def _is_behind() -> bool:
    """A database that lacks migrations lacks their guards; it is not served, and `migrate` must not stop at them."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def failing_guards() -> list[str]:
    """Names of the guards that did not refuse their attack; nothing of the attempt stays."""
    with transaction.atomic():
        try:
            return [attack.guard for attack in every_attack() if not is_refused(attack)]
        finally:
            transaction.set_rollback(True)


def every_attack() -> list[Attack]:
    """All attacks, on a small world made for them; whoever asks takes its transaction back."""
    world = probed_world()
    return [attack for made in (*OURS, *FURTHER) for attack in made(world)]


def is_refused(attack: Attack) -> bool:
    """Whether the attack fails at the guard that it is made for, or at the rights of the application's role."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack.sql, attack.params)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        diagnosis = refusal.__cause__.diag  # type: ignore[union-attr]
        return diagnosis.sqlstate == NO_RIGHT or diagnosis.constraint_name == attack.guard
    return False
