"""New rows go into the register: subjects, records, obligations and publications, each by COPY."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from registry.assessing import SHOWN_BECAUSE
from registry.importing.entry import Row
from registry.importing.judging import Judged
from registry.importing.staging import copy, new_ids
from registry.models import Channel, Record, Subject
from registry.models.publication import PublicationState
from registry.models.records import RecordKind
from registry.models.subjects import new_public_id

SUBJECT_COLUMNS = (
    "public_id", "kind", "name", "uscc", "id_type", "id_number", "id_index", "other_codes", "legal_representative",
    "address", "standing",
)  # fmt: skip
RECORD_COLUMNS = (
    "id", "public_id", "subject_id", "department_id", "kind", "jurisdiction", "sector", "field", "procedure",
    "document_number", "document_key", "decided_on", "published_on", "severity", "severity_basis", "title", "facts",
    "basis", "content", "penalty_types", "fine_yuan", "confiscated_yuan", "licence", "ban_until", "valid_until",
    "source_unit", "source_uscc", "remark", "withdrawn_on", "withdrawal_id", "withdrawn_because", "batch_id",
    "source_row", "row_hash",
    "min_period_ends_on", "max_period_ends_on", "repairable_from", "rule_set", "rule_version", "assessed_on",
)  # fmt: skip
OBLIGATION_COLUMNS = ("record_id", "kind", "description", "amount_yuan", "source")
PUBLICATION_COLUMNS = ("id", "record_id", "channel_id", "state", "shown_from", "shown_until")
CHANGE_COLUMNS = ("publication_id", "source", "target", "on", "at", "because")

ADD_SUBJECTS = """
INSERT INTO registry_subject ({columns})
SELECT DISTINCT ON (uscc, id_index) {columns} FROM import_subjects
ORDER BY uscc, id_index, position
ON CONFLICT DO NOTHING
"""
FIND_SUBJECTS = """
SELECT coalesce(s.uscc, s.id_index), s.id, s.name FROM registry_subject s
WHERE s.uscc = ANY(%s) OR s.id_index = ANY(%s)
"""

_encrypted = Subject._meta.get_field("id_number").get_prep_value


def prepare() -> None:
    """The staging table of subjects: the same columns, and the order of the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.import_subjects;"
            "CREATE TEMP TABLE import_subjects (LIKE registry_subject) ON COMMIT DROP;"
            "ALTER TABLE import_subjects ALTER id DROP NOT NULL, ADD position integer"
        )


def add_subjects(rows: Sequence[Row]) -> dict[str, tuple[int, str]]:
    """Subjects of the rows, made where the register has none yet: key → id and name."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE import_subjects")
        copy("import_subjects", (*SUBJECT_COLUMNS, "position"), _subject_rows(rows))
        cursor.execute(ADD_SUBJECTS.format(columns=", ".join(SUBJECT_COLUMNS)))
        cursor.execute(
            FIND_SUBJECTS,
            [[row.uscc for row in rows if row.uscc], [row.id_index for row in rows if row.id_index]],
        )
        return {key: (number, name) for key, number, name in cursor.fetchall()}


def _subject_rows(rows: Sequence[Row]) -> Iterator[Sequence[Any]]:
    for row in rows:
        yield (
            new_public_id(), row.subject_kind, row.subject_name, row.uscc, row.id_type, _encrypted(row.id_number),
            row.id_index, json.dumps(row.other_codes), row.legal_representative, "", "", row.number,
        )  # fmt: skip


def record_values(
    row: Row, judged: Judged, *, subject_id: int, batch_id: int, on: date, new_id: int
) -> Sequence[Any]:
    """The values of RECORD_COLUMNS for a row."""
    office = row.department
    return (
        new_id, new_public_id(), subject_id, office.pk, RecordKind.PENALTY.value, office.jurisdiction, office.sector,
        office.field, "", row.document_number, row.document_key, row.decided_on, None, judged.severity,
        judged.severity_basis, row.title, row.facts, row.basis, row.content, list(row.penalty_types), row.fine,
        row.confiscated, row.licence, row.ban_until, row.valid_until, row.source_unit, row.source_uscc, row.remark,
        None, None, "", batch_id, row.number, row.row_hash, judged.min_period_ends_on, judged.max_period_ends_on,
        judged.repairable_from, judged.rule_set, judged.rule_version, on,
    )  # fmt: skip


def add_records(
    rows: Sequence[tuple[Row, Judged, int]], *, batch_id: int, channel: Channel, on: date
) -> None:
    """Write records of known subjects with what hangs on them."""
    if not rows:
        return
    ids = new_ids(Record._meta.db_table, len(rows))
    copy("registry_record", RECORD_COLUMNS, (
        record_values(row, judged, subject_id=subject_id, batch_id=batch_id, on=on, new_id=new_id)
        for new_id, (row, judged, subject_id) in zip(ids, rows, strict=True)
    ))  # fmt: skip
    copy("registry_obligation", OBLIGATION_COLUMNS, (
        (new_id, kind, words, amount, "")
        for new_id, (row, _judged, _subject) in zip(ids, rows, strict=True)
        for kind, words, amount in row.obligations()
    ))  # fmt: skip
    shown = [(new_id, each[1]) for new_id, each in zip(ids, rows, strict=True) if each[1].on_show]
    add_publications(shown, channel=channel, on=on)


def add_publications(shown: Sequence[tuple[int, Judged]], *, channel: Channel, on: date) -> None:
    """Put records on show, each with the first line of its publication's history."""
    if not shown:
        return
    ids, now, state = (
        new_ids("registry_publication", len(shown)),
        timezone.now(),
        PublicationState.SHOWN.value,
    )
    copy("registry_publication", PUBLICATION_COLUMNS, (
        (new_id, record_id, channel.pk, state, on, judged.shown_until)
        for new_id, (record_id, judged) in zip(ids, shown, strict=True)
    ))  # fmt: skip
    copy(
        "registry_publicationchange",
        CHANGE_COLUMNS,
        ((new_id, "", state, on, now, SHOWN_BECAUSE) for new_id in ids),
    )
