"""Rows meet the register: keys go into a temporary table by COPY, and one query says what each row is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from registry.importing.entry import Row

IMPORTING = 0x494D504F  # "IMPO": the advisory lock that lets one import work at a time

# A chunk is small beside the register, whatever stale figures say: look rows up by index, always.
PLAN = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off; SET LOCAL jit = off"
CREATE = """
DROP TABLE IF EXISTS pg_temp.import_seen, pg_temp.import_keys, pg_temp.import_names, pg_temp.import_named;
CREATE TEMP TABLE import_seen (
    department_id bigint, document_key text, subject_key text, row integer, row_hash text,
    PRIMARY KEY (department_id, document_key, subject_key)
) ON COMMIT DROP;
CREATE TEMP TABLE import_keys (
    row integer, department_id bigint, document_key text, subject_key text, uscc text, id_index text, row_hash text,
    decided_on date
) ON COMMIT DROP;
CREATE TEMP TABLE import_names (subject_key text PRIMARY KEY, name text) ON COMMIT DROP;
CREATE TEMP TABLE import_named (row integer, subject_key text, name text) ON COMMIT DROP;
"""
SEE = """
INSERT INTO import_seen
SELECT DISTINCT ON (department_id, document_key, subject_key) department_id, document_key, subject_key, row, row_hash
FROM import_keys ORDER BY department_id, document_key, subject_key, row
ON CONFLICT DO NOTHING
"""
NAME = """
INSERT INTO import_names
SELECT DISTINCT ON (subject_key) subject_key, name FROM import_named ORDER BY subject_key, row
ON CONFLICT DO NOTHING
"""
NAMES = (
    "SELECT subject_key, name FROM import_names WHERE subject_key IN (SELECT subject_key FROM import_named)"
)
# LATERAL with LIMIT: the planner, which has no figures about fresh rows, can only look each row up.
# A record whose department was corrected is still the one that the file means by the old department,
# and one whose document number was corrected by the old number, if the day is the same.
COMPARE = """
SELECT k.row, s.row, s.row_hash = k.row_hash, subject.id, subject.name, r.id, r.row_hash = k.row_hash,
    r.withdrawn_because
FROM import_keys k
CROSS JOIN LATERAL (
    SELECT row, row_hash FROM import_seen
    WHERE department_id = k.department_id AND document_key = k.document_key AND subject_key = k.subject_key LIMIT 1
) s
LEFT JOIN LATERAL (
    (SELECT id, name FROM registry_subject WHERE uscc = k.uscc LIMIT 1)
    UNION ALL (SELECT id, name FROM registry_subject WHERE id_index = k.id_index LIMIT 1) LIMIT 1
) subject ON true
LEFT JOIN LATERAL (
    (SELECT id, row_hash, withdrawn_because FROM registry_record
     WHERE department_id = k.department_id AND document_key = k.document_key AND subject_id = subject.id LIMIT 1)
    UNION ALL (SELECT r.id, r.row_hash, r.withdrawn_because
     FROM registry_recordmove m JOIN registry_record r ON r.id = m.record_id
     WHERE m.source_id = k.department_id AND r.document_key = k.document_key AND r.subject_id = subject.id LIMIT 1)
    UNION ALL (SELECT r.id, r.row_hash, r.withdrawn_because
     FROM registry_formernumber f JOIN registry_record r ON r.id = f.record_id
     WHERE f.document_key = k.document_key AND f.decided_on = k.decided_on AND r.department_id = k.department_id
     AND r.subject_id = subject.id LIMIT 1)
    LIMIT 1
) r ON true
"""


@dataclass(frozen=True, slots=True)
class Met:
    """What the register already knows of a row."""

    first_row: int  # the first row of the file with this decision and subject
    same_as_first: bool
    subject_id: int | None
    subject_name: str | None
    record_id: int | None
    same_as_record: bool
    withdrawn_because: str = ""  # the number of the case that withdrew the record


def take_turn() -> bool:
    """Whether this transaction may import; a second import at the same time may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORTING])
        return bool(cursor.fetchone()[0])


def prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLAN)
        cursor.execute(CREATE)


def compare(rows: Sequence[Row]) -> dict[int, Met]:
    """Each row against the rows before it and against the register, by row number."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE import_keys")
        copy("import_keys", ("row", "department_id", "document_key", "subject_key", "uscc", "id_index", "row_hash", "decided_on"), (
            (row.number, row.department.pk, row.document_key, row.subject_key, row.uscc, row.id_index, row.row_hash,
             row.decided_on)
            for row in rows
        ))  # fmt: skip
        cursor.execute(SEE)
        cursor.execute(COMPARE)
        return {
            number: Met(first, same_first, subject, name, record, bool(same), withdrawn or "")
            for number, first, same_first, subject, name, record, same, withdrawn in cursor.fetchall()
        }


def first_names(rows: Iterable[Row]) -> dict[str, str]:
    """Subjects that the register does not know yet, by key, as the first row of the file names them."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE import_named")
        copy("import_named", ("row", "subject_key", "name"), (
            (row.number, row.subject_key, row.subject_name) for row in rows
        ))  # fmt: skip
        cursor.execute(NAME)
        cursor.execute(NAMES)
        return dict(cursor.fetchall())


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows by COPY; names are ours, never a file's."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as target:
        for row in rows:
            target.write_row(row)


def new_ids(table: str, count: int) -> list[int]:
    """Fresh primary keys of a table, so that rows which refer to each other can be copied straight in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]
