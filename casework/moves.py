"""The one door through which a case changes state.

A move is one transaction: the row is locked by the caller's `locked`, then conditions, permission
in the case's department now, transition, event. What a move sets off (letters, messages, removals)
joins the same transaction in the services above.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.deferring import check_now, put_off
from casework.errors import AlreadyOpen, CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.fsm import (
    ABROAD,
    CHANGING_HANDS,
    Capacity,
    ConcurrentTransition,
    Step,
    TransferMark,
    declared_step,
    permits,
    unmet,
)
from casework.models import Case, CaseEvent, NumberSeries
from casework.models.events import COUNTED_FROM, DaysUnit
from casework.policy import system_user, words_of
from registry.moving import move_record

AnyCase = TypeVar("AnyCase", bound=Case)
LAST_EVENT_GUARD = "case_stands_where_its_last_event_says"
ONE_OPEN = "case_one_open_per_record"
DEPARTMENT_GUARD = "case_in_the_department_of_its_record"
# Whoever moves a stale copy comes second to an event with the same number.
ONE_EVENT_A_PLACE = ("event_once", "event_key_of_the_next", "event_key_of_the_case")


class KnownThere(CaseError):
    default = _(
        "The department has this record already, under the same document number. It cannot have it twice."
    )


@dataclass(frozen=True)
class Clock:
    """What a move does to the running term: one of `ClockMark`, for a stage, with its days in `unit`.

    A term that counts from an earlier day than that of the move says which.
    """

    mark: str
    stage: str
    working_days: int | None = None
    unit: str = DaysUnit.WORKING_DAYS
    counted_from: date | None = None


def locked(cases: "QuerySet[AnyCase]", **lookup: Any) -> AnyCase:
    """The case, read after its row is locked; raises DoesNotExist outside the queryset."""
    parent = () if cases.model is Case else ("case_ptr",)  # status lies in the parent's row
    return cases.select_for_update(of=("self", *parent)).get(**lookup)


@transaction.atomic
def open_case(case: Case, *, by: Any, on: date, prefix: str, facts: dict[str, Any] | None = None) -> None:
    """Bring a case into being with its first event and its number.

    Raises AlreadyOpen where the record has an open case of this kind, PermissionDenied where `by`
    may not begin one.
    """
    initial = case.beginning
    case.machine, case.moving_on, case.moving_by = type(case).MACHINE, on, by
    case.department_id, case.subject_id = case.record.department_id, case.record.subject_id
    if not initial.permission(case, by):
        raise PermissionDenied
    case.opened_on, case.opened_by, case.seq = on, by, 1
    case.status = initial.target
    case.number = f"{prefix}-{on.year}-{NumberSeries.take(f'{prefix}-{on.year}'):06d}"
    put_off(LAST_EVENT_GUARD)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as refusal:
        if ONE_OPEN in str(refusal):
            raise AlreadyOpen from refusal
        raise
    _add_event(case, initial.as_step(), by=by, on=on, facts=facts or {})
    check_now(LAST_EVENT_GUARD)


@transaction.atomic
def make(
    move: Any,
    *,
    by: Any,
    on: date,
    words: str = "",
    clock: Clock | None = None,
    proposer: Any = None,
    facts: dict[str, Any] | None = None,
    **arguments: Any,
) -> CaseEvent:
    """Take one step with a locked case, and add its event.

    `arguments` go to the transition itself; `words` and `facts` are kept with the event. Raises
    NotOpenAnyMore (409), PermissionDenied (403) or ConditionsNotMet (words for the form).
    """
    case = move.__self__
    case.moving_on, case.moving_by = on, by
    step = declared_step(move)
    if step is None:
        raise NotOpenAnyMore
    if not permits(move, by):
        raise PermissionDenied
    if reasons := unmet(move):
        raise ConditionsNotMet(words_of(reason) for reason in reasons)
    before, asked = case.department_id, case.transfer_to_id
    move(**arguments)
    case.seq += 1
    case.closed = step.closes
    try:
        event = _add_event(
            case,
            step,
            by=by,
            on=on,
            words=words,
            clock=clock,
            proposer=proposer,
            facts=facts or {},
            department_id=asked if step.transfer in ABROAD else before,
        )
        with _record_follows(case, step, before, on=on):
            case.save()
    except ConcurrentTransition as refusal:
        raise NotOpenAnyMore from refusal
    except IntegrityError as refusal:
        if any(key in str(refusal) for key in ONE_EVENT_A_PLACE):
            raise NotOpenAnyMore from refusal
        if ONE_OPEN in str(refusal):  # a closed case that would be taken up again
            raise AlreadyOpen from refusal
        raise
    return event


def _add_event(case: Case, step: Step, *, by: Any, on: date, **more: Any) -> CaseEvent:
    clock = more.pop("clock", None)
    if clock and clock.counted_from and clock.counted_from != on:
        more["facts"] = more.get("facts", {}) | {COUNTED_FROM: clock.counted_from.isoformat()}
    department = more.pop("department_id", case.department_id)
    return CaseEvent.objects.create(
        case_id=case.pk,
        seq=case.seq,
        machine=case.machine,
        verb=step.verb,
        source=step.source,
        target=step.target,
        capacity=step.capacity,
        closes=step.closes,
        second=step.second,
        transfer=step.transfer,
        to_department_id=_named(case, step),
        waits_for_id=case.paused_for_id,
        actor=by,
        department_id=department,
        officer_of_id=department if step.capacity == Capacity.DEPARTMENT else None,
        on=on,
        clock=clock.mark if clock else "",
        stage=clock.stage if clock else "",
        working_days=clock.working_days if clock else None,
        days_unit=clock.unit if clock else DaysUnit.WORKING_DAYS,
        **more,
    )


def _named(case: Case, step: Step) -> int | None:
    """The department that a transfer asks, gives the case to, or puts in another's place: the case says so after the step."""
    if step.transfer in (TransferMark.ASK, TransferMark.REFER):
        return case.transfer_to_id
    if step.transfer == TransferMark.SUCCEED:
        return case.passed_to.pk
    return case.department_id if step.transfer in CHANGING_HANDS else None


@contextmanager
def _record_follows(case: Case, step: Step, before: int, *, on: date) -> Iterator[None]:
    """谁认定、谁修复: a case that changes hands takes along its record and what else is open on it, or stays."""
    if case.department_id == before or step.transfer in (TransferMark.FOLLOW, TransferMark.SUCCEED):
        yield
        return
    others = Case.objects.open().filter(record_id=case.record_id).exclude(pk=case.pk).order_by("pk")
    beside = list(others.select_for_update())  # cases are locked before their record
    put_off(DEPARTMENT_GUARD)
    yield
    try:
        with transaction.atomic():
            move_record(case.record, to=case.department, on=on, because=case.number)
    except IntegrityError as refusal:
        if "record_once" in str(refusal):
            raise KnownThere from refusal
        raise
    for other in beside:
        facts = {"other": case.number}
        make(other.as_kind.follow_record, by=system_user(), on=on, facts=facts, to=case.department)
    check_now(DEPARTMENT_GUARD)
