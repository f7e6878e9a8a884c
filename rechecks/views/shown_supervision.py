"""Supervision as the pages show it: rows with their marks in words, the log, what can be done next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.models import Case
from casework.wording import plain_day
from rechecks.models import SupervisionEvent, SupervisionNotice
from rechecks.models.supervision import EventKind, Stage
from rechecks.selectors.supervision import notices_this_year
from repair.views.shown_queue import SOON, Sign
from rules.calendar import WorkCalendar


@dataclass(frozen=True)
class LateRow:
    """One late case that has no notice."""

    case: Case
    kind: str
    over: str
    before: int  # notices to its department this year


@dataclass(frozen=True)
class NoticeRow:
    """One notice in a list."""

    notice: SupervisionNotice
    sign: Sign
    cases: str
    names: str
    before: int


@dataclass(frozen=True)
class LogLine:
    """One entry of the log, in words."""

    event: SupervisionEvent
    words: str


def days_over(days: int) -> str:
    """How long something is over, in words."""
    return ngettext("%(n)s working day over", "%(n)s working days over", days) % {"n": days}


def late_rows(cases: Sequence[Case], on: date, calendar: WorkCalendar) -> list[LateRow]:
    known = notices_this_year((each.department_id for each in cases), on)
    return [
        LateRow(
            case,
            str(case.as_kind._meta.verbose_name),
            days_over(calendar.count(case.due_on, on)) if case.due_on else "",
            known.get(case.department_id, 0),
        )
        for case in cases
    ]


def notice_rows(notices: Sequence[SupervisionNotice], on: date, calendar: WorkCalendar) -> list[NoticeRow]:
    known = notices_this_year((each.department_id for each in notices), on)
    return [
        NoticeRow(
            notice,
            standing(notice, on, calendar),
            _cases(len(notice.supervised.all())),
            "、".join(each.case.subject.shown_name for each in list(notice.supervised.all())[:3]),
            known.get(notice.department_id, 0),
        )
        for notice in notices
    ]


def _cases(count: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", count) % {"n": count}


def standing(notice: Any, on: date, calendar: WorkCalendar) -> Sign:
    """How a notice stands, in words beside its colour."""
    if notice.is_closed:
        return Sign(_("supervision closed"), "xx-p")
    if notice.is_replied:
        return Sign(_("replied"), "xx-ok")
    if notice.reply_by < on:
        over = calendar.count(notice.reply_by, on)
        words = ngettext("reply %(n)s working day late", "reply %(n)s working days late", over)
        return Sign(words % {"n": over}, "xx-b")
    left = calendar.count(on, notice.reply_by)
    if not left:
        return Sign(_("reply due today"), "xx-w")
    words = ngettext("%(n)s working day to reply", "%(n)s working days to reply", left) % {"n": left}
    return Sign(words, "xx-w" if left <= SOON else "xx-p")


def log_of(notice: SupervisionNotice) -> list[LogLine]:
    """Every event, the first one first."""
    events: Iterable[SupervisionEvent] = notice.events.select_related("by", "officer_of").order_by("seq")
    return [LogLine(each, _said(each)) for each in events]


def _said(event: SupervisionEvent) -> str:
    if event.kind == EventKind.ISSUED:
        return _("Supervision notice issued")
    if event.kind == EventKind.REPLIED:
        return _("Reply of the department, to be done by %(day)s") % {"day": plain_day(event.expected_on)}
    if event.kind == EventKind.RAISED:
        return _("No reply in time. Next stage: %(stage)s") % {"stage": Stage(event.stage).label}
    return {
        EventKind.INTERVIEWED: _("Department interviewed"),
        EventKind.CIRCULATED: _("Circular issued"),
        EventKind.SUCCEEDED: _("Passed to the department that took over"),
        EventKind.CLOSED: _("Supervision closed"),
    }[EventKind(event.kind)]


def facts_to_begin_with(cases: Sequence[Case], on: date, calendar: WorkCalendar) -> str:
    """What the form offers as facts; the letter is in Chinese, and so is this."""
    lines = []
    for case in cases:
        over = calendar.count(case.due_on, on) if case.due_on else 0
        due = case.due_on
        day = f"{due.year}年{due.month}月{due.day}日" if due else ""
        lines.append(
            f"{case.number}应在{day}前办结本环节，截至{on.year}年{on.month}月{on.day}日已超期{over}个工作日，仍未办结。"
        )
    return "\n".join(lines)
