"""From the outcome to every place corrected: the record, its repair, and what the channels show."""

from datetime import date

from django.db import transaction

from casework import moves
from casework.correcting import Correction, correct, withdraw
from casework.models import CaseEvent, ChannelOrder, WithdrawalKind
from casework.models.events import ClockMark
from casework.orders import owes_nothing
from casework.policy import system_user
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import Answer, ClaimAnswer, ObjectionCase, Status
from objections.services import law, telling
from objections.services.evidence import send_proofs
from objections.services.making_good import make_good
from objections.services.moving import asked, move, settle_dates
from objections.services.notices import renew_notice
from repair.services import end_in_favour, follow_correction
from rules.objections import ObjectionRules

ENDS_DISCLOSURE = ("end_disclosure", "delete")


def note_review_term(case: ObjectionCase, rules: ObjectionRules, on: date) -> None:
    """Until when a re-check of this result can be asked for; the result of a re-check is the last word."""
    case.review_until = None if case.review_asked_on else law.review_until(case, rules, on)


@transaction.atomic
def apply_outcome(case: ObjectionCase, *, on: date) -> None:
    """Write what was found into the record, old and new value side by side, and let its repair follow."""
    rules = asked(case, on)
    answers = list(
        ClaimAnswer.objects.filter(claim__case=case, round=case.round)
        .select_related("claim")
        .order_by("claim")
    )
    void = any(each.claim.of_the_record and each.answer == Answer.DELETED for each in answers)
    hidden = case.outcome == Status.UNVERIFIABLE and rules.word("unverifiable", case.kind) in ENDS_DISCLOSURE
    note_review_term(case, rules, on)
    stage = law.following_stage(case, rules, on, void=void or hidden)
    with desk_of(case, ObjectionFlow.apply):
        event = move(
            case,
            case.apply_to_record,
            by=system_user(),
            on=on,
            stage=stage,
            clock=moves.Clock(ClockMark.STOP, ""),
        )
    _write(case, event, answers, rules, void=void, hidden=hidden, on=on)
    renew_notice(case, on=on)
    settle_dates(case, on)
    send_proofs(case, on)
    (telling.review_result if case.review_asked_on else telling.result)(case, on=on)
    make_good(event, on=on)
    close_if_followed(case, on=on)


def _write(
    case: ObjectionCase,
    event: CaseEvent,
    answers: list[ClaimAnswer],
    rules: ObjectionRules,
    *,
    void: bool,
    hidden: bool,
    on: date,
) -> None:
    corrections = [
        Correction(each.claim.field, each.value, source=each.source or case.number, cites=each.cites)
        for each in answers
        if each.changes_the_record and not each.claim.of_the_record
    ]
    if corrections:
        correct(case, event, corrections, on)
    if void or hidden:
        kind = WithdrawalKind.VOID if void else WithdrawalKind.DISCLOSURE_ENDED
        taken = withdraw(case, event, _ground(answers, rules, case, void=void), kind, on)
        for each in (taken, *taken.linked.select_related("record")):
            end_in_favour(each.record, because=case, on=on)
    elif corrections:
        follow_correction(case.record, on=on)


def _ground(answers: list[ClaimAnswer], rules: ObjectionRules, case: ObjectionCase, *, void: bool) -> str:
    """What the withdrawal stands on: the reason of the answer, or the clause on what cannot be verified."""
    if void:
        return next(each.reason for each in answers if each.claim.of_the_record)
    figure = rules.figure("unverifiable", case.kind)
    return figure.clause if figure else ""


@transaction.atomic
def close_if_followed(case: ObjectionCase, *, on: date) -> bool:
    """Close an objection when every channel has been seen to show the record as it is now."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    case.channels_have_followed = owes_nothing(case)
    if case.status != Status.APPLIED_TO_RECORD or not case.channels_have_followed:
        return False
    with desk_of(case, ObjectionFlow.channels):
        move(case, case.close, by=system_user(), on=on, clock=moves.Clock(ClockMark.STOP, "follow"))
    settle_dates(case, on)
    telling.settled(case, on=on)
    return True


def close_what_has_followed(*, on: date) -> int:
    """Close the objections that no channel owes anything any more; returns how many."""
    owing = ChannelOrder.objects.owed().values("case_id")
    followed = ObjectionCase.objects.filter(status=Status.APPLIED_TO_RECORD).exclude(pk__in=owing)
    return sum(close_if_followed(case, on=on) for case in followed)
