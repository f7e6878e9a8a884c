"""How orders to correct are said on the pages of the office, the department and the subject."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rechecks.models import CorrectionOrder, RecheckCase, Status


@dataclass(frozen=True)
class Sign:
    """A state in a word and a colour."""

    text: str
    css: str


@dataclass(frozen=True)
class Line:
    """One step of a correction."""

    on: date
    text: str
    words: str
    by: Any


def sign_of(order: CorrectionOrder, on: date) -> Sign:
    """Where an order stands, in a word; a day that has passed comes first."""
    status = order.recheck.status
    if status == Status.CLOSED:
        return Sign(_("closed"), "xx-ok")
    if status == Status.ORDER_WITHDRAWN:
        return Sign(_("withdrawn"), "")
    if status == Status.CORRECTED:
        return Sign(_("corrected, channels follow"), "xx-ok")
    if order.correct_by < on:
        days = (on - order.correct_by).days
        return Sign(_("overdue by %(n)s days") % {"n": days}, "xx-b")
    if status == Status.EXPLAINED:
        return Sign(_("explained, to be decided"), "xx-w")
    if status == Status.HEARING:
        return Sign(_("subject is being heard"), "xx-p")
    return Sign(_("with the department"), "xx-p")


def lines_of(recheck: RecheckCase) -> list[Line]:
    """What has happened since the order."""
    names = _step_names()
    events = recheck.events.filter(verb__in=names).select_related("actor").order_by("seq")
    return [Line(each.on, names[each.verb], each.words, each.actor) for each in events]


def _step_names() -> dict[str, str]:
    return {
        "order": _("Correction ordered"),
        "explain": _("The department explained itself"),
        "uphold_order": _("The order was upheld"),
        "withdraw_order": _("The order was withdrawn"),
        "hear": _("The subject was told, and may state its view"),
        "correct": _("The repair was revoked"),
        "make_good": _("The record was taken off every channel"),
        "replace_refusal": _("The grant was put in the place of the refusal"),
        "close": _("Every channel shows what it should"),
    }
