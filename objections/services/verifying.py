"""The department's verbs: take the objection, ask, conclude from the answers, confirm, send back, misroute."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves, routing
from casework.errors import CaseError
from casework.models import Desk
from casework.models.events import ClockMark
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase, Status
from objections.services import telling
from objections.services.access import has_taken, of_the_department
from objections.services.answering import outcome_of
from objections.services.evidence import send_proofs
from objections.services.finishing import apply_outcome, note_review_term
from objections.services.moving import asked, move, settle_dates
from objections.services.office import lengthen, says_why
from objections.services.requests import ask_for
from registry.models import Department
from repair.selectors.colleagues import stood_in_for
from repair.services import take_over_from_who_is_away


@transaction.atomic
def claim(number: str, *, by: Any, on: date) -> ObjectionCase:
    """Take a waiting objection, or one of a colleague one stands in for; whoever is second is told so."""
    case = of_the_department(number, by)
    if case.claimed_by_id in stood_in_for(by, on) and case.desk == Desk.DEPARTMENT:
        take_over_from_who_is_away(case, by=by, on=on)
    else:
        routing.claim(case, by=by)
    return case


@transaction.atomic
def release(number: str, *, by: Any) -> ObjectionCase:
    """Put a taken objection back into the department's queue."""
    case = of_the_department(number, by)
    routing.release(case, by=by)
    return case


@transaction.atomic
def ask_party(number: str, *, items: Sequence[str], by: Any, on: date) -> ObjectionCase:
    """Ask the subject for what is missing, once."""
    case = of_the_department(number, by)
    ask_for(case, case.ask_party, items, by=by, on=on, owner=by)
    return case


@transaction.atomic
def extend(number: str, *, reason: str, by: Any, on: date) -> ObjectionCase:
    """Extend the department's term once, by its head and with a reason that the subject is told."""
    case = of_the_department(number, by, "lead_department")
    lengthen(case, case.extend, reason, stage="verify", by=by, on=on)
    return case


@transaction.atomic
def begin_testing(number: str, *, reason: str, by: Any, on: date) -> ObjectionCase:
    """Note what has to be tested or appraised; where the rules say so, the term stands still until the result."""
    case = of_the_department(number, by)
    has_taken(case, by)
    asked(case, on)
    words = says_why(reason, "reason")
    move(case, case.begin_testing, by=by, on=on, words=words, clock=moves.Clock(ClockMark.PAUSE, "verify"))
    settle_dates(case, on)
    return case


@transaction.atomic
def end_testing(number: str, *, result: str, by: Any, on: date) -> ObjectionCase:
    """Note the result of the testing; the term runs on with the days that were left."""
    case = of_the_department(number, by)
    has_taken(case, by)
    words = says_why(result, "result")
    move(case, case.end_testing, by=by, on=on, words=words, clock=moves.Clock(ClockMark.RESUME, "verify"))
    settle_dates(case, on)
    return case


@transaction.atomic
def conclude(number: str, *, by: Any, on: date) -> ObjectionCase:
    """Conclude from the answers: upheld, upheld in part, unverifiable, or a dismissal that a second person confirms."""
    case = of_the_department(number, by)
    asked(case, on)
    step = step_of(case)
    stop = None if step == case.propose_dismissal else moves.Clock(ClockMark.STOP, "verify")
    with desk_of(case, ObjectionFlow.verify, owner=by):
        move(case, step, by=by, on=on, clock=stop)
    if case.proposed_by_id is None:
        apply_outcome(case, on=on)
    else:
        telling.dismissal_proposed(case, on=on)
    return case


def step_of(case: ObjectionCase) -> Any:
    """The step that the answers of this round lead to."""
    steps: dict[Status | None, Any] = {
        Status.UPHELD: case.uphold,
        Status.PARTLY_UPHELD: case.uphold_partly,
        Status.UNVERIFIABLE: case.find_unverifiable,
    }
    return steps.get(outcome_of(case), case.propose_dismissal)


@transaction.atomic
def confirm_dismissal(number: str, *, by: Any, on: date) -> ObjectionCase:
    """Confirm as the second person that nothing is wrong; the objection is dismissed."""
    case = of_the_department(number, by, "countersign_cases")
    rules = asked(case, on)
    _is_another_person(case, by)
    with desk_of(case, ObjectionFlow.countersign):
        note_review_term(case, rules, on)
        stop = moves.Clock(ClockMark.STOP, "verify")
        move(case, case.dismiss, by=by, on=on, clock=stop, proposer=case.proposed_by)
    settle_dates(case, on)
    send_proofs(case, on)
    telling.result(case, on=on)
    return case


@transaction.atomic
def send_back(number: str, *, reasons: str, by: Any, on: date) -> ObjectionCase:
    """Do not confirm; the objection goes back to its reviewer with the reason."""
    case = of_the_department(number, by, "countersign_cases")
    _is_another_person(case, by)
    words = says_why(reasons)
    with desk_of(case, ObjectionFlow.countersign):
        move(case, case.send_back, by=by, on=on, words=words, proposer=case.proposed_by)
    telling.sent_back(case, reasons=words, on=on)
    return case


def _is_another_person(case: ObjectionCase, by: Any) -> None:
    if case.proposed_by_id == by.pk:
        raise CaseError(_("You proposed this, so you cannot confirm it."))


@transaction.atomic
def misroute(number: str, *, to: Department, reason: str, by: Any, on: date) -> ObjectionCase:
    """Say, once, whose record it is instead; the credit office decides, and the clock runs on."""
    case = of_the_department(number, by)
    words = says_why(reason, "reason")
    if to.pk == case.department_id:
        raise CaseError(_("Please choose another department."), field="to")
    with desk_of(case, ObjectionFlow.verify, owner=by):
        move(case, case.misroute, by=by, on=on, words=words, to=to)
    settle_dates(case, on)
    telling.misrouted(case, reason=words, on=on)
    return case
