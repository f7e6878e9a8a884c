"""Another case on a record, of a kind that comes first: nothing but its beginning and its end."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import connection

from casework import waiting
from casework.models import Case, CaseEvent, LegalStep
from registry.models import Record

MACHINE = "other"
GUARD = "case_stands_where_its_last_event_says"


@dataclass
class OtherMatters:
    """Begins and closes them, in the name of an officer."""

    officer: Any

    def begin(self, record: Record, on: date) -> Case:
        number = f"YY-2026-{Case.objects.filter(machine=MACHINE).count() + 1:06d}"
        case = Case(
            machine=MACHINE, number=number, record=record, department=record.department,
            subject=record.subject, status="open", seq=1, opened_on=on, opened_by=self.officer,
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {GUARD} DEFERRED")
            case.save()
            self._event(case, on, verb="begin", source="", target="open")
            cursor.execute(f"SET CONSTRAINTS {GUARD} IMMEDIATE")
        return case

    def close(self, case: Case, on: date) -> None:
        case.seq = 2
        self._event(case, on, verb="close", source="open", target="closed", closes=True)
        Case.objects.filter(pk=case.pk).update(seq=2, status="closed", closed=True)

    def _event(self, case: Case, on: date, **step: Any) -> None:
        CaseEvent.objects.create(
            case=case, seq=case.seq, machine=MACHINE, capacity="office", actor=self.officer,
            department=case.department, on=on, **step,
        )  # fmt: skip


def other_matters(officer: Any, monkeypatch: Any) -> OtherMatters:
    """Make the kind known: to the table of legal steps, as its owner, and to whoever asks what comes first."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for verb, source, target in [("begin", "", "open"), ("close", "open", "closed")]:
            LegalStep.objects.create(
                machine=MACHINE, verb=verb, source=source, target=target, capacity="office",
                closes=verb == "close", second=False,
            )  # fmt: skip
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_APP_ROLE)}")
    kind = SimpleNamespace(COMES_FIRST={"open"})
    monkeypatch.setattr(waiting, "machines", lambda: {MACHINE: kind})
    return OtherMatters(officer)
