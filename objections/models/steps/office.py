"""The steps of the credit office: it takes the objection up, compares its own copy, and sends it on."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import settles_for_the_office
from objections.models import conditions as need
from objections.models.status import WITH_THE_OFFICE, Status
from registry.models import Department

S = Status


def _of_the_office(source: Any, target: str | None, *conditions: Any, **more: Any) -> Any:
    """A step of the credit office, by somebody who holds no duty in the department concerned."""
    return transition(
        source=source,
        target=target,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=list(conditions),
        **more,
    )


class OfficeSteps:
    """谁认定、谁负责: the credit office corrects its own copy only; what the department said, the department answers."""

    moving_on: date
    moving_by: Any
    accepted_on: Any
    forwarded_on: Any
    answer_by: Any
    outcome: str
    concluded_by: Any
    concluded_on: Any
    reasons: str
    department: Any
    transfer_to: Any

    @_of_the_office(S.FILED, S.ACCEPTED, need.something_new_is_claimed)
    def accept(self) -> None:
        """The objection is taken up; the record is compared with what the department delivered."""
        self.accepted_on = self.moving_on

    @_of_the_office(S.FILED, S.NOT_ACCEPTED, closes=True)
    def decline(self, *, reasons: str) -> None:
        """The objection is not taken up, with reasons."""
        self.reasons = reasons

    @_of_the_office(
        WITH_THE_OFFICE,
        S.SUPPLEMENTING,
        need.the_subject_objects,
        need.no_evidence_was_asked_for_in_this_stage,
    )
    def ask_evidence(self, *, answer_by: date) -> None:
        """The subject is asked for what is missing, once per stage."""
        self.answer_by = answer_by

    @_of_the_office(
        S.ACCEPTED,
        S.UPHELD,
        need.every_claim_is_answered,
        need.every_answer_changes_the_record,
        need.only_the_copy_differs,
    )
    def correct_copy(self) -> None:
        """The platform's copy differs from what the department delivered: it is corrected at once."""
        self._concludes(S.UPHELD)

    @_of_the_office(S.ACCEPTED, S.VERIFYING)
    def forward(self) -> None:
        """The copy is the department's own: the department verifies, with everything the applicant sent."""
        self.forwarded_on = self.moving_on

    @_of_the_office(S.ACCEPTED, None, need.extension_is_left, need.rules_give_an_extension)
    def extend_check(self) -> None:
        """The term is extended once, with a reason, where the rules allow it."""

    @_of_the_office(S.MISROUTED, S.VERIFYING, transfer=TransferMark.SETTLE)
    def settle(self, *, to: Department) -> None:
        """The credit office says which department verifies; that stands."""
        self.department, self.transfer_to = to, None

    def _concludes(self, outcome: str) -> None:
        self.outcome, self.concluded_by, self.concluded_on = outcome, self.moving_by, self.moving_on
