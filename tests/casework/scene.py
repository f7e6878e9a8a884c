"""What attacks on the guards are made on, and how a refusal is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction

from casework import probes
from casework.models import CaseEvent
from registry.models import Department
from repair.models import RepairCase

STATUS = "case_stands_where_its_last_event_says"
FORWARD = "case_goes_forward"
NO_RIGHT = probes.NO_RIGHT


@dataclass
class Scene:
    """What the attacks are made on: a case under review, a granted and a finished one, read anew each time."""

    office: Any
    keys: dict[str, int]

    @property
    def case(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["case"])

    @property
    def granted(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["granted"])

    @property
    def repaired(self) -> RepairCase:
        return RepairCase.objects.get(pk=self.keys["repaired"])

    @property
    def theirs(self) -> Department:
        return Department.objects.get(letter_prefix="江交测")

    def next_event(self, **lies: Any) -> CaseEvent:
        """The lawful event that would grant the case under review, with the lies put in."""
        columns = {
            "case_id": self.case.pk, "seq": self.case.seq + 1, "machine": "repair", "verb": "approve",
            "source": "accepted", "target": "approved", "capacity": "department", "closes": False,
            "second": False, "actor": self.office.reviewer.user, "department": self.office.department,
            "officer_of": self.office.department, "on": date(2026, 11, 23),
        }  # fmt: skip
        return CaseEvent.objects.create(**columns | lies)


def refusal(attack: Callable[[], Any]) -> str:
    """Run an attack in a savepoint through its commit checks: the guard that refused it, or NO_RIGHT, or ""."""
    try:
        with transaction.atomic():
            attack()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as refused:
        diagnosis = refused.__cause__.diag
        return diagnosis.sqlstate if diagnosis.sqlstate == NO_RIGHT else diagnosis.constraint_name
    return ""
