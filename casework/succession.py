"""Departments merge: whatever a case says of the old one, it says of its successor from then on."""

from collections.abc import Callable, Iterable
from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import is_the_system
from registry.models import Department


def passes_to_successor(statuses: Iterable[str]) -> Callable[..., None]:
    """The step that every kind of case declares, from each status in which it is open."""

    @transition(
        source=list(statuses),
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        transfer=TransferMark.SUCCEED,
    )
    def pass_to_successor(self: Any, *, old: Department, new: Department) -> None:
        """Whoever had it in hand keeps it, and a question of where it belongs stays as it was asked."""
        self.passed_to = new
        if self.department_id == old.pk:
            self.department = new
        if self.transfer_to_id == old.pk:
            self.transfer_to = new

    return pass_to_successor
