"""Guards that are gone, one after the other: the attack that each is there for has to pass."""

from collections.abc import Iterable

from django.db import connection, transaction

from casework import probes

DROP = {
    "CONSTRAINT": "ALTER TABLE {table} DROP CONSTRAINT {guard} CASCADE",
    "TRIGGER": "DROP TRIGGER {guard} ON {table}",
    "INDEX": "DROP INDEX {guard}",
}


def unnoticed(guards: Iterable[tuple[str, str, str]]) -> list[str]:
    """Those of the guards (table, kind, name) that could be gone without a probe that reports them.

    All are dropped in one small world and put back; making a world for each would take minutes.
    """
    with transaction.atomic():
        attacks = probes.every_attack()
        missed = [guard for table, kind, guard in guards if not _is_reported(table, kind, guard, attacks)]
        transaction.set_rollback(True)
    return missed


def _is_reported(table: str, kind: str, guard: str, attacks: list[probes.Attack]) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DROP[kind].format(table=table, guard=guard))
        reported = any(not probes.is_refused(each) for each in attacks if each.guard == guard)
        transaction.set_rollback(True)
    return reported
