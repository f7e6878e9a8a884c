"""What other matters on the record bring about, in the name of the system."""

from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import is_the_system
from casework.succession import passes_to_successor
from rechecks.models.status import BEING_CHECKED, CONFIRMED, Status
from registry.models import Department

OPEN = [
    *BEING_CHECKED,
    *CONFIRMED,
    Status.CORRECTION_ORDERED,
    Status.EXPLAINED,
    Status.HEARING,
    Status.CORRECTED,
]


class SystemSteps:
    """A recheck stands in nobody's way: it goes where its record goes."""

    department: Any

    pass_to_successor = passes_to_successor(OPEN)

    @transition(
        source=OPEN,
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        transfer=TransferMark.FOLLOW,
    )
    def follow_record(self, *, to: Department) -> None:
        """Another case has taken the record to its department; who corrects is the department that has it now."""
        self.department = to
