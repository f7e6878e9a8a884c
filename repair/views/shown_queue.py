"""The department's queue and the file on the desk, as the reviewer reads them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.access import is_asked_to_take
from casework.models import Case
from casework.wording import person_name, plain_day, slash_day
from registry.models import Obligation
from repair.models import FulfilmentStatement, RepairCase
from repair.selectors import CaseFile, Queue
from repair.views.shown_cases import status_words
from rules.calendar import WorkCalendar

SOON = 2


@dataclass(frozen=True)
class Sign:
    """A small label on a row: what is out of the ordinary."""

    text: str
    css: str = ""


# What the rooms above have to say of the cases in a list, by the key of the case; they add it when they are ready.
FURTHER_SIGNS: list[Callable[[Sequence[Case]], dict[int, list[Sign]]]] = []


def further_signs(cases: Sequence[Case]) -> dict[int, list[Sign]]:
    """What else is out of the ordinary: a few queries for the whole page."""
    said: dict[int, list[Sign]] = {}
    for asked in FURTHER_SIGNS:
        for pk, signs in asked(cases).items():
            said.setdefault(pk, []).extend(signs)
    return said


@dataclass(frozen=True)
class QueueRow:
    """One case in the list: the name, what is left, and the exceptions."""

    case: RepairCase
    left: str
    tone: str
    tags: list[Sign]
    url: str
    current: bool
    ours: bool  # a case that is only shown to us is not ticked for what is done with several


@dataclass(frozen=True)
class LensChip:
    """One filter of the queue."""

    label: str
    count: str
    url: str
    current: bool
    bad: bool


def left_words(case: RepairCase, on: date, calendar: WorkCalendar) -> tuple[str, str]:
    """The deadline as text with its tone; a stopped clock has none."""
    if case.closed:
        return _("closed"), "xx-p"
    if case.is_paused:
        return _("on hold"), "xx-p"
    if case.status == "supplementing":
        return _("clock stopped"), "xx-p"
    if case.due_on is None:
        return _("no term"), "xx-p"
    if case.due_on < on:
        over = calendar.count(case.due_on, on)
        return ngettext("%(n)s day over", "%(n)s days over", over) % {"n": over}, "xx-b"
    left = calendar.count(on, case.due_on)
    if not left:
        return _("due today"), "xx-w"
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}, "xx-w" if left <= SOON else ""


def signs_of(case: RepairCase, user: Any) -> list[Sign]:
    """Only what is out of the ordinary, and who has the case."""
    signs = []
    if case.paused_for:
        signs.append(Sign(_("Waits for %(other)s") % {"other": case.paused_for.number}, "xx-v"))
    if case.is_handed_on:
        signs.append(transfer_sign(case, user))
    if case.status == "submitted":
        signs.append(Sign(_("To be taken up"), "xx-p"))
    if case.proposed_by_id and not case.closed:
        signs.append(Sign(_("Second person"), "xx-v"))
    if case.status == "supplementing" and case.answer_by:
        signs.append(Sign(_("correction by %(day)s") % {"day": slash_day(case.answer_by)}))
    if case.claimed_by_id and not case.closed and case.desk == "department":
        mine = case.claimed_by_id == user.pk
        signs.append(Sign(_("mine") if mine else person_name(case.claimed_by), "xx-t" if mine else ""))
    if case.closed:
        signs.append(Sign(status_words(case)))
    return signs


def transfer_sign(case: RepairCase, user: Any) -> Sign:
    """Whether a case comes from another department, or goes to one, or lies with the credit office."""
    if case.transfer_is_disputed:
        return Sign(_("With the credit office"), "xx-t")
    if is_asked_to_take(user, case):
        return Sign(_("Handed on to us"), "xx-t")
    return Sign(_("Being handed on"), "xx-t")


def queue_rows(
    queue: Queue, user: Any, on: date, calendar: WorkCalendar, *, current: str = "", words: str = ""
) -> list[QueueRow]:
    """The rows of one page; opening one keeps the filter and the search beside it."""
    query = "?" + urlencode({"show": queue.lens} | ({"q": words} if words else {}))
    rows, further = [], further_signs(queue.cases)
    for case in queue.cases:
        left, tone = left_words(case, on, calendar)
        url = reverse("repair:desk", args=[case.number]) + query
        ours = not (case.is_handed_on and is_asked_to_take(user, case))
        signs = signs_of(case, user) + further.get(case.pk, [])
        rows.append(QueueRow(case, left, tone, signs, url, case.number == current, ours))
    return rows


def lens_words() -> dict[str, str]:
    """What each filter of the queue is called."""
    return {
        "all": _("All"),
        "overdue": _("Overdue"),
        "soon": _("Due within 2 days"),
        "mine": _("Mine"),
        "countersign": _("To countersign"),
        "waiting": _("On hold"),
        "transfers": _("Handed on"),
        "done": _("Closed cases"),
    }


def lens_chips(queue: Queue) -> list[LensChip]:
    """The filters with their counts; a count stops at the cap."""
    here = reverse("repair:queue")
    chips = []
    for lens, label in lens_words().items():
        counted = queue.counts.get(lens)
        count = "" if counted is None else f"{queue.cap}+" if counted > queue.cap else str(counted)
        url = f"{here}?{urlencode({'show': lens})}"
        chips.append(LensChip(label, count, url, lens == queue.lens, lens == "overdue" and bool(counted)))
    return chips


@dataclass(frozen=True)
class FulfilmentLine:
    """One obligation: what the record knows, what the applicant states, what came of it."""

    obligation: Obligation
    known: str
    stated: str
    result: str
    icon: str
    tone: str


def fulfilment_lines(file: CaseFile) -> list[FulfilmentLine]:
    """The comparison of record and statement, obligation by obligation."""
    stated = {one.obligation_id: one for one in file.statements}
    obligations = file.case.record.obligations.order_by("pk")
    return [_line(one, stated.get(one.pk)) for one in obligations]


def _line(one: Obligation, statement: FulfilmentStatement | None) -> FulfilmentLine:
    known = {True: _("fulfilled"), False: _("not fulfilled"), None: _("not known")}[one.fulfilled]
    if one.source:
        known = f"{known}（{one.source}）"
    said = f"{plain_day(statement.fulfilled_on)} · {statement.proof}" if statement else "—"
    if one.fulfilled or (statement and statement.accepted):
        return FulfilmentLine(one, known, said, _("fulfilled"), "check-lg", "xx-ok")
    if statement and statement.accepted is False:
        return FulfilmentLine(one, known, said, _("not accepted"), "x-lg", "xx-b")
    if statement:
        return FulfilmentLine(one, known, said, _("to be judged"), "exclamation-triangle-fill", "xx-w")
    return FulfilmentLine(one, known, said, _("nothing stated"), "question-circle", "xx-w")
