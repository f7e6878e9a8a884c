"""One step of an objection: the rules are asked, the case moves, and what follows from the step follows."""

from datetime import date
from typing import Any

from casework import moves
from casework.models import CaseEvent
from casework.models.events import ClockMark
from objections.models import ObjectionCase
from objections.services import effects, law
from objections.services.law import Stage
from repair.services import go_on_after
from rules.objections import ObjectionRules


def asked(case: ObjectionCase, on: date) -> ObjectionRules:
    """Ask the rules, and hand the case what the conditions of its next step want to know."""
    rules = law.governing(case, on)
    case.extension_days = law.extension(case, rules, on)
    case.review_extension_days = law.review_extension(case, rules)
    case.testing_stops_clock = rules.stops_clock("testing")
    case.unanswered_since = law.unanswered_since(case, rules, on)
    return rules


def move(
    case: ObjectionCase,
    step: Any,
    *,
    by: Any,
    on: date,
    stage: Stage | None = None,
    clock: moves.Clock | None = None,
    **more: Any,
) -> CaseEvent:
    """Take one step; the effects on the record, and what waited for the case, follow in the same transaction."""
    event = moves.make(step, by=by, on=on, clock=stage.starts() if stage else clock, **more)
    effects.follow(case, law.governing(case, on), event, on)
    if case.closed:
        go_on_after(case.record, on=on)
    return event


def settle_dates(case: ObjectionCase, on: date) -> None:
    """After a step has left its desk: both due dates, derived from the events."""
    law.renew_due_dates(case, law.governing(case, on), on)


def paused(rules: ObjectionRules, stage: str) -> moves.Clock | None:
    """The clock stands still while evidence is awaited, where the rules say so."""
    return moves.Clock(ClockMark.PAUSE, stage) if rules.stops_clock("supplement") else None


def resumed(case: ObjectionCase) -> moves.Clock | None:
    """The clock runs on where it stood still."""
    last = case.events.exclude(clock="").order_by("seq").last()
    stands = last is not None and last.clock == ClockMark.PAUSE
    return moves.Clock(ClockMark.RESUME, last.stage) if stands and last else None
