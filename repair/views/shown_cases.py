"""A case as its parties read it: the headline, the steps so far, and the one to come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.fsm import UNASKED, Capacity, TransferMark
from casework.models import CaseEvent
from casework.wording import moment, person_name, short_day
from repair.models import Handover, RepairCase
from repair.selectors import CaseFile

INTERNAL = frozenset({"propose_refusal", "send_back"})
AMONG_DEPARTMENTS = frozenset(
    {"propose_transfer", "accept_transfer", "return_transfer", "dispute_transfer", "settle_transfer"}
)
NAMES_ANOTHER = frozenset({"pause", "go_on", "end_in_favour"})  # another case, by its number
GIVES_IT = (TransferMark.TAKE, TransferMark.FOLLOW)
SPEAKING = frozenset({"decline", "extend", "ask_supplement", "reject", "send_back", "propose_refusal"})


@dataclass(frozen=True)
class Step:
    """One step of the history: done, going on, or still to come."""

    title: str
    words: str
    icon: str
    css: str
    said: str = ""
    who: str = ""
    when: str = ""


def verb_words() -> dict[str, str]:
    """What each step is called in the history."""
    return {
        "apply": _("Application begun"),
        "meet_period": _("Minimum period over"),
        "commit": _("Commitment signed"),
        "void_commitment": _("Materials changed, commitment to be signed again"),
        "sign_again": _("Commitment signed again"),
        "confirm_training": _("Training confirmed"),
        "submit": _("Application submitted"),
        "accept": _("Taken up"),
        "decline": _("Not taken up"),
        "extend": _("Term extended"),
        "redate_acceptance": _("Due date moved: the calendar was corrected"),
        "redate_decision": _("Due date moved: the calendar was corrected"),
        "ask_supplement": _("Returned for correction"),
        "supplement_for_acceptance": _("Correction handed in"),
        "supplement_for_review": _("Correction handed in"),
        "approve": _("Repair granted"),
        "propose_refusal": _("Refusal proposed"),
        "send_back": _("Refusal not signed, back to review"),
        "reject": _("Repair refused"),
        "withdraw": _("Withdrawn"),
        "lapse": _("Ended: not corrected in time"),
        "propose_transfer": _("Transfer proposed"),
        "accept_transfer": _("Handed on to %(department)s"),
        "return_transfer": _("Transfer given back"),
        "dispute_transfer": _("The credit office is asked where the case belongs"),
        "settle_transfer": _("The credit office has decided where the case belongs"),
        "pause": _("Put on hold for %(other)s"),
        "go_on": _("Goes on: %(other)s is closed"),
        "follow_record": _("Goes with its record to %(department)s"),
        "pass_to_successor": _("Passed to %(department)s, which the department has merged into"),
        "follow_correction": _("The record has been corrected"),
        "end_in_favour": _("Closed: the record is withdrawn by %(other)s"),
        "complete": _("Publication has ended everywhere"),
        "revoke": _("Repair revoked"),
        "grant_after_all": _("Granted after all"),
    }


def status_words(case: RepairCase) -> str:
    """Where a case stands, as its applicant reads it."""
    if case.is_preparing:
        return _("Draft")
    if case.is_paused:
        return _("Waiting for another matter")
    if case.is_handed_on:
        return _("Handed on to %(department)s") % {"department": handed_to(case)}
    return {
        "submitted": _("Submitted, waiting to be taken up"),
        "accepted": _("Under review"),
        "supplementing": _("Waiting for your correction"),
        "approved": _("Repair granted"),
        "repaired": _("Repaired"),
        "not_accepted": _("Not taken up"),
        "rejected": _("Repair refused"),
        "withdrawn": _("Withdrawn"),
        "lapsed": _("Not corrected in time, ended"),
        "revoked": _("Repair revoked"),
        "cleared": _("Closed: the record is withdrawn"),
    }[case.status]


def handed_to(case: RepairCase) -> str:
    """Who has to answer while a case is handed on."""
    if case.transfer_is_disputed or case.transfer_to is None:
        return _("the credit office")
    return case.transfer_to.short_name


def title_of(event: CaseEvent) -> str:
    """What a step is called, with the department that a transfer names."""
    title, other = verb_words().get(event.verb, event.verb), event.to_department
    if other is None:
        return title % event.facts if event.verb in NAMES_ANOTHER else title
    if event.transfer in GIVES_IT:
        return title % {"department": other.short_name}
    return _("%(step)s: %(department)s") % {"step": title, "department": other.short_name}


def said(event: CaseEvent) -> str:
    """The words that went with a step, where they are meant to be read."""
    if event.verb not in SPEAKING:
        return ""
    items = event.facts.get("items") if event.facts else None
    return "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)) if items else event.words


def headline(case: RepairCase) -> str:
    """E15: the page's heading is the answer."""
    status, due = case.status, short_day(case.due_on)
    if case.is_preparing:
        return _("Not submitted yet")
    if case.paused_for:
        return _("Waiting for %(other)s; the term stands still") % {"other": case.paused_for.named}
    if case.is_handed_on:
        where = {"department": handed_to(case), "day": due}
        return (
            _("Handed on to %(department)s, answer by %(day)s") % where
            if due
            else _("Handed on to %(department)s") % where
        )
    if status == "submitted":
        return (
            _("Submitted; decided by %(day)s whether it is taken up") % {"day": due}
            if due
            else _("Submitted")
        )
    if status == "accepted":
        return _("Under review, answer by %(day)s") % {"day": due} if due else _("Under review")
    return status_words(case)


def applicant_timeline(file: CaseFile) -> list[Step]:
    """Newest first, with the step to come on top and nothing of the department's inner work."""
    done = [
        Step(
            title=title_of(event),
            words=" · ".join(filter(None, [moment(event.at), _applicant_sees_who(event)])),
            icon="check-lg",
            css="xx-ok",
            said=said(event),
        )
        for event in file.events
        if event.verb not in INTERNAL
    ]
    return [*_to_come(file.case), *reversed(done)]


def _applicant_sees_who(event: CaseEvent) -> str:
    if event.capacity == Capacity.DEPARTMENT:
        return event.department.short_name
    if event.capacity == Capacity.OFFICE:
        return _("Credit office")
    return person_name(event.actor) if event.capacity == Capacity.APPLICANT else ""


def _to_come(case: RepairCase) -> list[Step]:
    due = _("by %(day)s at the latest") % {"day": short_day(case.due_on)} if case.due_on else ""
    going_on = {
        "submitted": Step(_("Decide whether to take it up"), due, "hourglass-split", "xx-now"),
        "accepted": Step(_("Under review"), due, "search", "xx-now"),
        "approved": Step(_("Ending publication everywhere"), "", "hourglass-split", "xx-now"),
    }.get(case.status)
    if case.paused_for:
        going_on = Step(
            _("Waiting for %(other)s") % {"other": case.paused_for.named}, "", "pause-circle", "xx-now"
        )
    elif case.is_handed_on:
        title = _("Handed on to %(department)s") % {"department": handed_to(case)}
        on = _("The term goes on and does not begin again; you need not do anything")
        going_on = Step(title, " · ".join(filter(None, [due, on])), "arrow-left-right", "xx-now")
    elif case.status == "supplementing":
        until = _("by %(day)s; the term stands still") % {"day": short_day(case.answer_by)}
        going_on = Step(_("Waiting for your correction"), until, "pause-circle", "xx-now")
    if going_on is None:
        return []
    next_step = (
        Step(_("Decide on the application"), "", "flag", "xx-next") if case.status != "approved" else None
    )
    return [step for step in (next_step, going_on) if step]


def transfer_steps(case: RepairCase) -> list[Step]:
    """What was said between the departments, newest first."""
    events = case.events.exclude(transfer__in=UNASKED).select_related("actor", "department", "to_department")
    return [_among_staff(event) for event in events.order_by("-seq")]


def staff_timeline(file: CaseFile) -> list[Step]:
    """Every step, newest first, with who took it; and from whose hands into whose the case went."""
    events = [(event.at, _among_staff(event)) for event in file.events]
    given = [(handover.at, _as_given(handover)) for handover in file.handovers]
    return [step for _at, step in sorted([*events, *given], key=lambda each: each[0])][::-1]


def _among_staff(event: CaseEvent) -> Step:
    return Step(
        title=title_of(event),
        words="",
        icon="",
        css="",
        said=event.words if event.verb in AMONG_DEPARTMENTS else said(event),
        who="" if event.capacity == Capacity.SYSTEM else person_name(event.actor),
        when=moment(event.at),
    )


def _as_given(handover: Handover) -> Step:
    names = {"taker": person_name(handover.taker)}
    if handover.giver:
        names["giver"] = person_name(handover.giver)
    if handover.by_id == handover.taker_id:
        title = _("Taken over from %(giver)s") % names
    elif handover.giver:
        title = _("Given from %(giver)s to %(taker)s") % names
    else:
        title = _("Given to %(taker)s") % names
    return Step(title, "", "", "", who=person_name(handover.by), when=moment(handover.at))
