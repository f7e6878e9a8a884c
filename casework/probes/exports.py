"""Attacks on the register of exports: what was taken out stays noted as it was."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.probes.attack import Attack
from registry.models import Export

EXPORT = """
    INSERT INTO registry_export (public_id, title, form, asked, rows, sha256, by_id, at)
    VALUES (%(public_id)s, 'probe', %(form)s, '{}', 1, %(sha256)s, %(actor)s, now())"""


def attacks_on_exports(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing."""
    if Export._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings the register here there is nothing to guard
    kept = world | {"public_id": "probe-export", "form": "xlsx", "sha256": "0" * 64}
    with connection.cursor() as cursor:
        cursor.execute(EXPORT, kept)
    another = kept | {"public_id": "probe-another"}
    yield Attack("export_form_is_known", EXPORT, another | {"form": "probe"})
    yield Attack("export_keeps_its_hash", EXPORT, another | {"sha256": ""})
    yield Attack("export_is_never_changed", "UPDATE registry_export SET title = title", world)
    yield Attack("export_is_never_changed", "DELETE FROM registry_export", world)
