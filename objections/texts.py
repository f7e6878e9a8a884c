"""What people are told about an objection, in a sentence or two each."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from notifications.services import Note
from objections.models import ObjectionCase

PAGE, DESK, QUEUE = "/objections/{number}/", "/work/objections/{number}/", "/work/objections/"


def _day(day: date | None) -> str:
    return date_format(day, "Y-m-d") if day else ""


def _to_party(case: ObjectionCase, title: Any, words: Any = "") -> Note:
    return Note(format_lazy(title, number=case.number), words, PAGE.format(number=case.number))


def _to_desk(case: ObjectionCase, title: Any, words: Any = "") -> Note:
    return Note(format_lazy(title, number=case.number), words, DESK.format(number=case.number))


def at_the_desk(case: ObjectionCase, note: Note) -> Note:
    """The same words for who checks the objection."""
    return replace(note, link=DESK.format(number=case.number))


def _answered_by(case: ObjectionCase, last: date | None) -> Any:
    if last is None:
        return _("You are told as soon as there is an answer.")
    return format_lazy(_("The answer comes by {day}."), day=_day(last))


def received(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("We have received your objection {number}"),
        format_lazy(_("The credit office decides by {day} whether it takes it up."), day=_day(case.due_on))
        if case.due_on
        else _("The credit office looks whether it takes it up."),
    )


def repeated(case: ObjectionCase) -> Note:
    earlier = case.repeats_case.number if case.repeats_case else ""
    return _to_party(
        case,
        _("Your objection {number} repeats an earlier one"),
        format_lazy(
            _(
                "The same was answered in {earlier}, and there is nothing new. With new evidence you may object again."
            ),
            earlier=earlier,
        ),
    )


def accepted(case: ObjectionCase) -> Note:
    return _to_party(
        case, _("The objection {number} has been taken up"), _answered_by(case, case.overall_due_on)
    )


def not_accepted(case: ObjectionCase) -> Note:
    return _to_party(case, _("Your objection {number} has not been taken up"), case.reasons)


def evidence_asked(case: ObjectionCase, items: int) -> Note:
    return _to_party(
        case,
        _("Your objection {number} needs evidence"),
        format_lazy(
            _("{items} item(s) are missing. Please answer by {day}."), items=items, day=_day(case.answer_by)
        ),
    )


def evidence_due(case: ObjectionCase, items: int) -> Note:
    return _to_party(
        case,
        _("The evidence for {number} is due soon"),
        format_lazy(
            _("{items} item(s) are still missing. Please answer by {day}."),
            items=items,
            day=_day(case.answer_by),
        ),
    )


def due_soon(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("The objection {number} is due soon"),
        format_lazy(_("The term ends on {day}."), day=_day(case.due_on)),
    )


def due_today(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("The objection {number} is due today"),
        format_lazy(_("Today, {day}, is the last day of the term."), day=_day(case.due_on)),
    )


def evidence_handed_in(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("The evidence for the objection {number} has come in"),
        format_lazy(_("The term ends on {day}."), day=_day(case.due_on)) if case.due_on else "",
    )


def went_on_without_evidence(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The objection {number} goes on without the evidence"),
        _("What was asked for did not come in time; the answer rests on what there is."),
    )


def forwarded(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The objection {number} has gone to the department"),
        format_lazy(
            _("{department} verifies it, with everything that was sent."), department=case.department.name
        ),
    )


def to_verify(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("Please verify the objection {number}"),
        format_lazy(
            _("{subject} says that {document} is wrong. Please answer point by point by {day}."),
            subject=case.subject.shown_name,
            document=case.record.document_number,
            day=_day(case.due_on),
        )
        if case.due_on
        else format_lazy(
            _("{subject} says that {document} is wrong. Please answer point by point."),
            subject=case.subject.shown_name,
            document=case.record.document_number,
        ),
    )


def misrouted(case: ObjectionCase, reason: str) -> Note:
    return _to_desk(case, _("Whose record is it? The objection {number} came back"), reason)


def settled_elsewhere(case: ObjectionCase, reason: str) -> Note:
    return _to_desk(
        case,
        _("The credit office has said who verifies the objection {number}"),
        format_lazy(_("{department}: {reason}"), department=case.department.name, reason=reason),
    )


def gone_elsewhere(case: ObjectionCase, reason: str) -> Note:
    """For the department that had given it back: the objection is no longer open to it, so the words say it all."""
    title = _("The objection {number} is verified by {department}")
    named = format_lazy(title, number=case.number, department=case.department.name)
    words = _(
        "You had given it back. The record ({document}) goes with it. Reason of the credit office: {reason}"
    )
    said = format_lazy(words, document=case.record.document_number, reason=reason)
    return Note(named, said, QUEUE)


def countersign_wanted(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("“Stays as it is” waits for a second person: {number}"),
        _("Please read the answers and confirm, or send the objection back."),
    )


def sent_back(case: ObjectionCase, reasons: str) -> Note:
    return _to_desk(case, _("The objection {number} came back from the second person"), reasons)


def extended(case: ObjectionCase, reason: str) -> Note:
    return _to_party(
        case,
        _("The term of the objection {number} is extended"),
        format_lazy(_("{reason} The check now ends by {day}."), reason=reason, day=_day(case.due_on)),
    )


def redated(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The due date of {number} has moved"),
        format_lazy(
            _("The calendar of working days was corrected. The new day is {day}."), day=_day(case.due_on)
        ),
    )


def answer_missing(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("The objection {number} is overdue"),
        format_lazy(
            _("{department} should have answered by {day}. Please answer without delay."),
            department=case.department.name,
            day=_day(case.due_on),
        ),
    )


def supervise(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("No answer to the objection {number} in time"),
        format_lazy(
            _("{department} should have answered by {day} and has been reminded. Please supervise it."),
            department=case.department.name,
            day=_day(case.due_on),
        ),
    )


def result(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The objection {number} is answered"),
        format_lazy(
            _("{outcome}. The letter gives the answer to every point."), outcome=case.get_outcome_display()
        ),
    )


def settled(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The objection {number} is settled"),
        _("Every channel shows the record as it is now."),
    )


def withdrawn(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The objection {number} has been withdrawn"),
        _("What held while it was checked has ended."),
    )


def correction_notice(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The correction notice is published: {number}"),
        _("It stands where the record was shown. You can have it taken off at any time."),
    )


def review_asked(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("We have received your request to re-check {number}"),
        _answered_by(case, case.due_on),
    )


def to_review(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("A re-check is asked for: {number}"),
        _("Somebody who had no part in the first answer has to look at it."),
    )


def sent_above(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("Your request to re-check {number} has been sent on"),
        format_lazy(
            _("{organ} re-checks it, with everything that was said and handed in."), organ=case.review_organ
        ),
    )


def sent_above_for_the_office(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("The letter to the organ above is ready: {number}"),
        format_lazy(
            _("Please hand it over to {organ} with the papers, and enter its answer here."),
            organ=case.review_organ,
        ),
    )


def no_answer_from_above(case: ObjectionCase) -> Note:
    return _to_desk(
        case,
        _("No answer yet to the re-check of {number}"),
        format_lazy(
            _("{organ} should have answered by {day}. Please ask there."),
            organ=case.review_organ,
            day=_day(case.due_on),
        ),
    )


def review_result(case: ObjectionCase) -> Note:
    return _to_party(
        case,
        _("The re-check of {number} is done"),
        format_lazy(_("{outcome}. The letter gives the reasons."), outcome=case.get_outcome_display()),
    )
