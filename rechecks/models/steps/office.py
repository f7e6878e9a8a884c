"""The steps of the credit office: a second person confirms, or sends back; another checker is named."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import settles_for_the_office, sits_for_the_office
from rechecks.models import conditions as need
from rechecks.models.status import BEING_CHECKED, Status

S = Status


def _of_a_second_person(target: str, *conditions: Any) -> Any:
    return transition(
        source=S.EXAMINED,
        target=target,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=[need.finding_is_proposed, *conditions],
        second=True,
    )


class OfficeSteps:
    """A wrong or a missed repair is found by two."""

    moving_on: date
    moving_by: Any
    checker: Any
    revealed_on: Any
    proposed_by: Any
    confirmed_by: Any
    confirmed_on: Any
    verdict: str
    gravity: str
    procedural_fault: bool
    concluded_on: Any

    @_of_a_second_person(S.WRONGLY_REPAIRED, need.finding_is_wrong_repair)
    def confirm_wrong_repair(self) -> None:
        """A second person finds the same: the record should not have been repaired."""
        self.confirmed_by, self.confirmed_on = self.moving_by, self.moving_on

    @_of_a_second_person(S.MISSED, need.finding_is_missed)
    def confirm_missed(self) -> None:
        """A second person finds the same: the record should have gone."""
        self.confirmed_by, self.confirmed_on = self.moving_by, self.moving_on

    @_of_a_second_person(S.ASSIGNED)
    def send_back(self) -> None:
        """The second person does not confirm: the checker looks again."""
        self._forgets_the_conclusion()

    @transition(
        source=BEING_CHECKED,
        target=S.ASSIGNED,
        capacity=Capacity.OFFICE,
        permission=sits_for_the_office,
        conditions=[need.nothing_is_proposed],
    )
    def reassign(self, *, to: Any) -> None:
        """The checker cannot do it: another one begins anew, blindly."""
        self.checker, self.revealed_on = to, None

    def _forgets_the_conclusion(self) -> None:
        self.proposed_by, self.verdict, self.gravity = None, "", ""
        self.procedural_fault, self.concluded_on = False, None
