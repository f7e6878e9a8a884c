"""What people are told about supervision, in a sentence or two each."""

from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.models import Case
from casework.wording import iso_day
from notifications.services import Note
from rechecks.models import Circular, SupervisionNotice
from rechecks.models.supervision import Stage


def _to_department(notice: SupervisionNotice, title: Any, words: Any) -> Note:
    link = reverse("rechecks:our_supervision_notice", args=[notice.number])
    return Note(format_lazy(title, number=notice.letter.number), words, link)


def _to_office(notice: SupervisionNotice, title: Any, words: Any = "") -> Note:
    return Note(format_lazy(title, number=notice.letter.number), words, notice.get_absolute_url())


def issued(notice: SupervisionNotice) -> Note:
    return _to_department(
        notice,
        _("Supervision notice {number} for your department"),
        format_lazy(
            _("Please reply by {day}: the reason, your measures, and when it will be done."),
            day=iso_day(notice.reply_by),
        ),
    )


def reply_due(notice: SupervisionNotice) -> Note:
    words = format_lazy(_("The reply is due on {day}."), day=iso_day(notice.reply_by))
    return _to_department(notice, _("Supervision notice {number} waits for your reply"), words)


def reply_today(notice: SupervisionNotice) -> Note:
    words = _("Today is the last day.")
    return _to_department(notice, _("Supervision notice {number} waits for your reply"), words)


def replied(notice: SupervisionNotice, words: str) -> Note:
    return _to_office(notice, _("The department has replied to supervision notice {number}"), words)


def raised(notice: SupervisionNotice, stage: Stage) -> Note:
    words = format_lazy(_("Next stage: {stage}."), stage=stage.label)
    return _to_office(notice, _("No reply to supervision notice {number}"), words)


def taken_note_of(notice: SupervisionNotice, what: Any, words: str) -> Note:
    title = format_lazy(_("Supervision notice {number}: {what}"), number=notice.letter.number, what=what)
    return Note(title, words, reverse("rechecks:our_supervision_notice", args=[notice.number]))


def notice_wanted(case: Case) -> Note:
    link = f"{reverse('rechecks:supervision')}?department={case.department_id}"
    words = format_lazy(
        _("{department}; due on {day}. By the rule of supervision a notice is to be issued."),
        department=case.department.name,
        day=iso_day(case.due_on),
    )
    return Note(format_lazy(_("{number} is overdue and not supervised"), number=case.number), words, link)


def circulated(circular: Circular) -> Note:
    title = format_lazy(_("Circular {number}"), number=circular.letter.number)
    return Note(title, circular.words, reverse("rechecks:circulars"))
