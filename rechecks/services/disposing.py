"""Disposal: one person proposes a list, another approves it, and whoever runs the database carries it out."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.evidence import storage
from casework.models import Case, CaseLook, EvidenceFile, EvidenceLook, NumberSeries
from rechecks.models import Disposable, Disposal, LegalHold
from rechecks.selectors.disposable import disposable
from registry.duties import sits_in_credit_office
from registry.models import Record
from rules.retention import retention_periods

SERIES = "XH"
THINGS: dict[str, Any] = {
    Disposable.EVIDENCE: EvidenceFile,
    Disposable.CASE_LOOKS: CaseLook,
    Disposable.EVIDENCE_LOOKS: EvidenceLook,
}
CASE_OF: dict[str, str] = {
    Disposable.EVIDENCE: "case",
    Disposable.CASE_LOOKS: "case",
    Disposable.EVIDENCE_LOOKS: "file__case",
}
AT_ONCE = 500


class NothingIsOver(CaseError):
    default = _("Nothing of this kind is past its period, or what is past it is held.")


class OneIsOpen(CaseError):
    default = _("A list of this kind is still open. Approve or drop it first.")


class ASecondPersonApproves(CaseError):
    default = _("Whoever proposed a list cannot approve it. Ask a colleague of the credit office.")


class HeldAlready(CaseError):
    default = _("A legal hold stands on this case already.")


class NoSuchCase(CaseError):
    default = _("No case has this number.")


@transaction.atomic
def propose_disposal(kind: str, *, by: Any, on: date) -> Disposal:
    """Freeze the list of everything of the kind whose period is over on that day."""
    _is_of_the_office(by)
    kept = retention_periods()[kind]
    through = kept.last_disposable(on)
    lines = [_line(kind, thing) for thing in disposable(kind, through).iterator(chunk_size=AT_ONCE)]
    if not lines:
        raise NothingIsOver
    manifest = "".join(lines)
    try:
        with transaction.atomic():
            return Disposal.objects.create(
                number=f"{SERIES}-{on.year}-{NumberSeries.take(f'{SERIES}-{on.year}'):06d}",
                kind=kind, through=through, years=kept.years, cites=kept.cites, confirmed=kept.confirmed,
                manifest=manifest, count=len(lines), sha256=hashlib.sha256(manifest.encode()).hexdigest(),
                proposed_by=by, proposed_on=on,
            )  # fmt: skip
    except IntegrityError as refusal:
        if "disposal_one_open_of_a_kind" in str(refusal):
            raise OneIsOpen from refusal
        raise


def _line(kind: str, thing: Any) -> str:
    facts: dict[str, Any] = {"id": thing.pk}
    if kind == Disposable.EVIDENCE:
        facts |= {"case": thing.case.number, "closed_on": thing.closed_on.isoformat(), "sha256": thing.sha256}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


@transaction.atomic
def approve_disposal(number: str, *, by: Any, on: date) -> Disposal:
    """A second person of the credit office approves the list as it was frozen."""
    disposal = _waiting(number, by)
    if disposal.is_approved:
        raise NotOpenAnyMore
    if disposal.proposed_by_id == by.pk:
        raise ASecondPersonApproves
    disposal.approved_by, disposal.approved_on = by, on
    disposal.save(update_fields=["approved_by", "approved_on"])
    return disposal


@transaction.atomic
def drop_disposal(number: str, *, by: Any, on: date) -> Disposal:
    """The list is not carried out; what it named stays."""
    disposal = _waiting(number, by)
    disposal.dropped_by, disposal.dropped_on = by, on
    disposal.save(update_fields=["dropped_by", "dropped_on"])
    return disposal


def _waiting(number: str, by: Any) -> Disposal:
    _is_of_the_office(by)
    disposal = Disposal.objects.select_for_update().get(number=number)
    if not disposal.is_open:
        raise NotOpenAnyMore
    return disposal


@transaction.atomic
def carry_out(number: str, *, now: datetime, on: date) -> Disposal:
    """Dispose of what an approved list names and may still go; run with the rights of the owner of the tables.

    What has come under a legal hold since, or lies on a record with an open case, stays; `carried_out`
    says how many went. The cases are locked before that is asked: a hold that is placed meanwhile waits.
    The application's own role has no right to delete.
    """
    disposal = Disposal.objects.select_for_update().get(number=number)
    if not (disposal.is_open and disposal.is_approved):
        raise NotOpenAnyMore
    gone = 0
    for keys in _in_parts(disposal):
        _lock_cases(disposal.kind, keys)
        things = disposable(disposal.kind, disposal.through).filter(pk__in=keys)
        gone += _dispose(disposal.kind, list(things.values_list("pk", flat=True)), on)
    disposal.carried_out_at, disposal.carried_out = now, gone
    disposal.save(update_fields=["carried_out_at", "carried_out"])
    return disposal


def _lock_cases(kind: str, keys: list[int]) -> None:
    """No hold is placed on them, and no case begun on their records, until this is carried out."""
    named = THINGS[kind].objects.filter(pk__in=keys).values(CASE_OF[kind])
    cases = Case.objects.select_for_update(of=("self",)).filter(pk__in=named).order_by("pk")
    records = {record for _case, record in cases.values_list("pk", "record_id")}
    list(
        Record.objects.select_for_update(of=("self",)).filter(pk__in=records).order_by("pk").values_list("pk")
    )


def _in_parts(disposal: Disposal) -> Iterator[list[int]]:
    keys = [json.loads(line)["id"] for line in disposal.manifest.splitlines()]
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _dispose(kind: str, keys: list[int], on: date) -> int:
    if kind == Disposable.EVIDENCE:
        return _dispose_of_files(keys, on)
    return THINGS[kind].objects.filter(pk__in=keys).delete()[0]


def _dispose_of_files(keys: list[int], on: date) -> int:
    """The rows stay with their hashes; what could be read of the files goes here, and their bytes after it."""
    return EvidenceFile.objects.filter(pk__in=keys).update(disposed_on=on, text="", marks=[], explanation="")


def remove_bytes(disposal: Disposal) -> list[str]:
    """Remove the bytes of what a list disposed of; returns the digests of those that are still on the disk.

    Call it after `carry_out` is committed. It may be called again: a crash between the two leaves nothing behind.
    """
    left = []
    if disposal.kind == Disposable.EVIDENCE:
        for keys in _in_parts(disposal):
            gone = EvidenceFile.objects.filter(pk__in=keys, disposed_on__isnull=False).order_by("pk")
            left += [file.sha256 for file in gone if not _is_removed(file.stored)]
    return left


def _is_removed(stored: str) -> bool:
    storage.drop(stored)
    return not storage.folder_of(stored).exists()


@transaction.atomic
def hold(number: str, reason: str, *, by: Any, on: date) -> LegalHold:
    """Keep everything of a case from disposal until the hold is lifted; waits for a list that is being carried out."""
    _is_of_the_office(by)
    case = Case.objects.select_for_update(no_key=True).filter(number=number).first()
    if case is None:
        raise NoSuchCase
    try:
        with transaction.atomic():
            return LegalHold.objects.create(case=case, reason=reason, placed_by=by, placed_on=on)
    except IntegrityError as refusal:
        if "legal_hold_stands_once" in str(refusal):
            raise HeldAlready from refusal
        raise


@transaction.atomic
def lift_hold(pk: int, *, by: Any, on: date) -> LegalHold:
    """The case goes by its periods again."""
    _is_of_the_office(by)
    held = LegalHold.objects.select_for_update().get(pk=pk)
    if held.lifted_on is not None:
        raise NotOpenAnyMore
    held.lifted_by, held.lifted_on = by, on
    held.save(update_fields=["lifted_by", "lifted_on"])
    return held


def _is_of_the_office(by: Any) -> None:
    if not sits_in_credit_office(by):
        raise PermissionDenied
