"""The re-check (复核): asked for once, in time, and done by somebody without a part, at the level the rules name."""

from datetime import date
from typing import Any

from casework.fsm import Capacity, transition
from casework.policy import acts_for_the_subject, settles_for_the_office
from objections.models import conditions as need
from objections.models.status import CAN_BE_REVIEWED, IN_REVIEW, Status

S = Status


def _meanwhile(source: Any, target: str | None, *conditions: Any) -> Any:
    """A step of the credit office on the way to the result."""
    return transition(
        source=source,
        target=target,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=list(conditions),
    )


def _reviews(target: str, *conditions: Any, closes: bool = False) -> Any:
    return transition(
        source=IN_REVIEW,
        target=target,
        capacity=Capacity.OFFICE,
        permission=settles_for_the_office,
        conditions=[
            need.it_is_re_checked_where_the_rules_say,
            need.reviewer_had_no_part,
            need.every_claim_is_answered,
            *conditions,
        ],
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
    review_level: str
    review_organ: str
    review_sent_on: Any
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
    def ask_review(self, *, ground: str, level: str) -> None:
        """The subject disagrees with the result and asks for a re-check, by whom the rules name."""
        self.review_asked_on, self.review_asked_seq, self.review_ground = self.moving_on, self.seq + 1, ground
        self.review_level = level

    @_meanwhile(S.REVIEWING, S.REVIEWING_ABOVE, need.an_organ_above_re_checks)
    def send_above(self, *, organ: str) -> None:
        """The request goes to the organ above, with everything; it answers, not the credit office."""
        self.review_organ, self.review_sent_on = organ, self.moving_on

    @_meanwhile(IN_REVIEW, None, need.review_was_not_extended, need.rules_extend_a_review)
    def extend_review(self) -> None:
        """Whoever re-checks has extended the term once, with a reason, where the rules allow it."""

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
