"""The steps of the department: taking up, asking, deciding, and undoing what was wrong."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import may
from repair.models import conditions as need
from repair.models.status import Status


class DepartmentSteps:
    """A refusal and a revocation are taken by a second person."""

    moving_by: Any
    moving_on: date
    accepted_on: Any
    answer_by: Any
    proposed_by: Any
    proposed_reasons: Any
    proposed_remedy: Any
    decided_by: Any
    decided_on: Any
    reasons: Any

    @transition(
        source=Status.SUBMITTED,
        target=Status.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_does_not_wait, need.case_is_not_handed_on],
    )
    def accept(self) -> None:
        """The application is complete and taken up."""
        self.accepted_on = self.moving_on

    @transition(
        source=Status.SUBMITTED,
        target=Status.NOT_ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_does_not_wait, need.case_is_not_handed_on],
        closes=True,
    )
    def decline(self, *, reasons: str) -> None:
        """The application is not taken up, with reasons."""
        self.decided_by, self.decided_on, self.reasons = self.moving_by, self.moving_on, reasons

    @transition(
        source=[Status.SUBMITTED, Status.ACCEPTED],
        target=Status.SUPPLEMENTING,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_does_not_wait,
            need.case_is_not_handed_on,
            need.supplement_is_left_in_this_stage,
            need.no_refusal_is_proposed,
        ],
    )
    def ask_supplement(self, *, answer_by: date) -> None:
        """One complete list of what is missing, once per stage; the clock stands still."""
        self.answer_by = answer_by

    @transition(
        source=Status.ACCEPTED,
        target=Status.APPROVED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[
            need.case_does_not_wait,
            need.case_is_not_handed_on,
            need.no_refusal_is_proposed,
            need.every_statement_is_judged,
            need.law_allows_the_repair,
        ],
    )
    def approve(self) -> None:
        """Repair is granted; the record leaves every place where it is shown."""
        self.decided_by, self.decided_on = self.moving_by, self.moving_on

    @transition(
        source=Status.ACCEPTED,
        target=Status.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("lead_department"),
        conditions=[
            need.case_does_not_wait,
            need.case_is_not_handed_on,
            need.extension_is_left,
            need.rules_give_an_extension,
        ],
    )
    def extend(self) -> None:
        """The term is extended once, with a reason that the applicant is told beforehand."""

    @transition(
        source=Status.ACCEPTED,
        target=Status.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("review_cases"),
        conditions=[need.case_does_not_wait, need.case_is_not_handed_on, need.no_refusal_is_proposed],
    )
    def propose_refusal(self, *, reasons: str, remedy: str) -> None:
        """A refusal is proposed; it takes effect when a second person signs it."""
        self.proposed_by, self.proposed_reasons, self.proposed_remedy = self.moving_by, reasons, remedy

    @transition(
        source=Status.ACCEPTED,
        target=Status.ACCEPTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.case_does_not_wait, need.refusal_is_proposed],
        second=True,
    )
    def send_back(self) -> None:
        """The second person does not sign: the case goes back to review."""
        self.proposed_by, self.proposed_reasons, self.proposed_remedy = None, "", ""

    @transition(
        source=Status.ACCEPTED,
        target=Status.REJECTED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.case_does_not_wait, need.refusal_is_proposed],
        closes=True,
        second=True,
    )
    def reject(self) -> None:
        """Repair is refused, by two persons of the department."""
        self.decided_by, self.decided_on, self.reasons = self.moving_by, self.moving_on, self.proposed_reasons

    @transition(
        source=Status.REPAIRED,
        target=Status.REVOKED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.repair_is_found_wrong, need.was_decided_by_others],
        closes=True,
        second=True,
    )
    def revoke(self, *, ground: str) -> None:
        """The repair was wrong, or the commitment false; the record is shown again for the time that is left."""
        self.revocation_ground = ground

    @transition(
        source=[Status.REJECTED, Status.NOT_ACCEPTED],
        target=Status.APPROVED,
        capacity=Capacity.DEPARTMENT,
        permission=may("countersign_cases"),
        conditions=[need.repair_is_found_missed, need.was_decided_by_others, need.law_allows_the_repair],
        second=True,
    )
    def grant_after_all(self) -> None:
        """The refusal was wrong: the repair is granted in its place, and the record goes."""
        self.proposed_by, self.proposed_reasons, self.proposed_remedy, self.reasons = None, "", "", ""
        self.accepted_on = self.accepted_on or self.moving_on
        self.decided_by, self.decided_on = self.moving_by, self.moving_on
