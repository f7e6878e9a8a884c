"""The steps of the department that identified the record: it answers claim by claim, and concludes."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import may
from objections.models import conditions as need
from objections.models.status import Status
from registry.models import Department

S = Status


def _of_the_department(target: str | None, *conditions: Any, duty: str = "review_cases", **more: Any) -> Any:
    return transition(
        source=S.VERIFYING,
        target=target,
        capacity=Capacity.DEPARTMENT,
        permission=may(duty),
        conditions=list(conditions),
        **more,
    )


def _outcome(target: str, *conditions: Any) -> Any:
    return _of_the_department(
        target,
        need.no_dismissal_is_proposed,
        need.no_testing_is_under_way,
        need.every_claim_is_answered,
        *conditions,
    )


class DepartmentSteps:
    """谁认定、谁负责: whoever identified the record says whether it is right."""

    moving_on: date
    moving_by: Any
    answer_by: Any
    proposed_by: Any
    transfer_to: Any
    _concludes: Any

    @_of_the_department(
        S.SUPPLEMENTING,
        need.the_subject_objects,
        need.no_dismissal_is_proposed,
        need.no_testing_is_under_way,
        need.no_evidence_was_asked_for_in_this_stage,
    )
    def ask_party(self, *, answer_by: date) -> None:
        """The subject is asked for what is missing, once."""
        self.answer_by = answer_by

    @_outcome(S.UPHELD, need.every_answer_changes_the_record)
    def uphold(self) -> None:
        """Every claim is right: the record is corrected."""
        self._concludes(S.UPHELD)

    @_outcome(S.PARTLY_UPHELD, need.nothing_is_unverifiable, need.some_answers_change_the_record)
    def uphold_partly(self) -> None:
        """Some claims are right: the record is corrected where they are."""
        self._concludes(S.PARTLY_UPHELD)

    @_outcome(S.UNVERIFIABLE, need.what_is_left_cannot_be_verified)
    def find_unverifiable(self) -> None:
        """What is claimed can be neither proved nor disproved; the rules say what follows."""
        self._concludes(S.UNVERIFIABLE)

    @_outcome(S.VERIFYING, need.nothing_is_unverifiable, need.no_answer_changes_the_record)
    def propose_dismissal(self) -> None:
        """Nothing is wrong, says one person; a second one has to confirm it."""
        self.proposed_by = self.moving_by

    @_of_the_department(S.VERIFYING, need.dismissal_is_proposed, duty="countersign_cases", second=True)
    def send_back(self) -> None:
        """The second person does not confirm: the reviewer answers again."""
        self.proposed_by = None

    @_of_the_department(
        S.DISMISSED, need.dismissal_is_proposed, duty="countersign_cases", second=True, closes=True
    )
    def dismiss(self) -> None:
        """The information stays as it is, say two persons of the department."""
        self._concludes(S.DISMISSED)

    @_of_the_department(
        S.VERIFYING, need.extension_is_left, need.rules_give_an_extension, duty="lead_department"
    )
    def extend(self) -> None:
        """The term is extended once, with a reason, by the head of the department."""

    @_of_the_department(
        S.VERIFYING,
        need.rules_stop_the_clock_for_testing,
        need.no_dismissal_is_proposed,
        need.no_testing_is_under_way,
    )
    def begin_testing(self) -> None:
        """Something has to be tested or appraised first; where the rules say so, that time does not count."""

    @_of_the_department(S.VERIFYING, need.testing_is_under_way)
    def end_testing(self) -> None:
        """The result of the testing is there; the clock runs on."""

    @_of_the_department(
        S.MISROUTED,
        need.no_dismissal_is_proposed,
        need.no_testing_is_under_way,
        need.department_is_not_settled_yet,
        transfer=TransferMark.ASK,
    )
    def misroute(self, *, to: Department) -> None:
        """The record is another department's: back to the credit office, once, with a reason."""
        self.transfer_to = to
