"""The steps of who objects: to file, to hand evidence in, to take the objection back."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import acts_for_the_subject, may, sits_for_the_office
from objections.models import conditions as need
from objections.models.kinds import Origin
from objections.models.status import BEING_CHECKED, Status

S = Status


def _came_from(*origins: str) -> Any:
    def condition(case: Any) -> bool:
        return case.origin in origins

    condition.words = need.the_subject_objects.words  # type: ignore[attr-defined]
    return condition


FROM_THE_SUBJECT = _came_from(Origin.SUBJECT)
FROM_THE_DEPARTMENT = _came_from(Origin.DEPARTMENT)
FROM_THE_OFFICE = _came_from(Origin.COMPLAINT, Origin.PLATFORM)


def _files(capacity: str, permission: Any, condition: Any) -> Any:
    return transition(
        source=S.DRAFTED,
        target=S.FILED,
        capacity=capacity,
        permission=permission,
        conditions=[condition, need.something_is_claimed],
    )


def _takes_back(capacity: str, permission: Any, condition: Any) -> Any:
    # While it is open whose record it is, no department does anything.
    anywhere = [S.DRAFTED, *BEING_CHECKED]
    return transition(
        source=[each for each in anywhere if capacity != Capacity.DEPARTMENT or each != S.MISROUTED],
        target=S.WITHDRAWN,
        capacity=capacity,
        permission=permission,
        conditions=[condition],
        closes=True,
    )


def _hands_in(target: str, condition: Any) -> Any:
    return transition(
        source=S.SUPPLEMENTING,
        target=target,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[condition, need.there_is_still_time_to_answer],
    )


class PartySteps:
    """Whoever raised the matter can take it back; only the subject is asked for more."""

    moving_on: date
    filed_on: Any
    answer_by: Any
    proposed_by: Any
    transfer_to: Any

    @_files(Capacity.APPLICANT, acts_for_the_subject, FROM_THE_SUBJECT)
    def file(self) -> None:
        """The subject says what is wrong."""
        self.filed_on = self.moving_on

    @_files(Capacity.DEPARTMENT, may("review_cases"), FROM_THE_DEPARTMENT)
    def file_as_department(self) -> None:
        """The department has found out itself that its record is wrong."""
        self.filed_on = self.moving_on

    @_files(Capacity.OFFICE, sits_for_the_office, FROM_THE_OFFICE)
    def file_as_office(self) -> None:
        """A complaint or a partner platform says that a record is wrong."""
        self.filed_on = self.moving_on

    @_hands_in(S.FILED, need.asked_before_acceptance)
    def supplement_for_acceptance(self) -> None:
        """The evidence asked for before acceptance is handed in."""
        self.answer_by = None

    @_hands_in(S.ACCEPTED, need.asked_during_the_check)
    def supplement_for_check(self) -> None:
        """The evidence that the credit office asked for is handed in."""
        self.answer_by = None

    @_hands_in(S.VERIFYING, need.asked_during_verification)
    def supplement_for_verification(self) -> None:
        """The evidence that the department asked for is handed in."""
        self.answer_by = None

    @_takes_back(Capacity.APPLICANT, acts_for_the_subject, FROM_THE_SUBJECT)
    def withdraw(self) -> None:
        """The subject takes the objection back."""
        self._nothing_waits()

    @_takes_back(Capacity.DEPARTMENT, may("review_cases"), FROM_THE_DEPARTMENT)
    def withdraw_as_department(self) -> None:
        """The department takes back what it found itself, with a reason."""
        self._nothing_waits()

    @_takes_back(Capacity.OFFICE, sits_for_the_office, FROM_THE_OFFICE)
    def withdraw_as_office(self) -> None:
        """The credit office takes back what a complaint or a platform had said, with a reason."""
        self._nothing_waits()

    def _nothing_waits(self) -> None:
        self.answer_by = self.proposed_by = self.transfer_to = None
