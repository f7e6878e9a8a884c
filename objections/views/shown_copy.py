"""Where the platform's copy of a record comes from: what was delivered, what was changed here, so that both can be compared."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.wording import person_name, plain_day
from objections.models import ObjectionCase
from registry.correctable import FIELDS
from registry.importing.layouts import read_header
from registry.importing.problems import in_language
from registry.importing.reporting import problems_of
from registry.models import ImportBatch, ImportMending, ImportRow

SHOWN_FIELDS = ("document_number", "decided_on", "title", "content", "fine_yuan", "penalty_types")


@dataclass(frozen=True)
class Change:
    """One value that is not as it was delivered, or was delivered otherwise before."""

    label: str
    before: str
    after: str
    how: str


@dataclass(frozen=True)
class Copy:
    """The delivery behind a record; none where it was entered by hand."""

    batch: ImportBatch | None
    row: int | None
    changes: list[Change]
    noted: list[str]  # what the importer found in the row

    @property
    def is_as_delivered(self) -> bool:
        return self.batch is not None and not self.changes


def copy_of(case: ObjectionCase) -> Copy:
    """What is known of how the record came to say what it says, for the fields that are claimed."""
    record = case.record
    claimed = [each.field for each in case.claims.all() if not each.of_the_record] or list(SHOWN_FIELDS)
    changes = [*_mended(case), *_delivered_before(case, claimed), *_corrected(case, claimed)]
    return Copy(record.batch, record.source_row, changes, _noted(case))


def _mended(case: ObjectionCase) -> list[Change]:
    """Cells of the row that were changed on the import page, before the row was taken over."""
    record = case.record
    if record.batch_id is None or record.source_row is None:
        return []
    mended = ImportMending.objects.filter(run__batch=record.batch_id, number=record.source_row)
    changes = []
    for each in mended.select_related("by", "run"):
        names = {column.code: column.names[0] for column in read_header(each.run.header).layout.columns}
        how = _("changed before the import by %(name)s") % {"name": person_name(each.by)}
        changes.append(Change(names.get(each.field, each.field), each.before, each.after, how))
    return changes


def _delivered_before(case: ObjectionCase, claimed: list[str]) -> list[Change]:
    """What an earlier delivery said and a later one changed."""
    changes = []
    for revision in case.record.revisions.select_related("batch").order_by("pk"):
        for name in claimed:
            before, now = _as_kept(name, revision.before.get(name)), FIELDS[name].shown(case.record)
            if before != now:
                how = _("an earlier delivery; changed by batch %(batch)s") % {"batch": revision.batch.name}
                changes.append(Change(str(FIELDS[name].label), before, now, how))
    return changes


def _as_kept(name: str, value: object) -> str:
    """A value of a revision, as a person reads it."""
    field = FIELDS[name]
    if field.widget == "choices" and isinstance(value, list):
        return field.shown_value(value)
    return field.shown_kept("" if value is None else str(value))


def _corrected(case: ObjectionCase, claimed: list[str]) -> list[Change]:
    """What an earlier objection corrected here."""
    corrections = case.record.corrections.filter(field__in=claimed).exclude(case_id=case.pk)
    return [
        Change(
            str(FIELDS[each.field].label),
            FIELDS[each.field].shown_kept(each.old),
            FIELDS[each.field].shown_kept(each.new),
            _("corrected on %(day)s by %(number)s") % {"day": plain_day(each.on), "number": each.case.number},
        )
        for each in corrections.select_related("case")
    ]


def _noted(case: ObjectionCase) -> list[str]:
    record = case.record
    if record.batch_id is None or record.source_row is None:
        return []
    row = ImportRow.objects.filter(run__batch=record.batch_id, number=record.source_row).first()
    language = get_language() or "zh-hans"
    return [in_language(each.message, language) for each in problems_of(row)] if row else []
