"""The re-check: its outcome follows from the answers of who had no part in the first ones, or of the organ above."""

from datetime import date
from typing import Any

from django.db import transaction

from casework import moves
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase, Status
from objections.services import telling
from objections.services.access import of_the_office
from objections.services.answering import outcome_of
from objections.services.evidence import send_proofs
from objections.services.finishing import apply_outcome
from objections.services.moving import asked, move, settle_dates


@transaction.atomic
def review(number: str, *, by: Any, on: date) -> ObjectionCase:
    """Conclude the re-check; what it finds is carried out like a first answer, and is the last word here."""
    case = of_the_office(number, by)
    asked(case, on)
    steps: dict[Status | None, Any] = {
        Status.UPHELD: case.review_uphold,
        Status.PARTLY_UPHELD: case.review_uphold_partly,
    }
    step = steps.get(outcome_of(case), case.review_dismiss)
    first = case.concluded_by or system_user()
    with desk_of(case, ObjectionFlow.review, ObjectionFlow.above):
        move(case, step, by=by, on=on, clock=moves.Clock(ClockMark.STOP, "review"), proposer=first)
    if case.closed:
        settle_dates(case, on)
        send_proofs(case, on)
        telling.review_result(case, on=on)
    else:
        apply_outcome(case, on=on)
    return case
