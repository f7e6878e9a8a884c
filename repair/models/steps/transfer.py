"""The steps by which a case comes to the department that its record belongs to. None of them moves its term."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, TransferMark, transition
from casework.policy import may, may_where_asked, settles_for_the_office
from registry.models import Department
from repair.models import conditions as need
from repair.models.status import AT_THE_DEPARTMENT


class TransferSteps:
    """Asked once, taken over or given back; from then on the credit office says where the case belongs."""

    department: Any
    transfer_to: Any
    transfer_answer_by: Any

    @transition(
        source=AT_THE_DEPARTMENT,
        target=None,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_does_not_wait,
            need.case_is_not_handed_on,
            need.no_refusal_is_proposed,
            need.no_transfer_was_tried,
        ],
        transfer=TransferMark.ASK,
    )
    def propose_transfer(self, *, to: Department, answer_by: date) -> None:
        """谁认定、谁修复: the record is another department's, which is asked to take the case over."""
        self.transfer_to, self.transfer_answer_by = to, answer_by

    @transition(
        source=AT_THE_DEPARTMENT,
        target=None,
        capacity=Capacity.DEPARTMENT,
        permission=may_where_asked("review_cases"),
        conditions=[need.case_does_not_wait, need.answer_of_the_other_department_is_open],
        transfer=TransferMark.TAKE,
    )
    def accept_transfer(self) -> None:
        """The department that was asked takes the case over, and its record with it; the term runs on."""
        self.department, self.transfer_to, self.transfer_answer_by = self.transfer_to, None, None

    @transition(
        source=AT_THE_DEPARTMENT,
        target=None,
        capacity=Capacity.DEPARTMENT,
        permission=may_where_asked("review_cases"),
        conditions=[need.case_does_not_wait, need.answer_of_the_other_department_is_open],
        transfer=TransferMark.RETURN,
    )
    def return_transfer(self) -> None:
        """The department that was asked gives the case back, once, with a reason."""
        self.transfer_to = self.transfer_answer_by = None

    @transition(
        source=AT_THE_DEPARTMENT,
        target=None,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_does_not_wait,
            need.case_is_not_handed_on,
            need.no_refusal_is_proposed,
            need.a_transfer_was_tried,
            need.office_has_not_settled_it,
        ],
        transfer=TransferMark.REFER,
    )
    def dispute_transfer(self, *, to: Department) -> None:
        """A second proposal goes to the credit office, which says where the case belongs."""
        self.transfer_to, self.transfer_answer_by = to, None

    @transition(
        source=AT_THE_DEPARTMENT,
        target=None,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=[need.case_does_not_wait, need.transfer_is_disputed_or_overdue],
        transfer=TransferMark.SETTLE,
    )
    def settle_transfer(self, *, to: Department) -> None:
        """The credit office says which department the case belongs to; that stands."""
        self.department, self.transfer_to, self.transfer_answer_by = to, None, None
