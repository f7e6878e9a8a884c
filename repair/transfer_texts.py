"""What people are told when a case goes to another department."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import iso_day
from notifications.services import Note
from repair.models import RepairCase


def handed_on(case: RepairCase) -> Note:
    return Note(
        format_lazy(
            _("Your application {number} has been handed on to {department}"),
            number=case.number,
            department=case.department.name,
        ),
        format_lazy(
            _(
                "The term goes on and does not begin again: the answer comes by {day}. You need not apply anew."
            ),
            day=iso_day(case.due_on),
        )
        if case.due_on
        else _("The term does not begin again, and you need not apply anew."),
    )


def transfer_asked(case: RepairCase) -> Note:
    return Note(
        format_lazy(
            _("{department} asks you to take over the case {number}"),
            department=case.department.name,
            number=case.number,
        ),
        format_lazy(
            _("{subject}. Please take it over or give it back by {day}; the term of the case runs on."),
            subject=case.subject.shown_name,
            day=iso_day(case.transfer_answer_by),
        ),
        link=f"/work/{case.number}/",
    )


def transfer_taken(case: RepairCase) -> Note:
    return Note(
        format_lazy(
            _("{department} has taken over the case {number}"),
            department=case.department.name,
            number=case.number,
        ),
        _("The record now counts as that department's. You have nothing more to do."),
        link="/work/",
    )


def transfer_returned(case: RepairCase, reason: str) -> Note:
    return Note(
        format_lazy(_("The case {number} has been given back to you"), number=case.number),
        reason,
        link=f"/work/{case.number}/",
    )


def transfer_disputed(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Please say where the case {number} belongs"), number=case.number),
        format_lazy(
            _("{department} says that it belongs to {other}."),
            department=case.department.name,
            other=case.transfer_to.name,
        ),
        link=f"/office/transfers/{case.number}/",
    )


def transfer_unanswered(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("A transfer has not been answered in time: {number}"), number=case.number),
        format_lazy(
            _("{other} was to answer by {day}. You can say where the case belongs."),
            other=case.transfer_to.name,
            day=iso_day(case.transfer_answer_by),
        ),
        link=f"/office/transfers/{case.number}/",
    )


def transfer_settled(case: RepairCase, reason: str) -> Note:
    return Note(
        format_lazy(
            _("The credit office has decided: {number} belongs to {department}"),
            number=case.number,
            department=case.department.name,
        ),
        reason,
        link="/work/",
    )
