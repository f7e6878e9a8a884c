"""Objections that have been carried out, made as the probes make theirs: the events are lawful, the way there is short."""

from itertools import count
from typing import Any

from django.db import connection

from casework.models import Case, CaseEvent, LegalStep
from casework.models.correction import CARRIED_OUT
from casework.probes.world import EVENT, MOVE, event_of, lawful_case, way_to
from registry.models import Record

_numbers = count(1)


def applied(office: Any, record: Record) -> CaseEvent:
    """The event that applies the outcome of an objection to the record; one before it is over."""
    _close_the_one_before(office, record)
    way = way_to(CARRIED_OUT)
    number = f"YY-2026-{next(_numbers):06d}"
    case = lawful_case(_world(office, record) | {"number": number, "machine": way[0].machine}, way)
    return CaseEvent.objects.select_related("case").get(case_id=case, seq=len(way))


def _close_the_one_before(office: Any, record: Record) -> None:
    for case in record.cases.filter(status=CARRIED_OUT, closed=False):
        step = LegalStep.objects.get(machine=case.machine, source=CARRIED_OUT, closes=True)
        world = _world(office, record)
        columns = world | event_of(step, case=case.pk, seq=case.seq + 1, world=world)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(EVENT, columns)
            cursor.execute(MOVE, columns)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _world(office: Any, record: Record) -> dict[str, Any]:
    return {
        "record": record.pk, "department": record.department_id, "subject": record.subject_id,
        "day": office.day.today, "actor": office.reviewer.user.pk, "stranger": office.second.user.pk,
        "theirs": office.elsewhere.pk, "its": record.department_id, "asked": None,
    }  # fmt: skip


def case_of(event: CaseEvent) -> Case:
    return Case.objects.get(pk=event.case_id)
