"""The lists of objections as staff read them: the name, what is left, and what is out of the ordinary."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.wording import person_name, slash_day
from objections.models import ObjectionCase, Status
from objections.selectors.lists import ObjectionList
from objections.views.shown_standing import staff_standing
from repair.views.shown_queue import LensChip, QueueRow, Sign, further_signs, left_words
from rules.calendar import WorkCalendar

BAD = ("overdue", "late")  # filters that should be empty


def department_lenses() -> dict[str, str]:
    """What each filter of the department's queue is called."""
    return {
        "all": _("All"),
        "overdue": _("Overdue"),
        "mine": _("Mine"),
        "countersign": _("To confirm"),
        "waiting": _("Waiting for evidence"),
        "misrouted": _("Department in question"),
        "answered": _("Answered"),
    }


def office_lenses() -> dict[str, str]:
    """What each filter of the credit office's list is called."""
    return {
        "all": _("For us"),
        "accept": _("To be taken up"),
        "check": _("To be compared"),
        "misrouted": _("Whose it is"),
        "review": _("To be re-checked"),
        "late": _("Department is late"),
        "verifying": _("With the department"),
        "waiting": _("Waiting for evidence"),
        "following": _("Being carried out"),
        "settled": _("Closed"),
    }


def rows_of(
    page: ObjectionList,
    address: str,
    user: Any,
    on: date,
    calendar: WorkCalendar,
    *,
    current: str,
    words: str,
) -> list[QueueRow]:
    """The rows of one page; opening one keeps the filter and the search beside it."""
    query = "?" + urlencode({"show": page.lens} | ({"q": words} if words else {}))
    rows, further = [], further_signs(page.cases)
    for case in page.cases:
        left, tone = left_words(case, on, calendar)
        url = reverse(address, args=[case.number]) + query
        signs = _signs(case, user, on) + further.get(case.pk, [])
        rows.append(QueueRow(case, left, tone, signs, url, case.number == current, False))
    return rows


def _signs(case: ObjectionCase, user: Any, on: date) -> list[Sign]:
    """Where it stands, who has it, and what is out of the ordinary."""
    where = staff_standing(case)
    signs = [Sign(where.words, where.css)]
    if case.proposed_by_id and not case.closed:
        signs.append(Sign(_("Second person"), "xx-v"))
    if case.status == Status.SUPPLEMENTING and case.answer_by:
        signs.append(Sign(_("evidence by %(day)s") % {"day": slash_day(case.answer_by)}))
    if case.claimed_by_id and case.desk == "department" and not case.closed:
        mine = case.claimed_by_id == user.pk
        signs.append(Sign(_("mine") if mine else person_name(case.claimed_by), "xx-t" if mine else ""))
    return signs


def chips_of(page: ObjectionList, address: str, names: Callable[[], dict[str, str]]) -> list[LensChip]:
    """The filters with their counts; a count stops at the cap."""
    chips = []
    for lens, label in names().items():
        counted = page.counts.get(lens)
        count = "" if counted is None else f"{page.cap}+" if counted > page.cap else str(counted)
        url = f"{reverse(address)}?{urlencode({'show': lens})}"
        chips.append(LensChip(label, count, url, lens == page.lens, lens in BAD and bool(counted)))
    return chips
