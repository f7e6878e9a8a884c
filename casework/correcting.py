"""A record put right behind an objection that was carried out: values corrected, or the whole record withdrawn.

Both are tied by the database to the event that applied the outcome, and change nothing halfway:
what the record says, what it obliges to, its periods, where it is on show and what every channel is
told belong to one transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from casework.deferring import check_now, put_off
from casework.effects import tell_channels
from casework.models import (
    Case,
    CaseEvent,
    OrderKind,
    RecordCorrection,
    Withdrawal,
    WithdrawalKind,
)
from registry.assessing import DERIVED, assess_record, publish, stamp_periods
from registry.correctable import FIELDS, check
from registry.importing.entry import OBLIGATIONS, obliged
from registry.models import FormerNumber, Obligation, Publication, PublicationChange, Record, SanctionsMeasure
from registry.models.publication import ON_SHOW, PublicationState
from registry.secret import blind_index
from rules.services import current_library

MADE, TOOK_EFFECT = "correction_is_made", "withdrawal_took_effect"
OBLIGING = ("penalty_types", "fine_yuan", "confiscated_yuan")
NO_LONGER_OWED = "经异议核实更正，原决定无此项义务"


@dataclass(frozen=True)
class Correction:
    """One value to put right: `value` as it is typed or kept, empty to empty the field."""

    field: str
    value: str
    source: str
    cites: str = ""


@transaction.atomic
def correct(case: Case, event: CaseEvent, claims: Sequence[Correction], on: date) -> list[RecordCorrection]:
    """Give the record of the case its right values, and assess and publish it anew.

    `event` is the one that applied the outcome. What is right already is passed over. Raises
    CannotCorrect with words where the record could not say all of this at once.
    """
    record = Record.objects.select_for_update().get(pk=case.record_id)
    changes = _changes(record, claims)
    check(record, {each.field: value for each, value in changes}, on)
    put_off(MADE)
    kept = RecordCorrection.objects.bulk_create(
        [_kept(record, event, each, value, on) for each, value in changes]
    )
    if not kept:
        return []
    before = record.document_key, record.decided_on
    columns = set[str]()
    for each, value in changes:
        FIELDS[each.field].set(record, value)
        columns.update(FIELDS[each.field].columns)
    if record.document_key != before[0]:
        FormerNumber.objects.create(
            record=record, document_key=before[0], decided_on=before[1], on=on, because=case.number
        )
    record.save(update_fields=columns)
    check_now(MADE)
    if columns.intersection(OBLIGING):
        _oblige_anew(record, on)
    _assess_anew(record, on)
    tell_channels(case, [OrderKind.CORRECT], event=event)
    return kept


def _changes(record: Record, claims: Sequence[Correction]) -> list[tuple[Correction, Any]]:
    """The values that differ from what stands; with a class comes what it stands on."""
    given = {each.field for each in claims}
    wanted = list(claims)
    for each in claims:
        if each.field == "severity" and "severity_basis" not in given:
            basis = (each.cites or each.source)[: FIELDS["severity_basis"].longest] if each.value else ""
            wanted.append(Correction("severity_basis", basis, each.source, each.cites))
    read = [(each, FIELDS[each.field].read(each.value)) for each in wanted]
    return [
        (each, value)
        for each, value in read
        if FIELDS[each.field].packed(value) != FIELDS[each.field].packed(FIELDS[each.field].value(record))
    ]


def _kept(record: Record, event: CaseEvent, each: Correction, value: Any, on: date) -> RecordCorrection:
    field = FIELDS[each.field]
    return RecordCorrection(
        record=record,
        case_id=event.case_id,
        seq=event.seq,
        target=event.target,
        field=each.field,
        old=field.packed(field.value(record)),
        new=field.packed(value),
        source=each.source,
        cites=each.cites,
        on=on,
    )


def _oblige_anew(record: Record, on: date) -> None:
    """What the corrected penalty obliges to. A duty that never was counts as done, and says why: cases refer to it."""
    owed = {kind: (words, amount) for kind, words, amount in obliged(
        record.penalty_types, record.fine_yuan, record.confiscated_yuan
    )}  # fmt: skip
    kinds = [kind for kind, _words in OBLIGATIONS.values()]
    for held in record.obligations.filter(kind__in=kinds):
        if held.kind in owed:
            _words, held.amount_yuan = owed.pop(held.kind)
        elif not held.fulfilled:
            held.fulfilled, held.fulfilled_on, held.source = True, on, NO_LONGER_OWED
        held.save()
    for kind, (words, amount) in owed.items():
        Obligation.objects.create(record=record, kind=kind, description=words, amount_yuan=amount)


def _assess_anew(record: Record, on: date) -> None:
    library = current_library()
    assessment = assess_record(record, on, library)
    stamp_periods(record, assessment, on)
    record.save(update_fields=DERIVED)
    publish(record, assessment, on, library=library)


@transaction.atomic
def withdraw(case: Case, event: CaseEvent, ground: str, kind: WithdrawalKind, on: date) -> Withdrawal:
    """Take the record of the case away from every channel for good, and the linked persons' records with it.

    A void record frees from every measure; one whose disclosure ends stays with its department.
    `withdrawal.linked` names the others: a repair of theirs ends as well.
    """
    records = Record.objects.select_for_update()
    record = records.get(pk=case.record_id)
    principal = _withdraw(record, event, case, ground=ground, kind=kind, on=on)
    for linked in records.filter(pk__in=[each.pk for each in linked_records(record)]).order_by("pk"):
        _withdraw(linked, event, case, ground=ground, kind=kind, on=on, principal=principal)
    return principal


def linked_records(record: Record) -> Iterable[Record]:
    """The records of the persons whom the record names, of the same decision, that still stand."""
    numbers = record.linked_persons.exclude(id_number="").values_list("id_number", flat=True)
    return Record.objects.filter(
        subject__id_index__in=[blind_index(number) for number in numbers],
        department=record.department_id,
        document_key=record.document_key,
        withdrawn_on__isnull=True,
    ).exclude(pk=record.pk)


def _withdraw(
    record: Record,
    event: CaseEvent,
    case: Case,
    *,
    ground: str,
    kind: WithdrawalKind,
    on: date,
    principal: Withdrawal | None = None,
) -> Withdrawal:
    put_off(TOOK_EFFECT)
    withdrawal = Withdrawal.objects.create(
        record=record,
        case_id=case.pk,
        seq=event.seq,
        target=event.target,
        kind=kind,
        ground=ground,
        on=on,
        principal=principal,
    )
    tell_channels(case, [OrderKind.WITHDRAW], event=event, record=record)  # while they still show it
    record.withdrawn_on, record.withdrawal_id, record.withdrawn_because = on, withdrawal.pk, case.number
    record.save(update_fields=["withdrawn_on", "withdrawal_id", "withdrawn_because"])
    _end_publications(record, withdrawal, because=case.number)
    if withdrawal.is_void:
        standing = SanctionsMeasure.objects.filter(record=record, lifted_on__isnull=True)
        standing.update(lifted_on=on, lifted_because=case.number)
    check_now(TOOK_EFFECT)
    return withdrawal


def _end_publications(record: Record, withdrawal: Withdrawal, *, because: str) -> None:
    """What a repair or its maximum has ended stays ended by that."""
    shown = Publication.objects.select_for_update().filter(record=record, state__in=ON_SHOW)
    for publication in shown.order_by("pk"):
        source = publication.state
        publication.state, publication.ended_on = PublicationState.WITHDRAWN, withdrawal.on
        publication.withdrawal_id = withdrawal.pk
        publication.save(update_fields=["state", "ended_on", "withdrawal_id"])
        PublicationChange.objects.create(
            publication=publication,
            source=source,
            target=publication.state,
            on=withdrawal.on,
            because=because,
        )
