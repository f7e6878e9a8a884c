"""A batch taken back: what it created goes, what it changed is as it was before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from registry.assessing import refresh
from registry.importing import changing, staging
from registry.importing.creating import RECORD_COLUMNS
from registry.importing.locks import referring
from registry.importing.run import AnotherImportRuns, CannotImport
from registry.models import ImportBatch, Record, RecordRevision, RecordShare

CHUNK = 1000

# What hangs on the records of a batch, in the order in which it can go.
HANGING = ("publication", "obligation", "sanctionsmeasure", "linkedperson", "recordrevision")
REMOVE_CHANGES = (
    "DELETE FROM registry_publicationchange c USING registry_publication p, registry_record r"
    " WHERE c.publication_id = p.id AND p.record_id = r.id AND r.batch_id = %s"
)
REMOVE = "DELETE FROM registry_{name} x USING registry_record r WHERE x.record_id = r.id AND r.batch_id = %s"


@dataclass(frozen=True)
class Undone:
    deleted: int
    restored: int


@transaction.atomic
def undo_batch(name: str, *, on: date, by: Any = None) -> Undone:
    """Take a batch back while nothing hangs on its records; else say which record holds it."""
    if not staging.take_turn():
        raise AnotherImportRuns("导入正在进行，请稍后再试。 / An import is running: try again later.")
    batch = ImportBatch.objects.select_for_update().filter(name=name).first()
    if batch is None or batch.undone_at:
        raise CannotImport(
            f"没有可撤回的批次：{name}。 / There is no batch of this name to take back: {name}."
        )
    touched = Record.objects.filter(Q(batch=batch) | Q(revisions__batch=batch))
    _refuse_while_held(touched)
    _refuse_once_shared(touched)
    _refuse_after_a_later_batch(batch)
    restored = _restore(batch, on)
    deleted = _delete(batch)
    batch.undone_at, batch.undone_by = timezone.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    return Undone(deleted, restored)


def _refuse_while_held(touched: QuerySet[Record]) -> None:
    for model, column in referring():
        held = model._base_manager.filter(**{f"{column}__in": touched.values("pk")}).values_list(
            column, flat=True
        )
        record = Record.objects.filter(pk__in=held[:1]).first()
        if record:
            raise CannotImport(
                f"记录 {record.document_number}（{record.department}）已有案件，整批不能撤回。 / "
                f"A case hangs on record {record.document_number}: the batch cannot be taken back."
            )


def _refuse_once_shared(touched: QuerySet[Record]) -> None:
    """Whoever received the data has to be told of what becomes of it; a batch taken back tells nobody."""
    share = RecordShare.objects.filter(record__in=touched).select_related("record").first()
    if share:
        raise CannotImport(
            f"记录 {share.record.document_number} 的数据已提供给{share.receiver}，整批不能撤回；有误的请按异议程序办理。 / "
            f"The data of record {share.record.document_number} was handed to {share.receiver}: the batch cannot be taken"
            " back. Put what is wrong right by an objection."
        )


def _refuse_after_a_later_batch(batch: ImportBatch) -> None:
    """What a later batch changed has to be taken back first."""
    later = RecordRevision.objects.exclude(batch=batch).filter(
        Q(record__batch=batch) | Q(record__revisions__batch=batch, pk__gt=F("record__revisions__pk"))
    )
    found = later.select_related("record", "batch").first()
    if found:
        raise CannotImport(
            f"记录 {found.record.document_number} 已被后来的批次“{found.batch.name}”更改，请先撤回该批次。 / "
            f"The later batch “{found.batch.name}” changed record {found.record.document_number}: take that one back first."
        )


def _restore(batch: ImportBatch, on: date) -> int:
    """Give the records of other batches back what this batch changed."""
    changing.prepare()
    revisions = RecordRevision.objects.filter(batch=batch).exclude(record__batch=batch).order_by("pk")
    numbers, last, count = RECORD_COLUMNS, 0, 0
    while chunk := list(revisions.filter(pk__gt=last).select_related("record")[:CHUNK]):
        last, count = chunk[-1].pk, count + len(chunk)
        changing.write_records([_values(each, numbers) for each in chunk])
        for each in chunk:
            wanted = [
                tuple(o[key] for key in ("kind", "description", "amount_yuan"))
                for o in each.before["obligations"]
            ]
            changing.settle_obligations(each.record, wanted)
        refresh(Record.objects.filter(pk__in=[each.record_id for each in chunk]), on)
    RecordRevision.objects.filter(batch=batch).delete()
    return count


def _values(revision: RecordRevision, columns: tuple[str, ...]) -> list:
    """The record's columns as they were before, as the database takes them."""
    record = revision.record
    for name, value in revision.before.items():
        if name != "obligations":
            setattr(record, name, Record._meta.get_field(name).to_python(value))
    return [getattr(record, name) for name in columns]


def _delete(batch: ImportBatch) -> int:
    """Delete what the batch created, and the subjects that nothing else knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.undone_subjects;"
            "CREATE TEMP TABLE undone_subjects ON COMMIT DROP AS"
            " SELECT DISTINCT subject_id AS id FROM registry_record WHERE batch_id = %s",
            [batch.pk],
        )
        for statement in (REMOVE_CHANGES, *(REMOVE.format(name=name) for name in HANGING)):
            cursor.execute(statement, [batch.pk])
        cursor.execute("DELETE FROM registry_record WHERE batch_id = %s", [batch.pk])
        deleted = cursor.rowcount
        cursor.execute(
            "DELETE FROM registry_subject s USING undone_subjects u WHERE s.id = u.id"
            " AND NOT EXISTS (SELECT 1 FROM registry_record r WHERE r.subject_id = s.id)"
            " AND NOT EXISTS (SELECT 1 FROM registry_mandate m WHERE m.subject_id = s.id)"
        )
    return deleted
