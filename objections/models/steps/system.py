"""What dates, rules and channels bring about, in the name of the system."""

from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import is_the_system
from casework.succession import passes_to_successor
from objections.models import conditions as need
from objections.models.status import CHANGES_THE_RECORD, IN_REVIEW, TAKEN_BACK, Status
from registry.models import Department

S = Status


def _by_itself(source: Any, target: str | None, *conditions: Any, **more: Any) -> Any:
    return transition(
        source=source,
        target=target,
        capacity=Capacity.SYSTEM,
        permission=is_the_system,
        conditions=list(conditions),
        **more,
    )


class SystemSteps:
    """Nobody decides here: each step follows from a date, a figure of the rules, or what a channel shows."""

    answer_by: Any
    department: Any
    reasons: str
    outcome: str
    concluded_on: Any
    moving_on: Any

    @_by_itself(S.FILED, S.REPEATED, need.nothing_new_is_claimed, closes=True)
    def close_as_repeated(self) -> None:
        """The same was answered before, and nothing new is brought forward."""

    @_by_itself(S.DRAFTED, S.WITHDRAWN, closes=True)
    def forget_draft(self) -> None:
        """Nobody has filed the draft in the days for which drafts are kept."""

    @_by_itself(S.SUPPLEMENTING, S.NOT_ACCEPTED, need.asked_before_acceptance, closes=True)
    def lapse(self, *, reasons: str) -> None:
        """What was needed before acceptance did not come in time."""
        self.answer_by, self.reasons = None, reasons

    @_by_itself(S.SUPPLEMENTING, S.ACCEPTED, need.asked_during_the_check)
    def go_on_with_the_check(self) -> None:
        """The evidence did not come in time: the check goes on with what there is."""
        self.answer_by = None

    @_by_itself(S.SUPPLEMENTING, S.VERIFYING, need.asked_during_verification)
    def go_on_with_the_verification(self) -> None:
        """The evidence did not come in time: the verification goes on with what there is."""
        self.answer_by = None

    @_by_itself(S.VERIFYING, None, need.the_department_is_late)
    def note_no_answer(self) -> None:
        """The department did not answer in time: it is reminded, and the credit office supervises."""

    @_by_itself(
        S.VERIFYING,
        S.UNVERIFIABLE,
        need.no_dismissal_is_proposed,
        need.the_department_is_late,
        need.rules_name_an_outcome_without_answer,
    )
    def conclude_unanswered(self) -> None:
        """No answer came: the outcome is the one that the rules name."""
        self.outcome, self.concluded_on = S.UNVERIFIABLE, self.moving_on

    @_by_itself(CHANGES_THE_RECORD, S.APPLIED_TO_RECORD)
    def apply_to_record(self) -> None:
        """What was found is written into the record, old and new value side by side."""

    @_by_itself(S.APPLIED_TO_RECORD, S.CLOSED, need.every_channel_has_followed, closes=True)
    def close(self) -> None:
        """Every channel shows the record as it is now."""

    @_by_itself([S.DRAFTED, *IN_REVIEW], None, transfer=TransferMark.FOLLOW)
    def follow_record(self, *, to: Department) -> None:
        """A repair has taken the record to its department: beside a draft, or since this matter was closed.

        Once an objection is filed, no repair does that.
        """
        self.department = to

    pass_to_successor = passes_to_successor(
        [*TAKEN_BACK, *CHANGES_THE_RECORD, S.APPLIED_TO_RECORD, *IN_REVIEW]
    )

    @_by_itself([S.FILED, S.ACCEPTED, S.VERIFYING, *IN_REVIEW], None)
    def redate(self) -> None:
        """The calendar was corrected: the day by which the answer comes has moved."""
