"""An objection as its party reads it: where it stands, the steps so far, and the one to come."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.fsm import Capacity
from casework.models import CaseEvent
from casework.wording import moment, person_name, short_day
from objections.models import ObjectionCase, ReviewLevel, Status
from objections.models.status import CHANGES_THE_RECORD, IN_REVIEW
from objections.services import law
from repair.views.shown_cases import Step
from repair.views.shown_rules import remedies

S = Status
# What departments settle among themselves, and what is proposed and not yet decided.
INTERNAL = frozenset({"propose_dismissal", "send_back", "note_no_answer", "redate"})
SPEAKING = frozenset(
    {
        "decline",
        "extend",
        "extend_check",
        "extend_review",
        "ask_evidence",
        "ask_party",
        "begin_testing",
        "lapse",
    }
)


@dataclass(frozen=True)
class Standing:
    """One state in the party's own words, with its colour."""

    words: str
    css: str


def standing(case: ObjectionCase) -> Standing:
    """Where an objection stands: text first, colour second."""
    if case.status in (S.CLOSED, S.APPLIED_TO_RECORD, *CHANGES_THE_RECORD):
        return _outcome(case)
    words, css = {
        S.DRAFTED: (_("Draft"), ""),
        S.FILED: (_("Objection filed"), "xx-v"),
        S.ACCEPTED: (_("Under verification"), "xx-v"),
        S.VERIFYING: (_("Under verification"), "xx-v"),
        S.MISROUTED: (_("Under verification"), "xx-v"),
        S.SUPPLEMENTING: (_("Please add evidence"), "xx-w"),
        S.REVIEWING: (_("Under re-check"), "xx-v"),
        S.REVIEWING_ABOVE: (_("Under re-check"), "xx-v"),
        S.DISMISSED: (_("Information kept as it is"), ""),
        S.NOT_ACCEPTED: (_("Objection not taken up"), "xx-b"),
        S.REPEATED: (_("Closed as repeated"), ""),
        S.WITHDRAWN: (_("Withdrawn"), ""),
    }[Status(case.status)]
    return Standing(words, css)


def _outcome(case: ObjectionCase) -> Standing:
    words, css = {
        S.UPHELD: (_("Corrected as you asked"), "xx-ok"),
        S.PARTLY_UPHELD: (_("Corrected in part"), "xx-ok"),
        S.UNVERIFIABLE: (_("Could not be verified"), "xx-w"),
    }[Status(case.outcome)]
    return Standing(words, css)


def headline(case: ObjectionCase) -> str:
    """The page's heading is the answer."""
    due = short_day(answer_on(case))
    day = {"day": due}
    if case.status == S.DRAFTED:
        return _("Not filed yet")
    if case.status == S.FILED:
        return _("Filed; decided by %(day)s whether it is taken up") % day if due else standing(case).words
    if case.status == S.SUPPLEMENTING:
        return _("Please add evidence by %(day)s") % {"day": short_day(case.answer_by)}
    if case.status in (S.ACCEPTED, S.VERIFYING, S.MISROUTED):
        return _("Under verification, answer by %(day)s") % day if due else standing(case).words
    if case.status == S.REVIEWING_ABOVE:
        return _above(case, due)
    if case.status == S.REVIEWING:
        return _("Under re-check, answer by %(day)s") % day if due else standing(case).words
    if case.status == S.APPLIED_TO_RECORD:
        return _("%(outcome)s; every place that shows it is following") % {"outcome": standing(case).words}
    return standing(case).words


def _above(case: ObjectionCase, due: str) -> str:
    """Where the re-check lies, and until when."""
    said = {"organ": case.review_organ, "day": due}
    words = _("Under re-check at %(organ)s, answer by %(day)s") if due else _("Under re-check at %(organ)s")
    return words % said


def answer_on(case: ObjectionCase) -> date | None:
    """By when the party hears of it: of the acceptance, else of the whole; none once it is answered."""
    if case.status in (S.FILED, *IN_REVIEW):
        return case.due_on
    return (case.overall_due_on or case.due_on) if case.concluded_on is None else None


def counted_from() -> dict[str, str]:
    """From what the term of each stage counts."""
    return {
        "accept": _("Filed on %(day)s"),
        "check": _("Counted from %(day)s"),
        "verify": _("Sent to the department on %(day)s"),
        "follow": _("Answered on %(day)s"),
        "review": _("Re-check asked for on %(day)s"),
    }


def remedy_words(case: ObjectionCase, on: date) -> str:
    """What can be done against an answer that does not give everything; the credit office's own is without a department."""
    adverse = case.status == S.NOT_ACCEPTED or (case.concluded_on is not None and case.outcome != S.UPHELD)
    if not adverse or case.status in IN_REVIEW:
        return ""
    answered_by = None if case.status == S.NOT_ACCEPTED else case.department
    return remedies(law.governing(case, on), answered_by)


def verb_words() -> dict[str, str]:
    """What each step is called in the history."""
    supplied, went_on = _("Evidence handed in"), _("No evidence came; the check goes on with what there is")
    corrected = _("Objection upheld")
    in_part, unknown = _("Objection upheld in part"), _("What is claimed could not be verified")
    return {
        "begin": _("Objection begun"),
        "file": _("Objection filed"),
        "file_as_department": _("The department found it itself"),
        "file_as_office": _("The credit office was told"),
        "forget_draft": _("Ended: the draft was not filed in the time for which it is kept"),
        "accept": _("Objection taken up"),
        "decline": _("Objection not taken up"),
        "ask_evidence": _("Evidence asked for"),
        "ask_party": _("Evidence asked for"),
        "supplement_for_acceptance": supplied,
        "supplement_for_check": supplied,
        "supplement_for_verification": supplied,
        "go_on_with_the_check": went_on,
        "go_on_with_the_verification": went_on,
        "lapse": _("Ended: the evidence did not come in time"),
        "correct_copy": _("The platform's copy differed and was corrected"),
        "forward": _("Sent to the department to be verified"),
        "extend": _("Term of verification extended"),
        "extend_check": _("Term of verification extended"),
        "begin_testing": _("Something is being tested or appraised; the term stands still"),
        "end_testing": _("The result of the testing is there; the term runs on"),
        "misroute": _("It is being determined who has to verify it"),
        "settle": _("Sent on to %(department)s"),
        "follow_record": _("Sent on to %(department)s"),
        "pass_to_successor": _("Passed to %(department)s, which the department has merged into"),
        "uphold": corrected,
        "uphold_partly": in_part,
        "find_unverifiable": unknown,
        "conclude_unanswered": _("The department did not answer in time"),
        "dismiss": _("Information kept as it is"),
        "apply_to_record": _("The record was corrected"),
        "close": _("Every place shows the record as it is now"),
        "close_as_repeated": _("Closed as repeated"),
        "withdraw": _("Withdrawn"),
        "withdraw_as_department": _("Withdrawn"),
        "withdraw_as_office": _("Withdrawn"),
        "ask_review": _("Re-check asked for"),
        "send_above": _("Request for a re-check sent on"),
        "extend_review": _("Term of the re-check extended"),
        "review_uphold": corrected,
        "review_uphold_partly": in_part,
        "review_dismiss": _("The re-check confirms the first answer"),
    }


def title_of(case: ObjectionCase, event: CaseEvent) -> str:
    """What a step is called, with the department that it names."""
    if event.verb == "apply_to_record" and case.outcome == S.UNVERIFIABLE:
        return _("What the rules say of what cannot be verified was carried out")
    words = verb_words().get(event.verb, event.verb)
    if event.verb == "send_above":
        return _("Request for a re-check sent to %(organ)s") % {"organ": case.review_organ}
    other = event.to_department
    return words % {"department": other.short_name if other else ""} if "%(" in words else words


def said(event: CaseEvent) -> str:
    """The words that went with a step, where they are meant to be read."""
    if event.verb not in SPEAKING:
        return ""
    items = event.facts.get("items") if event.facts else None
    return "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)) if items else event.words


def timeline(case: ObjectionCase, events: list[CaseEvent]) -> list[Step]:
    """Newest first, with the step to come on top and nothing of the inner work of departments."""
    done = [
        Step(
            title=title_of(case, event),
            words=" · ".join(filter(None, [moment(event.at), _who(event)])),
            icon="check-lg",
            css="xx-ok",
            said=said(event),
        )
        for event in events
        if event.verb not in INTERNAL
    ]
    return [*_to_come(case), *reversed(done)]


def _who(event: CaseEvent) -> str:
    if event.capacity == Capacity.DEPARTMENT:
        return event.department.short_name
    if event.capacity == Capacity.OFFICE:
        return _("Credit office")
    return person_name(event.actor) if event.capacity == Capacity.APPLICANT else ""


def _in_review(case: ObjectionCase) -> str:
    if case.is_re_checked_above:
        level = ReviewLevel(case.review_level).label
        return _("The credit office sends the request to %(organ)s") % {"organ": level}
    return _("Re-check by somebody who had no part in the answer")


def _to_come(case: ObjectionCase) -> list[Step]:
    due = _("by %(day)s at the latest") % {"day": short_day(case.due_on)} if case.due_on else ""
    at_the_department = _("Verified by %(department)s") % {"department": case.department.short_name}
    until = _("by %(day)s; the term stands still") % {"day": short_day(case.answer_by)}
    going_on = {
        S.FILED: (_("Decide whether to take it up"), due, "hourglass-split"),
        S.ACCEPTED: (_("Compared with what the department delivered"), due, "search"),
        S.VERIFYING: (at_the_department, due, "search"),
        S.MISROUTED: (_("It is being determined who has to verify it"), due, "arrow-left-right"),
        S.SUPPLEMENTING: (_("Waiting for your evidence"), until, "pause-circle"),
        S.APPLIED_TO_RECORD: (_("Every place that shows it is following"), due, "hourglass-split"),
        S.REVIEWING: (_in_review(case), due, "search"),
        S.REVIEWING_ABOVE: (_("Re-checked by %(organ)s") % {"organ": case.review_organ}, due, "search"),
    }.get(Status(case.status))
    if going_on is None:
        return []
    title, words, icon = going_on
    steps = [Step(title, words, icon, "xx-now")]
    if case.status != S.APPLIED_TO_RECORD:
        steps.insert(0, Step(_("Answer claim by claim"), "", "flag", "xx-next"))
    return steps
