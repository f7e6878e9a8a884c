"""What people are told when another case on the record holds up a repair, changes what it is about, or ends it."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.models import Case
from casework.wording import iso_day
from notifications.services import Note
from registry.models import Record
from repair.models import RepairCase
from rules.assessment import Assessment


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


def repairable_after(record: Record, first: Case) -> Note:
    return Note(
        format_lazy(
            _("You may prepare the repair of {document} while {other} is open"),
            document=record.document_number,
            other=first.number,
        ),
        format_lazy(
            _("By its period it can be repaired from {day}; it can be submitted once {other} is closed."),
            day=iso_day(record.repairable_from),
            other=first.number,
        ),
        link=f"/records/{record.public_id}/",
    )


def corrected(case: RepairCase, assessed: Assessment, shut: list[str]) -> Note:
    """What the corrected record means for its repair: whether it can still be had, and from when."""
    title = format_lazy(_("The record of your application {number} has been corrected"), number=case.number)
    if shut:
        words = _("By what it says now it cannot be repaired: {reasons} You may withdraw the application.")
        return Note(title, format_lazy(words, reasons=" ".join(shut)))
    if case.is_handed_in:
        return Note(title, _("The application goes on with the corrected record. You need not do anything."))
    period = assessed.condition("min_period")
    if period is not None and not period.met and assessed.repairable_from:
        words = _("By what it says now the application can be submitted from {day}.")
        return Note(title, format_lazy(words, day=iso_day(assessed.repairable_from)))
    if case.paused_for:
        words = _("By what it says now the minimum period is over; you can submit once {other} is closed.")
        return Note(title, format_lazy(words, other=case.paused_for.number))
    return Note(title, _("By what it says now the minimum period is over: you can submit from today."))


def corrected_at_the_desk(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The record of the case {number} has been corrected"), number=case.number),
        _("Its conditions have been checked again by what the record says now."),
        link=f"/work/{case.number}/",
    )


def cleared(case: RepairCase, because: Case) -> Note:
    return Note(
        format_lazy(_("Your application {number} is closed: the record is withdrawn"), number=case.number),
        format_lazy(
            _(
                "By the outcome of {other} the record is shown and used no more, so nothing is left to repair."
            ),
            other=because.number,
        ),
    )


def cleared_at_the_desk(case: RepairCase, because: Case) -> Note:
    return Note(
        format_lazy(_("The case {number} is closed: the record is withdrawn"), number=case.number),
        format_lazy(_("By the outcome of {other}. You have nothing more to do."), other=because.number),
        link=f"/work/{case.number}/",
    )
