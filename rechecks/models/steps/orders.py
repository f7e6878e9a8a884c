"""The steps of a correction: ordered by the credit office, carried out by the department (谁认定、谁修复)."""

from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import is_the_system, may, settles_for_the_office
from rechecks.models import conditions as need
from rechecks.models.status import CONFIRMED, Status

S = Status


def _step(source: Any, target: str, capacity: str, permission: Any, *conditions: Any, **more: Any) -> Any:
    return transition(
        source=source,
        target=target,
        capacity=capacity,
        permission=permission,
        conditions=list(conditions),
        **more,
    )


_OFFICE = (Capacity.OFFICE, settles_for_the_office)
_REVIEWER = (Capacity.DEPARTMENT, may("review_cases"))
_SECOND = (Capacity.DEPARTMENT, may("countersign_cases"))


class OrderSteps:
    """The credit office orders and never decides in the department's place; the department corrects or explains."""

    @_step(CONFIRMED, S.CORRECTION_ORDERED, *_OFFICE)
    def order(self) -> None:
        """The department is ordered to correct by a day, or to explain why not."""

    @_step([S.CORRECTION_ORDERED, S.HEARING], S.EXPLAINED, *_REVIEWER)
    def explain(self) -> None:
        """The department says why it holds the decision to be right, before or after it has heard the subject."""

    @_step(S.EXPLAINED, S.CORRECTION_ORDERED, *_OFFICE, need.settled_by_the_named_person)
    def uphold_order(self) -> None:
        """The named person of the office decides: the order stands."""

    @_step(S.EXPLAINED, S.ORDER_WITHDRAWN, *_OFFICE, need.settled_by_the_named_person, closes=True)
    def withdraw_order(self) -> None:
        """The named person of the office decides: the explanation holds, and the order is withdrawn."""

    @_step(S.EXPLAINED, S.EXPLAINED, *_OFFICE)
    def name_settler(self) -> None:
        """The person who was to decide cannot any more: another one of the office is named."""

    @_step(S.CORRECTION_ORDERED, S.HEARING, *_REVIEWER, need.was_wrongly_repaired)
    def hear(self) -> None:
        """Before a repair is revoked the subject is told what was found, and heard."""

    @_step(S.HEARING, S.CORRECTED, *_SECOND, need.was_wrongly_repaired, need.subject_was_heard, second=True)
    def correct(self) -> None:
        """The repair is revoked; the record is shown again for the time that remains."""

    @_step(S.CORRECTION_ORDERED, S.CORRECTED, *_REVIEWER, need.was_missed)
    def make_good(self) -> None:
        """What should have gone goes now."""

    @_step(
        S.CORRECTION_ORDERED, S.CORRECTED, *_SECOND, need.was_missed, need.correction_is_proposed, second=True
    )
    def replace_refusal(self) -> None:
        """The refusal was wrong: two persons of the department put the grant in its place."""

    @_step(S.CORRECTED, S.CLOSED, Capacity.SYSTEM, is_the_system, need.channels_have_followed,
        need.further_demands_are_met, closes=True,
    )  # fmt: skip
    def close(self) -> None:
        """Every channel shows what it should, and what else was demanded was met with proof."""
