"""The steps of the checker: to assess blindly, to see the outcome, to conclude."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from rechecks.models import conditions as need
from rechecks.models.status import Status
from registry.duties import may_check

S = Status


def is_the_checker(case: Any, user: Any) -> bool:
    """Whoever was drawn to check it, for as long as they sit in the credit office or review somewhere."""
    return user.pk == case.checker_id and may_check(user)


def _of_the_checker(source: Any, target: str | None, *conditions: Any, **more: Any) -> Any:
    return transition(
        source=source,
        target=target,
        capacity=Capacity.OFFICE,
        permission=is_the_checker,
        conditions=list(conditions),
        **more,
    )


class CheckerSteps:
    """Who checks took no step in the case and has no place in its department; the database holds them to it."""

    moving_on: date
    moving_by: Any
    last_finding: Any
    revealed_on: Any
    proposed_by: Any
    verdict: str
    gravity: str
    procedural_fault: bool
    concluded_on: Any

    @_of_the_checker(S.ASSIGNED, S.EXAMINED, need.a_finding_is_saved)
    def examine(self) -> None:
        """A finding is saved: the first one blindly, or a new one after it was sent back."""

    @_of_the_checker(S.EXAMINED, None, need.a_finding_is_saved, need.outcome_is_hidden)
    def reveal(self) -> None:
        """Only now the checker sees how the case was decided."""
        self.revealed_on = self.moving_on

    @_of_the_checker(
        S.EXAMINED, S.CORRECT, need.outcome_is_shown, need.nothing_is_proposed, need.finding_is_correct,
        closes=True,
    )  # fmt: skip
    def find_correct(self) -> None:
        """The case was handled correctly; a procedural fault is noted and reported all the same."""
        self._concludes()

    @_of_the_checker(
        S.EXAMINED, None, need.outcome_is_shown, need.nothing_is_proposed, need.finding_is_a_fault,
        need.finding_fits_the_outcome,
    )  # fmt: skip
    def propose(self) -> None:
        """Wrongly repaired or missed, says one person; a second one has to confirm it."""
        self._concludes()
        self.proposed_by = self.moving_by

    def _concludes(self) -> None:
        last = self.last_finding
        self.verdict, self.gravity = last.verdict, last.gravity
        self.procedural_fault, self.concluded_on = last.procedural_fault, self.moving_on
