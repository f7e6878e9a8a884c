"""The steps that another case on the same record brings about. Which kind of case that is, is not asked here."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.models import Case
from casework.policy import is_the_system
from casework.succession import passes_to_successor
from registry.models import Department
from repair.models import conditions as need
from repair.models.status import UNDECIDED, Status


class OtherMatterSteps:
    """Wait for it, go on after it, go along with the record, and take in what it has changed there."""

    paused_for: Any
    department: Any
    claimed_by: Any
    answer_by: Any
    transfer_to: Any
    transfer_answer_by: Any
    training_asked: bool
    supplement_rounds: int

    @transition(
        source=UNDECIDED,
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.case_does_not_wait],
    )
    def pause(self, *, other: Case) -> None:
        """Another matter on the record comes first: every term stands still."""
        self.paused_for, self.answer_by = other, None

    @transition(
        source=UNDECIDED,
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.case_waits],
    )
    def go_on(self, *, answer_by: date | None, transfer_answer_by: date | None) -> None:
        """The other matter is closed: what was left of every term is left again."""
        self.paused_for = None
        self.answer_by, self.transfer_answer_by = answer_by, transfer_answer_by

    pass_to_successor = passes_to_successor([*UNDECIDED, Status.APPROVED])

    @transition(
        source=[*UNDECIDED, Status.APPROVED],
        target=None,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        transfer=TransferMark.FOLLOW,
    )
    def follow_record(self, *, to: Department) -> None:
        """谁认定、谁修复: another case has taken the record to its department, and this one goes along."""
        self.department, self.claimed_by = to, None
        self.transfer_to = self.transfer_answer_by = None

    @transition(source=UNDECIDED, target=None, capacity=Capacity.SYSTEM, permission=is_the_system)
    def follow_correction(self, *, training_asked: bool, supplement_rounds: int) -> None:
        """The record was corrected: the rules are asked again about what it says now."""
        self.training_asked, self.supplement_rounds = training_asked, supplement_rounds

    @transition(
        source=UNDECIDED,
        target=Status.CLEARED,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=[need.record_is_withdrawn],
        closes=True,
    )
    def end_in_favour(self) -> None:
        """The record is withdrawn, so nothing is left to repair."""
        self.paused_for = self.answer_by = None
        self.transfer_to = self.transfer_answer_by = None
