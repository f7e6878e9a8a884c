"""The credit office's verbs: take the objection up, compare its own copy, send it on, say whose it is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError
from casework.models.events import ClockMark
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase
from objections.services import law, telling
from objections.services.access import of_the_office
from objections.services.finishing import apply_outcome
from objections.services.moving import asked, move, settle_dates
from objections.services.repeats import repeated_by
from objections.services.requests import ask_for
from registry.models import Department
from repair.services.drafts import drop_draft


def says_why(reasons: str, field: str = "reasons") -> str:
    if not reasons.strip():
        raise CaseError(_("Give the reasons"), field=field)
    return reasons.strip()


@transaction.atomic
def accept(number: str, *, by: Any, on: date) -> ObjectionCase:
    """Take the objection up; the office's own check begins, and the record is marked where the rules say so."""
    case = of_the_office(number, by)
    rules = asked(case, on)
    case.repeats = repeated_by(case)
    case.moving_on = on
    with desk_of(case, ObjectionFlow.accept):
        stage = law.check_stage(case, rules, on)
        stop = moves.Clock(ClockMark.STOP, "accept")
        move(case, case.accept, by=by, on=on, stage=stage, clock=stop)
    settle_dates(case, on)
    telling.accepted(case, on=on)
    return case


@transaction.atomic
def decline(number: str, *, reasons: str, by: Any, on: date) -> ObjectionCase:
    """Do not take the objection up, with reasons."""
    case = of_the_office(number, by)
    words = says_why(reasons)
    with desk_of(case, ObjectionFlow.accept):
        stop = moves.Clock(ClockMark.STOP, "accept")
        move(case, case.decline, by=by, on=on, words=words, clock=stop, reasons=words)
    settle_dates(case, on)
    telling.not_accepted(case, on=on)
    return case


@transaction.atomic
def ask_evidence(number: str, *, items: Sequence[str], by: Any, on: date) -> ObjectionCase:
    """Ask the subject for what is missing, before acceptance or during the office's check."""
    case = of_the_office(number, by)
    ask_for(case, case.ask_evidence, items, by=by, on=on)
    return case


@transaction.atomic
def correct_copy(number: str, *, by: Any, on: date) -> ObjectionCase:
    """The platform's copy differs from what the department delivered: it is corrected at once."""
    case = of_the_office(number, by)
    asked(case, on)
    with desk_of(case, ObjectionFlow.check):
        move(case, case.correct_copy, by=by, on=on, clock=moves.Clock(ClockMark.STOP, "check"))
    apply_outcome(case, on=on)
    return case


@transaction.atomic
def forward(number: str, *, words: str = "", by: Any, on: date) -> ObjectionCase:
    """Send the objection to the department that identified the record, with everything the applicant sent."""
    case = of_the_office(number, by)
    rules = asked(case, on)
    with desk_of(case, ObjectionFlow.check):
        stage = law.verification_stage(case, rules, on)
        stop = moves.Clock(ClockMark.STOP, "check")
        move(case, case.forward, by=by, on=on, words=words.strip(), stage=stage, clock=stop)
    settle_dates(case, on)
    telling.forwarded(case, on=on)
    return case


@transaction.atomic
def extend_check(number: str, *, reason: str, by: Any, on: date) -> ObjectionCase:
    """Extend the office's term once, where the rules allow it, with a reason that the subject is told."""
    case = of_the_office(number, by)
    lengthen(case, case.extend_check, reason, stage="check", by=by, on=on)
    return case


def lengthen(case: ObjectionCase, step: Any, reason: str, *, stage: str, by: Any, on: date) -> None:
    asked(case, on)
    words, due_before = says_why(reason, "reason"), case.due_on
    if case.due_on and on > case.due_on:
        raise CaseError(_("The term has passed; it can be extended only while it runs."))
    move(
        case, step, by=by, on=on, words=words, clock=moves.Clock(ClockMark.EXTEND, stage, case.extension_days)
    )
    settle_dates(case, on)
    telling.extended(case, reason=words, due_before=due_before, on=on)


@transaction.atomic
def settle(number: str, *, to: Department, reason: str, by: Any, on: date) -> ObjectionCase:
    """Say which department verifies; the record and what else is open on it go with the case, and that stands."""
    case = of_the_office(number, by)
    words = says_why(reason, "reason")
    gave_back = case.department
    with desk_of(case, ObjectionFlow.settle):
        move(case, case.settle, by=by, on=on, words=words, to=to)
    settle_dates(case, on)
    drop_draft(case, "answers")  # whoever verifies now begins with what the claims say
    telling.settled_whose(case, reason=words, gave_back=gave_back, on=on)
    return case
