"""A repair beside another case on its record: it waits while that one is open, and goes on after it.

What kind of case that is, repair need not know: whoever closes or begins it calls these verbs.
"""

from datetime import date, timedelta
from functools import partial

from django.db import transaction

from casework import moves
from casework.models import Case
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of, end_process
from casework.waiting import hold_what_comes_first
from notifications.papers import issue, tell_reviewers
from registry.models import Record
from repair import other_matter_texts as texts
from repair import sms
from repair.flows import RepairFlow
from repair.models import RepairCase, Status
from repair.models.status import AT_THE_DEPARTMENT
from repair.selectors.records import running_on
from repair.services.finish import meet_period
from repair.services.law import (
    asked_of_the_applicant,
    assess_as_recorded_now,
    assess_case,
    closed_doors,
    keep_assessment,
    renew_due_date,
)
from repair.services.letter_facts import cleared_facts
from repair.services.papers import tell_applicant
from rules.services import office_calendar

STAGES = {Status.SUBMITTED: "accept", Status.ACCEPTED: "decide"}
AT_WORK = (
    RepairFlow.accept,
    RepairFlow.review,
    RepairFlow.countersign,
    RepairFlow.transfer,
    RepairFlow.settle,
)


@transaction.atomic
def pause_for(record: Record, other: Case, *, on: date) -> RepairCase | None:
    """Let the repair that runs on a record wait for another case; both sides of the repair are told.

    None where no repair runs there, or it is decided already. `other` must be open.
    """
    case = undecided_on(record)
    if case is None or case.is_paused:
        return None
    pause(case, other, on=on)
    tell_applicant(case, texts.waits(case))
    if case.is_handed_in:
        tell_reviewers(case, texts.waits_at_the_desk(case))
    return case


@transaction.atomic
def go_on_after(record: Record, *, on: date) -> RepairCase | None:
    """Let the repair go on that has waited for another case on the record, in the transaction that closes that one.

    What was left of its terms is left again. None where no repair waits.
    """
    case = undecided_on(record)
    if case is None or not case.is_paused:
        return None
    _go_on(case, on=on)
    if case.is_handed_in and assess_as_recorded_now(case):  # the record may have moved meanwhile
        keep_assessment(case)
        case.save()
    tell_applicant(case, texts.goes_on(case))
    if case.is_handed_in:
        tell_reviewers(case, texts.goes_on_at_the_desk(case))
    return case


@transaction.atomic
def follow_correction(record: Record, *, on: date) -> RepairCase | None:
    """Let the repair that runs on a record go on with what the record says since it was corrected.

    A waiting application may go on today; what cannot be repaired any more is said. None where no
    repair runs, or it is decided already.
    """
    case = undecided_on(record)
    if case is None:
        return None
    if case.is_handed_in:
        _reassess(case, on)
        _follow(case, (case.training_asked, case.supplement_rounds), on)
        tell_reviewers(case, texts.corrected_at_the_desk(case))
    else:
        _prepare_by_what_it_says_now(case, on)
    tell_applicant(case, texts.corrected(case, case.assessed, closed_doors(case.assessed)))
    return case


def _reassess(case: RepairCase, on: date) -> None:
    if not assess_as_recorded_now(case):
        assess_case(case, on)
    keep_assessment(case)


def _prepare_by_what_it_says_now(case: RepairCase, on: date) -> None:
    """Nothing is handed in yet: the rules of today say what is asked, and whether the period is over."""
    assess_case(case, on)
    asked = asked_of_the_applicant(case.rule_set)
    if case.status == Status.COMMITTED:  # the next desk depends on the training
        with desk_of(case, RepairFlow.train, RepairFlow.submit):
            _follow(case, asked, on)
    else:
        _follow(case, asked, on)
    if meet_period(case, on=on):
        case.refresh_from_db()


def _follow(case: RepairCase, asked: tuple[bool, int], on: date) -> None:
    training, rounds = asked
    step = case.follow_correction
    moves.make(step, by=system_user(), on=on, training_asked=training, supplement_rounds=rounds)


@transaction.atomic
def end_in_favour(record: Record, *, because: Case, on: date) -> RepairCase | None:
    """End the repair that runs on a withdrawn record: nothing is left to repair.

    `because` is the case by which it was withdrawn. None where no repair runs, or it is decided already.
    """
    case = undecided_on(record)
    if case is None:
        return None
    facts = {"other": because.number}
    moves.make(
        case.end_in_favour, by=system_user(), on=on, clock=moves.Clock(ClockMark.STOP, ""), facts=facts
    )
    end_process(case)
    renew_due_date(case, on)
    note = texts.cleared(case, because)
    if case.is_handed_in:
        letter = issue(case, cleared_facts(case, because=because, on=on), on=on)
        tell_applicant(case, note, letter, sms.cleared(case))
        tell_reviewers(case, texts.cleared_at_the_desk(case, because))
    else:  # nobody but the applicant knows of it
        tell_applicant(case, note)
    return case


def undecided_on(record: Record) -> RepairCase | None:
    """The repair that runs on a record and is not decided, locked.

    Where none is found, one may just be beginning: whoever begins one holds the record, so it is asked again behind it.
    """
    if case := _locked_on(record):
        return case
    Record.objects.select_for_update(no_key=True).order_by().get(pk=record.pk)
    return _locked_on(record)


def _locked_on(record: Record) -> RepairCase | None:
    return running_on(record).select_for_update(of=("self", "case_ptr")).first()


def pause_from_the_start(case: RepairCase, *, on: date) -> None:
    """A repair begun while another case comes first waits at once: it can be prepared meanwhile, not submitted."""
    if first := hold_what_comes_first(case.record):
        pause(case, first, on=on)


def pause(case: RepairCase, other: Case, *, on: date) -> None:
    facts = {"other": other.number}
    if case.status in AT_THE_DEPARTMENT:
        stop = moves.Clock(ClockMark.PAUSE, STAGES[Status(case.status)])
        with desk_of(case, *AT_WORK):
            moves.make(case.pause, by=system_user(), on=on, clock=stop, facts=facts, other=other)
    else:
        moves.make(case.pause, by=system_user(), on=on, facts=facts, other=other)
    renew_due_date(case, on)


def _go_on(case: RepairCase, *, on: date) -> None:
    asked = _later(case, case.transfer_answer_by, on)
    answer_by = _supplement_answer_by(case, on)
    facts = {"other": case.paused_for.number if case.paused_for else ""}
    step = partial(
        moves.make,
        case.go_on,
        by=system_user(),
        on=on,
        facts=facts,
        answer_by=answer_by,
        transfer_answer_by=asked,
    )
    if case.status in AT_THE_DEPARTMENT:
        with desk_of(case, RepairFlow.other_matter):
            step(clock=moves.Clock(ClockMark.RESUME, STAGES[Status(case.status)]))
    else:
        step()
    renew_due_date(case, on)


def _supplement_answer_by(case: RepairCase, on: date) -> date | None:
    """Until when a supplement is answered that was asked for before the case waited; its list keeps that day too."""
    if case.status != Status.SUPPLEMENTING:
        return None
    asked = case.supplements.latest("pk")
    asked.answer_by = _later(case, asked.answer_by, on) or asked.answer_by
    asked.save(update_fields=["answer_by"])
    return asked.answer_by


def _later(case: RepairCase, due: date | None, goes_on: date) -> date | None:
    """A last day, moved by the working days on which its term stood still: those of both its ends included."""
    if due is None:
        return None
    stood_still_on, calendar = case.events.filter(verb="pause").latest("seq").on, office_calendar()
    left = calendar.count(stood_still_on - timedelta(days=1), due)
    return calendar.after(goes_on, left) if left else due
