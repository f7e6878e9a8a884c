"""Rows whose content differs from what the register holds: kept as a revision, then changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from registry.importing.creating import RECORD_COLUMNS, add_publications, record_values
from registry.importing.entry import Row
from registry.importing.judging import BY_DEFAULT, Judge, Judged
from registry.importing.staging import copy
from registry.models import Channel, ImportBatch, Obligation, Publication, Record, RecordRevision
from registry.models.publication import PublicationState

# What a record keeps through a change: who it is, and where it came from first.
KEPT = frozenset(
    {
        "id",
        "public_id",
        "subject_id",
        "department_id",
        "published_on",
        "withdrawn_on",
        "withdrawal_id",
        "withdrawn_because",
        "batch_id",
        "procedure",
    }
)
CHANGED = tuple(name for name in RECORD_COLUMNS if name not in KEPT)

CHANGE = """
UPDATE registry_record r SET ({columns}) = ROW({values}) FROM import_records n WHERE n.id = r.id
"""


def prepare() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_records")
        cursor.execute("CREATE TEMP TABLE import_records (LIKE registry_record) ON COMMIT DROP")


def values_before(record: Record) -> dict[str, Any]:
    """What a revision keeps: enough to restore the record and its obligations."""
    obligations = [
        {"kind": each.kind, "description": each.description, "amount_yuan": each.amount_yuan}
        for each in record.obligations.all()
        if each.fulfilled is None
    ]
    values = {name: getattr(record, name) for name in CHANGED} | {"obligations": obligations}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def change_records(
    rows: Sequence[tuple[int, Row]], *, batch: ImportBatch, judge: Judge, channel: Channel, on: date
) -> None:
    """Give the records (by id) the content of their new rows."""
    if not rows:
        return
    ids = [record_id for record_id, _row in rows]
    found = (
        Record.objects.select_for_update().filter(pk__in=ids).prefetch_related("obligations").order_by("pk")
    )
    records = {record.pk: record for record in found.select_related("department").all()}
    rows = [
        (pk, replace(row, department=records[pk].department)) for pk, row in rows
    ]  # moved ones keep theirs
    RecordRevision.objects.bulk_create(
        [
            RecordRevision(record=record, batch=batch, before=values_before(record))
            for record in records.values()
        ],
        ignore_conflicts=True,
    )
    for record_id, row in rows:
        settle_obligations(records[record_id], row.obligations())
    records = {record.pk: record for record in found.all()}  # with the obligations as they are now
    judged = {record_id: _judged(records[record_id], row, judge) for record_id, row in rows}
    write_records((
        record_values(row, judged[pk], subject_id=records[pk].subject_id, batch_id=batch.pk, on=on, new_id=pk)
        for pk, row in rows
    ))  # fmt: skip
    align_publications(judged, channel=channel, on=on)


def write_records(rows: Iterable[Sequence[Any]]) -> None:
    """Set the changing columns of many records in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE import_records")
        copy("import_records", RECORD_COLUMNS, rows)
        cursor.execute(
            CHANGE.format(
                columns=", ".join(f'"{name}"' for name in CHANGED),
                values=", ".join(f'n."{name}"' for name in CHANGED),
            )
        )


def _judged(record: Record, row: Row, judge: Judge) -> Judged:
    """A class the department has set stays; one that came from the default list is suggested anew."""
    by_default = record.severity_basis.startswith(BY_DEFAULT)
    kept = ("", "") if by_default or row.severity else (record.severity, record.severity_basis)
    return judge.judge(row, fulfilled=record.obligations_fulfilled, severity=kept[0], severity_basis=kept[1])


def settle_obligations(record: Record, wanted: Sequence[tuple[str, str, Any]]) -> None:
    """Bring the derived obligations in line; one whose fulfilment is known is never dropped."""
    held = {(each.kind, each.description): each for each in record.obligations.all()}
    for kind, words, amount in wanted:
        known = held.pop((kind, words), None)
        if known is None:
            Obligation.objects.create(record=record, kind=kind, description=words, amount_yuan=amount)
        elif known.amount_yuan != amount:
            known.amount_yuan = amount
            known.save(update_fields=["amount_yuan"])
    for left in held.values():
        if left.fulfilled is None:
            left.delete()


def align_publications(judged: dict[int, Judged], *, channel: Channel, on: date) -> None:
    """Move the last day on show, and put on show what now belongs there."""
    shown = {each.record_id: each for each in Publication.objects.filter(record__in=judged, channel=channel)}
    add_publications(
        [(pk, each) for pk, each in judged.items() if each.on_show and pk not in shown],
        channel=channel,
        on=on,
    )
    moved = []
    for pk, publication in shown.items():
        until = judged[pk].shown_until
        if (
            publication.state == PublicationState.SHOWN
            and publication.shown_until != until
            and judged[pk].on_show
        ):
            publication.shown_until = until
            moved.append(publication)
    Publication.objects.bulk_update(moved, ["shown_until"])
