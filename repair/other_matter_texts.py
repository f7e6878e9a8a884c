"""What people are told when a repair waits for another case on its record, and goes on after it."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import iso_day
from notifications.services import Note
from repair.models import RepairCase


def waits(case: RepairCase) -> Note:
    if case.is_handed_in:
        words = _(
            "Until it is closed, every term of your application stands still. You need not do anything."
        )
    else:
        words = _("Until it is closed, you can prepare the application, but not submit it.")
    return Note(_waits_for(case, _("Your application {number} waits for {other}")), words)


def waits_at_the_desk(case: RepairCase) -> Note:
    return Note(
        _waits_for(case, _("The case {number} waits for {other}")),
        _("Its term stands still, and nothing can be decided on it until the other matter is closed."),
        link=f"/work/{case.number}/",
    )


def _waits_for(case: RepairCase, words: Any) -> Any:
    return format_lazy(words, number=case.number, other=case.paused_for.number)


def goes_on(case: RepairCase) -> Note:
    return Note(format_lazy(_("Your application {number} goes on"), number=case.number), _what_now(case))


def _what_now(case: RepairCase) -> Any:
    closed = _("The other matter on this record is closed.")
    if case.answer_by:
        return format_lazy(
            _("{closed} Please answer the supplement by {day}."), closed=closed, day=iso_day(case.answer_by)
        )
    if case.due_on:
        return format_lazy(
            _("{closed} The term runs again; {department} answers by {day}."),
            closed=closed,
            department=case.department.name,
            day=iso_day(case.due_on),
        )
    if not case.is_handed_in:
        return format_lazy(_("{closed} You can submit it as soon as everything is ready."), closed=closed)
    return format_lazy(
        _("{closed} {department} goes on with it."), closed=closed, department=case.department.name
    )


def goes_on_at_the_desk(case: RepairCase) -> Note:
    title = format_lazy(_("The case {number} goes on"), number=case.number)
    if not case.due_on:
        return Note(title, _("The other matter is closed."), link=f"/work/{case.number}/")
    words = format_lazy(_("The term runs again and ends on {day}."), day=iso_day(case.due_on))
    return Note(title, words, link=f"/work/{case.number}/")
