"""What each step of an objection sends out: one function per event, in the transaction of the step.

Letters go to the subject, whoever raised the matter; what only concerns who objected (receipt,
repetition, non-acceptance, evidence, withdrawal, re-check) goes out where that was the subject.
"""

from datetime import date

from notifications.models import Letter, LetterState
from notifications.services import replace_letter
from objections import sms, texts
from objections.models import EvidenceRequest, ObjectionCase
from objections.services import answer_facts, law, letter_facts
from objections.services.notices import publish_notice
from objections.services.papers import (
    issue,
    send_on,
    tell_department,
    tell_office,
    tell_party,
    tell_reviewers,
    tell_reviewers_of,
    tell_second_persons,
)
from registry.models import Department

SETTLED = "经核定，该信息由贵单位核实"
CORRECTED_ANEW = "复核后重新发布更正公告"


def received(case: ObjectionCase, *, on: date) -> None:
    """The objection has been filed."""
    if case.is_the_subjects:
        facts = letter_facts.received(case, law.governing(case, on))
        tell_party(case, texts.received(case), issue(case, facts, on=on), sms.received(case, facts.accept_by))


def repeated(case: ObjectionCase, *, on: date) -> None:
    """The objection says what was answered before, and is closed."""
    if case.is_the_subjects:
        facts = letter_facts.repeated(case, law.governing(case, on))
        tell_party(case, texts.repeated(case), issue(case, facts, on=on), sms.repeated(case))


def accepted(case: ObjectionCase, *, on: date) -> None:
    """The objection has been taken up, and its effects hold."""
    facts = letter_facts.accepted(case, law.governing(case, on))
    tell_party(case, texts.accepted(case), issue(case, facts, on=on), sms.accepted(case))


def not_accepted(case: ObjectionCase, *, on: date) -> None:
    """The objection has not been taken up, with reasons, or because what was needed did not come."""
    if case.is_the_subjects:
        facts = letter_facts.not_accepted(case, law.governing(case, on))
        tell_party(case, texts.not_accepted(case), issue(case, facts, on=on), sms.not_accepted(case))


def evidence_asked(case: ObjectionCase, request: EvidenceRequest, *, on: date) -> None:
    """The subject has been asked for what is missing."""
    facts = letter_facts.evidence_asked(case, law.governing(case, on), request)
    items = len(request.items)
    words = sms.evidence_asked(case, items, stops_the_clock=facts.stops_the_clock)
    tell_party(case, texts.evidence_asked(case, items), issue(case, facts, on=on), words)


def evidence_handed_in(case: ObjectionCase, *, on: date) -> None:
    """What was asked for has come: whoever asked is told."""
    _tell_who_checks(case, texts.evidence_handed_in(case))


def went_on_without_evidence(case: ObjectionCase, *, on: date) -> None:
    """What was asked for did not come in time, and the check goes on."""
    tell_party(case, texts.went_on_without_evidence(case))
    _tell_who_checks(case, texts.at_the_desk(case, texts.went_on_without_evidence(case)))


def forwarded(case: ObjectionCase, *, on: date) -> None:
    """The department has the objection, with everything the subject sent; the subject is told where it is."""
    letter = _send_on(case, letter_facts.COMPARED, on)
    tell_department(case, texts.to_verify(case), letter)
    tell_party(case, texts.forwarded(case), sms=sms.forwarded(case))


def misrouted(case: ObjectionCase, *, reason: str, on: date) -> None:
    """The department says that the record is another's: the credit office decides."""
    tell_office(case, texts.misrouted(case, reason))


def settled_whose(case: ObjectionCase, *, reason: str, gave_back: Department, on: date) -> None:
    """The credit office has said which department verifies: one new to the case gets everything, the other knows."""
    if case.department_id == gave_back.pk:
        tell_department(case, texts.settled_elsewhere(case, reason))
        return
    tell_department(case, texts.settled_elsewhere(case, reason), _send_on(case, SETTLED, on))
    tell_reviewers_of(gave_back, texts.gone_elsewhere(case, reason))
    tell_party(case, texts.forwarded(case), sms=sms.forwarded(case))


def dismissal_proposed(case: ObjectionCase, *, on: date) -> None:
    """A second person has to confirm that nothing is wrong."""
    tell_second_persons(case, texts.countersign_wanted(case), but=case.proposed_by)


def sent_back(case: ObjectionCase, *, reasons: str, on: date) -> None:
    """The second person has not confirmed."""
    tell_reviewers(case, texts.sent_back(case, reasons))


def extended(case: ObjectionCase, *, reason: str, due_before: date | None, on: date) -> None:
    """The term at hand has been extended; `due_before` is the day on which it would have ended."""
    rules = law.governing(case, on)
    facts = letter_facts.extended(case, rules, reason=reason, due_before=due_before)
    tell_party(case, texts.extended(case, reason), issue(case, facts, on=on), sms.extended(case, reason))


def redated(case: ObjectionCase, *, on: date) -> None:
    """The calendar was corrected, and the due date has moved."""
    tell_party(case, texts.redated(case))


def answer_missing(case: ObjectionCase, *, on: date) -> None:
    """The department has not answered in time: it is reminded, and the credit office supervises."""
    key = f"unanswered:{case.pk}:{case.seq}"
    tell_department(case, texts.answer_missing(case), key=key)
    tell_office(case, texts.supervise(case), key=key)


def result(case: ObjectionCase, *, on: date) -> None:
    """The objection is answered, and the record says so already where something was wrong."""
    facts = answer_facts.result(case, law.governing(case, on), on=on)
    tell_party(case, texts.result(case), issue(case, facts, on=on), sms.result(case, facts.outcome))


def settled(case: ObjectionCase, *, on: date) -> None:
    """Every channel shows the record as it is now; the correction is made public where the subject asked for that."""
    tell_party(case, texts.settled(case), sms=sms.settled(case))
    if case.notice_wanted and publish_notice(case, by=case.opened_by, on=on):
        letter = issue(case, answer_facts.correction_notice(case), on=on)
        tell_party(case, texts.correction_notice(case), letter)
        _takes_the_place(letter, on)


def _takes_the_place(letter: Letter, on: date) -> None:
    """A notice after a re-check stands instead of the one before."""
    earlier = Letter.objects.filter(case=letter.case_id, kind=letter.kind, state=LetterState.VALID)
    for each in earlier.exclude(pk=letter.pk):
        replace_letter(each, letter, reason=CORRECTED_ANEW, on=on)


def withdrawn(case: ObjectionCase, *, on: date) -> None:
    """The objection has been taken back; whoever was checking it is told."""
    if case.is_the_subjects and case.is_handed_in:
        letter = issue(case, letter_facts.withdrawn(case, on=on), on=on)
        tell_party(case, texts.withdrawn(case), letter)
    _tell_who_checks(case, texts.at_the_desk(case, texts.withdrawn(case)))


def review_asked(case: ObjectionCase, *, on: date) -> None:
    """A re-check has been asked for."""
    tell_party(case, texts.review_asked(case), sms=sms.review_asked(case))
    tell_office(case, texts.to_review(case))


def sent_above(case: ObjectionCase, *, words: str, on: date) -> None:
    """The request for a re-check has gone to the organ above, with everything; the subject is told where it lies."""
    facts = answer_facts.sent_above(case, law.governing(case, on), words=words)
    send_on(case, facts, on=on)
    tell_office(case, texts.sent_above_for_the_office(case))
    tell_party(case, texts.sent_above(case), sms=sms.sent_above(case))


def review_result(case: ObjectionCase, *, on: date) -> None:
    """The re-check is done; the department is told what came of its answer."""
    facts = answer_facts.review_result(case, law.governing(case, on), on=on)
    tell_party(
        case, texts.review_result(case), issue(case, facts, on=on), sms.review_result(case, facts.outcome)
    )
    tell_department(case, texts.at_the_desk(case, texts.review_result(case)))


def _send_on(case: ObjectionCase, because: str, on: date) -> Letter:
    facts = letter_facts.forwarded(case, law.governing(case, on), because=because)
    return send_on(case, facts, on=on)


def _tell_who_checks(case: ObjectionCase, note: texts.Note) -> None:
    """Whoever has the objection in hand: a reviewer of the department, or the credit office."""
    if case.claimed_by:
        tell_reviewers(case, note)
    elif case.forwarded_on:
        tell_department(case, note)
    elif case.is_handed_in:
        tell_office(case, note)
