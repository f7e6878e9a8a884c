"""What people are told of a day that moved with the calendar."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import iso_day
from notifications.services import Note
from rechecks.models import CorrectionOrder, Proposal, SupervisionNotice


def order_moved(order: CorrectionOrder) -> Note:
    return Note(
        format_lazy(_("The calendar has changed the days of the order {number}"), number=order.number),
        format_lazy(
            _("Accept it or explain yourselves by {answer}; the correction is due by {correct}."),
            answer=iso_day(order.answer_by),
            correct=iso_day(order.correct_by),
        ),
        link=f"/work/orders/{order.recheck.number}/",
    )


def statement_moved(proposal: Proposal) -> Note:
    return Note(
        _("You have more time to state your view: the calendar has changed"),
        format_lazy(
            _("You can state your view until {day}, online or at the service window, free of charge."),
            day=iso_day(proposal.statement_by) if proposal.statement_by else "",
        ),
        link=f"/hearings/{proposal.recheck.number}/",
    )


def reply_moved(notice: SupervisionNotice) -> Note:
    return Note(
        format_lazy(
            _("The calendar has changed the day of reply to the supervision notice {number}"),
            number=notice.letter.number,
        ),
        format_lazy(_("The reply is due on {day}."), day=iso_day(notice.reply_by)),
        link=f"/work/supervision/{notice.number}/",
    )
