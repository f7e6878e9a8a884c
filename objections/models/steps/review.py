"""The re-check (复核): asked for once, in time, and done by somebody who had no part in the first answer."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import acts_for_the_subject, settles_for_the_office
from objections.models import conditions as need
from objections.models.status import CAN_BE_REVIEWED, Status

S = Status


def _reviews(target: str, *conditions: Any, closes: bool = False) -> Any:
    return transition(
        source=S.REVIEWING,
        target=target,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=[need.reviewer_had_no_part, need.every_claim_is_answered, *conditions],
        second=True,
        closes=closes,
    )


class ReviewSteps:
    """One round; its result is the last word of this procedure, and names the remedies."""

    moving_on: date
    seq: int
    review_asked_on: Any
    review_asked_seq: Any
    review_ground: str
    _concludes: Any

    @transition(
        source=CAN_BE_REVIEWED,
        target=S.REVIEWING,
        capacity=Capacity.APPLICANT,
        permission=acts_for_the_subject,
        conditions=[
            need.the_subject_objects,
            need.no_review_was_asked_for,
            need.rules_know_a_review,
            need.review_is_asked_for_in_time,
        ],
    )
    def ask_review(self, *, ground: str) -> None:
        """The subject disagrees with the result and asks for a re-check."""
        self.review_asked_on, self.review_asked_seq, self.review_ground = self.moving_on, self.seq + 1, ground

    @_reviews(S.UPHELD, need.every_answer_changes_the_record)
    def review_uphold(self) -> None:
        """The re-check finds every claim right."""
        self._concludes(S.UPHELD)

    @_reviews(S.PARTLY_UPHELD, need.some_answers_change_the_record)
    def review_uphold_partly(self) -> None:
        """The re-check finds some claims right."""
        self._concludes(S.PARTLY_UPHELD)

    @_reviews(S.DISMISSED, need.no_answer_changes_the_record, closes=True)
    def review_dismiss(self) -> None:
        """The re-check confirms the first answer."""
        self._concludes(S.DISMISSED)
