"""What people are told of an order to correct, in a sentence or two each."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import iso_day
from notifications.services import Note
from rechecks.models import CorrectionOrder, Proposal, RecheckCase


def _at_work(recheck: RecheckCase) -> str:
    return f"/work/orders/{recheck.number}/"


def _at_the_office(recheck: RecheckCase) -> str:
    return f"/office/orders/{recheck.number}/"


def ordered(order: CorrectionOrder) -> Note:
    return Note(
        format_lazy(_("Order to correct {number}"), number=order.number),
        format_lazy(
            _("Accept it or explain yourselves by {answer}; the correction is due by {correct}."),
            answer=iso_day(order.answer_by),
            correct=iso_day(order.correct_by),
        ),
        link=_at_work(order.recheck),
    )


def explained(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(_("The department explains itself: {number}"), number=recheck.order_to_correct.number),
        _("You are named to decide whether the order stands."),
        link=_at_the_office(recheck),
    )


def settler_wanted(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(
            _("Name who decides on an explanation: {number}"), number=recheck.order_to_correct.number
        ),
        _("The person whom the order names cannot decide any more."),
        link=_at_the_office(recheck),
    )


def upheld(recheck: RecheckCase, words: str) -> Note:
    return Note(
        format_lazy(_("The order {number} stands"), number=recheck.order_to_correct.number),
        words,
        link=_at_work(recheck),
    )


def withdrawn(recheck: RecheckCase, words: str) -> Note:
    return Note(
        format_lazy(_("The order {number} is withdrawn"), number=recheck.order_to_correct.number),
        words,
        link=_at_work(recheck),
    )


def heard_first(proposal: Proposal) -> Note:
    return Note(
        _("A repair that was granted to you may be revoked: state your view first"),
        format_lazy(
            _("You can state your view until {day}, online or at the service window, free of charge."),
            day=iso_day(proposal.statement_by),
        ),
        link=f"/hearings/{proposal.recheck.number}/",
    )


def proposal_holds_no_more(recheck: RecheckCase) -> Note:
    return Note(
        _("The repair that was granted to you stands"),
        _("The department does not revoke it. You need not do anything."),
        link=f"/hearings/{recheck.number}/",
    )


def stated(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(_("The subject has stated its view: {number}"), number=recheck.order_to_correct.number),
        link=_at_work(recheck),
    )


def second_wanted(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(
            _("A correction waits for a second person: {number}"), number=recheck.order_to_correct.number
        ),
        link=_at_work(recheck),
    )


def corrected(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(_("The department has corrected: {number}"), number=recheck.order_to_correct.number),
        _("It is closed when every channel has been seen to show what it should."),
        link=_at_the_office(recheck),
    )


def proof_shown(recheck: RecheckCase) -> Note:
    return Note(
        format_lazy(_("A proof of compliance has come: {number}"), number=recheck.order_to_correct.number),
        _("Say whether it proves that the demand was met."),
        link=_at_the_office(recheck),
    )


def proof_judged(recheck: RecheckCase, met: bool, words: str) -> Note:
    title = _("The proof was accepted: {number}") if met else _("The proof was not accepted: {number}")
    return Note(format_lazy(title, number=recheck.order_to_correct.number), words, link=_at_work(recheck))


def answer_due(order: CorrectionOrder, today: bool) -> Note:
    words = (
        _("Today is the last day to accept it or to explain yourselves.")
        if today
        else format_lazy(_("Accept it or explain yourselves by {day}."), day=iso_day(order.answer_by))
    )
    return _due(order, words)


def correction_due(order: CorrectionOrder, today: bool) -> Note:
    words = (
        _("Today is the last day to correct.")
        if today
        else format_lazy(_("The correction is due by {day}."), day=iso_day(order.correct_by))
    )
    return _due(order, words)


def _due(order: CorrectionOrder, words: object) -> Note:
    return Note(
        format_lazy(_("Order to correct {number}"), number=order.number), words, _at_work(order.recheck)
    )
