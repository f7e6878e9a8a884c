"""How orders to correct are said on the pages of the office, the department and the subject."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.models import CaseEvent
from casework.wording import person_name
from rechecks.models import Compliance, CorrectionOrder, RecheckCase, Status
from repair.views.shown_evidence import shown_file


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
    events = recheck.events.filter(verb__in=names).select_related("actor", "names_settler__settles")
    return [
        Line(each.on, _whom(each) or names[each.verb], each.words, each.actor)
        for each in events.order_by("seq")
    ]


def _whom(event: CaseEvent) -> str:
    """Who was named to decide, where the step names somebody."""
    named = getattr(event, "names_settler", None)
    return _("%(name)s was named to decide") % {"name": person_name(named.settles)} if named else ""


def _step_names() -> dict[str, str]:
    return {
        "order": _("Correction ordered"),
        "explain": _("The department explained itself"),
        "name_settler": _("Another person was named to decide"),
        "uphold_order": _("The order was upheld"),
        "withdraw_order": _("The order was withdrawn"),
        "hear": _("The subject was told, and may state its view"),
        "correct": _("The repair was revoked"),
        "make_good": _("The record was taken off every channel"),
        "replace_refusal": _("The grant was put in the place of the refusal"),
        "close": _("Every channel shows what it should"),
    }


@dataclass(frozen=True)
class Shown:
    """One proof, with its file and what the office said of it."""

    row: Compliance
    file: Any
    sign: Sign
    to_judge: bool


def proofs_of(order: CorrectionOrder) -> list[Shown]:
    """What the department has shown, the first first."""
    rows = order.compliances.select_related("proof", "by", "acceptance__by")
    return [Shown(each, shown_file(each.proof, order.recheck.record), *_judged(order, each)) for each in rows]


def _judged(order: CorrectionOrder, shown: Compliance) -> tuple[Sign, bool]:
    said = getattr(shown, "acceptance", None)
    if said:
        return (Sign(_("accepted"), "xx-ok") if said.met else Sign(_("not accepted"), "xx-b")), False
    if shown.demand not in order.further:
        return Sign(_("on file"), ""), False
    return Sign(_("waits for the credit office"), "xx-w"), not order.recheck.closed


def demands_shown(order: CorrectionOrder) -> list[tuple[str, Sign]]:
    """Each demand of the order, with how it stands."""
    status, open_ones = order.recheck.status, order.unmet
    if status == Status.ORDER_WITHDRAWN:
        return [(each, Sign(_("withdrawn"), "")) for each in _labels(order)]
    main = {
        Status.CORRECTED: Sign(_("done, channels follow"), "xx-w"),
        Status.CLOSED: Sign(pgettext("demand", "done"), "xx-ok"),
    }.get(Status(status), Sign(pgettext("demand", "open"), "xx-p"))
    further = [
        Sign(pgettext("demand", "open"), "xx-p")
        if each in open_ones
        else Sign(pgettext("demand", "met"), "xx-ok")
        for each in order.further
    ]
    return list(zip(_labels(order), [main, *further], strict=True))


def _labels(order: CorrectionOrder) -> list[str]:
    return [str(order.get_demand_display()), *(str(each.label) for each in order.further)]
