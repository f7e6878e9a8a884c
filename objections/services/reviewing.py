"""The re-check: its outcome follows from the answers of who had no part in the first ones, or of the organ above."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.deferring import check_now, put_off
from casework.errors import CaseError, NotOpenAnyMore
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of, note_desk
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase, Status
from objections.services import law, telling
from objections.services.access import of_the_office, of_whoever_objects
from objections.services.answering import outcome_of
from objections.services.evidence import send_proofs
from objections.services.filing import NOTHING_LEFT, RepairRuns
from objections.services.finishing import apply_outcome
from objections.services.moving import asked, move, settle_dates
from repair.services import pause_for
from repair.services.other_matter import undecided_on


@transaction.atomic
def ask_review(number: str, *, ground: str, pause_repair: bool = False, by: Any, on: date) -> ObjectionCase:
    """Ask for a re-check of the result, once and in time, by whom the rules name.

    Raises AlreadyOpen where another objection to the record is open, RepairRuns where a repair runs
    and is not to wait.
    """
    case = moves.locked(of_whoever_objects(by, on), number=number)
    if not ground.strip():
        raise CaseError(_("Say why the result is to be re-checked."), field="ground")
    rules = asked(case, on)
    repair = undecided_on(case.record)  # held, so that it takes the record nowhere meanwhile
    if repair is not None and not repair.is_paused and not pause_repair:
        raise RepairRuns(repair)
    case.record.refresh_from_db()
    if case.record_is_void:
        raise NotOpenAnyMore(NOTHING_LEFT)
    put_off(moves.DEPARTMENT_GUARD)
    stage, level = law.review_stage(case, rules, on), law.review_level(case, rules)
    move(case, case.ask_review, by=by, on=on, stage=stage, ground=ground.strip(), level=level)
    _go_where_the_record_is(case, on)
    check_now(moves.DEPARTMENT_GUARD)
    ObjectionFlow.start_review.run(case=case)
    case.save(update_fields=["process"])
    note_desk(case)
    pause_for(case.record, case, on=on)
    settle_dates(case, on)
    telling.review_asked(case, on=on)
    return case


def _go_where_the_record_is(case: ObjectionCase, on: date) -> None:
    """A closed objection stays where it was answered; open again, it lies in the department of its record."""
    if case.department_id != case.record.department_id:
        moves.make(case.follow_record, by=system_user(), on=on, to=case.record.department)


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
