"""What people are told about a repair case, in a sentence or two each."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.wording import person_name
from notifications.services import Note
from registry.models import Department, Subject
from repair.models import Delegation, RepairCase
from repair.training.course import Course


def _day(day: date | None) -> str:
    return date_format(day, "Y-m-d") if day else ""


def submitted(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("We have received your application {number}"), number=case.number),
        format_lazy(
            _("{department} decides by {day} whether it takes the application up."),
            department=case.department.name,
            day=_day(case.due_on),
        ),
    )


def accepted(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your application {number} has been taken up"), number=case.number),
        format_lazy(
            _("{department} answers by {day}."), department=case.department.name, day=_day(case.due_on)
        ),
    )


def extended(case: RepairCase, reason: str) -> Note:
    return Note(
        format_lazy(_("The term of {number} is extended"), number=case.number),
        format_lazy(_("{reason} The answer now comes by {day}."), reason=reason, day=_day(case.due_on)),
    )


def redated(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The due date of {number} has moved"), number=case.number),
        format_lazy(
            _("The calendar of working days was corrected. {department} now answers by {day}."),
            department=case.department.name,
            day=_day(case.due_on),
        ),
    )


def declined(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your application {number} has not been taken up"), number=case.number),
        case.reasons,
    )


def supplement_asked(case: RepairCase, items: int) -> Note:
    return Note(
        format_lazy(_("Your application {number} needs a supplement"), number=case.number),
        format_lazy(
            _("{items} item(s) are missing. Please answer by {day}; the clock stands still until then."),
            items=items,
            day=_day(case.answer_by),
        ),
    )


def supplement_answered(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The supplement to {number} has come in"), number=case.number),
        format_lazy(_("The term runs again and ends on {day}."), day=_day(case.due_on)),
        link=f"/work/{case.number}/",
    )


def lapsed(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your application {number} has lapsed"), number=case.number),
        _("The supplement did not come in time. You may apply again; what you filled in is kept."),
    )


def withdrawn(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your application {number} has been withdrawn"), number=case.number),
        _("The record can be applied for again at any time."),
    )


def granted(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Repair is granted: {number}"), number=case.number),
        _("The record is being taken off show. You will find the decision letter on the page of the case."),
    )


def repaired(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The record is repaired: {number}"), number=case.number),
        _("It is no longer shown on any channel, and the measures that stood because of it are lifted."),
    )


def refused(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Repair is refused: {number}"), number=case.number),
        case.reasons,
    )


def countersign_wanted(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("A refusal waits for a second signature: {number}"), number=case.number),
        _("Please read the reasons and sign, or send the case back."),
        link=f"/work/{case.number}/",
    )


def not_issued(case: RepairCase, refusal: str) -> Note:
    return Note(
        format_lazy(_("Your decision on {number} could not be issued"), number=case.number),
        format_lazy(
            _("{refusal} Nothing has been decided or sent; what you wrote is in the form again."),
            refusal=refusal,
        ),
        link=f"/work/{case.number}/",
    )


def question_asked(case: RepairCase, answer_by: date) -> Note:
    return Note(
        format_lazy(_("The department has a question about {number}"), number=case.number),
        format_lazy(_("Please answer by {day} if you can. The term goes on meanwhile."), day=_day(answer_by)),
        link=f"/cases/{case.number}/questions/",
    )


def question_answered(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The applicant has answered: {number}"), number=case.number),
        _("You will find the answer on the page of the case."),
        link=f"/work/{case.number}/",
    )


def assigned(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("The case {number} has been given to you"), number=case.number),
        format_lazy(_("{subject}, due on {day}."), subject=case.subject.shown_name, day=_day(case.due_on)),
        link=f"/work/{case.number}/",
    )


def work_awaited(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Please see to the case {number}"), number=case.number),
        format_lazy(_("{subject}, due on {day}."), subject=case.subject.shown_name, day=_day(case.due_on)),
        link=f"/work/{case.number}/",
    )


def answer_awaited(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("Your correction of {number} is awaited"), number=case.number),
        format_lazy(
            _("Please answer by {day}; without an answer the application ends."), day=_day(case.answer_by)
        ),
    )


def stands_in(delegation: Delegation) -> Note:
    return Note(
        format_lazy(_("You stand in for {name}"), name=person_name(delegation.user)),
        format_lazy(
            _("From {since} to {until} you find the colleague's cases under “Mine” and can take them over."),
            since=_day(delegation.since),
            until=_day(delegation.until),
        ),
        link="/work/?show=mine",
    )


def supplement_due(case: RepairCase, items: int) -> Note:
    return Note(
        format_lazy(
            _("The supplement to {number} is due on {day}"), number=case.number, day=_day(case.answer_by)
        ),
        format_lazy(
            _("{items} item(s) are still missing. Without an answer the application ends on that day."),
            items=items,
        ),
        link=f"/cases/{case.number}/supplement/",
    )


def due_soon(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("{number} is due on {day}"), number=case.number, day=_day(case.due_on)),
        _("The last working day of the term is near."),
        link=f"/work/{case.number}/",
    )


def due_today(case: RepairCase) -> Note:
    return Note(
        format_lazy(_("{number} is due today"), number=case.number),
        format_lazy(_("Today, {day}, is the last day of the term."), day=_day(case.due_on)),
        link=f"/work/{case.number}/",
    )


def overdue(case: RepairCase, days: int) -> Note:
    return Note(
        format_lazy(_("{number} is overdue by {days} working day(s)"), number=case.number, days=days),
        format_lazy(_("The term ended on {day}. Please decide without delay."), day=_day(case.due_on)),
        link=f"/work/{case.number}/",
    )


def repairable_soon(record: Any) -> Note:
    return Note(
        format_lazy(
            _("You may apply for the repair of {document} from {day}"),
            document=record.document_number,
            day=_day(record.repairable_from),
        ),
        _("You can prepare the papers now. Applying is free of charge."),
        link=f"/records/{record.public_id}/",
    )


def course_updated(course: Course, minutes: int, subject: Subject) -> Note:
    return Note(
        format_lazy(_("The course “{title}” has been updated"), title=course.title),
        format_lazy(
            _("Please read what is new (about {minutes} minutes). Certificates stay valid until their day."),
            minutes=minutes,
        ),
        link=f"/training/{subject.public_id}/{course.id}/",
    )


def certificate_ends(course: Course, day: date, subject: Subject) -> Note:
    return Note(
        format_lazy(
            _("The certificate of “{title}” is valid until {day}"), title=course.title, day=_day(day)
        ),
        format_lazy(
            _("{subject}: an application after that day needs a new one. Answering again costs nothing."),
            subject=subject.shown_name,
        ),
        link=f"/training/{subject.public_id}/{course.id}/",
    )


def still_repairable(record: Any) -> Note:
    return Note(
        format_lazy(
            _("You have not applied for the repair of {document} yet"), document=record.document_number
        ),
        _("It can be applied for at any time. It takes about fifteen minutes and is free of charge."),
        link=f"/records/{record.public_id}/",
    )


def repairable_today(record: Any) -> Note:
    return Note(
        format_lazy(
            _("You may apply for the repair of {document} from today"), document=record.document_number
        ),
        _("It takes about fifteen minutes and is free of charge."),
        link=f"/records/{record.public_id}/",
    )


def repaired_elsewhere(department: Department) -> Any:
    return format_lazy(
        _("Records of {department} are repaired elsewhere: {channel}."),
        department=department.name,
        channel=department.repairs_elsewhere,
    )


def fulfilled_between(first: date, last: date) -> Any:
    return format_lazy(
        _("The day of fulfilment must lie between {first} and {last}."), first=_day(first), last=_day(last)
    )
