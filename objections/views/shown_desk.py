"""An objection on a desk: the record beside the claims, the answers so far, what follows, and what the reader may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.clocks import stage_clock
from casework.evidence.reading import Piece, compared
from casework.models import Desk, EvidenceFile
from casework.models.evidence import Purpose
from casework.policy import settles_for_the_office
from casework.wording import person_name, plain_day
from notifications.models import Letter
from objections.desk_forms import AnswerFields, ClaimAnswersForm
from objections.models import Claim, ClaimAnswer, ObjectionCase, Round, Status
from objections.models.conditions import it_is_re_checked_where_the_rules_say, reviewer_had_no_part
from objections.models.status import IN_REVIEW
from objections.selectors.above import papers_from_above
from objections.services import outcome_of
from objections.views.shown_claims import ShownAnswer, shown_claims
from objections.views.shown_meanwhile import effects_now
from objections.views.shown_progress import counted_from
from objections.views.shown_standing import history, staff_standing
from registry.correctable import FIELDS
from registry.duties import holds
from repair.selectors.colleagues import stood_in_for
from repair.selectors.evidence import handed_in
from repair.selectors.records import running_on
from repair.views.shown_clock import shown_clock
from repair.views.shown_evidence import ShownFile, shown_file
from repair.views.viewer import Viewer, viewer_of
from rules.services import office_calendar

LONG = 60  # signs: longer texts are read one below the other, not letter by letter


@dataclass(frozen=True)
class ClaimAtDesk:
    """One claim: what the record says and what is claimed, the evidence, the answers given, the fields for one."""

    claim: Claim
    stated: list[Piece]
    claimed: list[Piece]
    now: str  # what the record says today, where that has changed since
    papers: list[tuple[str, str]]  # the name of each file, and where it is opened
    answers: list[ShownAnswer]
    proofs: list[ShownFile]  # put to the answer that is not sent yet
    fields: AnswerFields | None


def claims_at_desk(case: ObjectionCase, base: str, form: ClaimAnswersForm | None) -> list[ClaimAtDesk]:
    """Every claim, with what was answered before; the answer being written stands in the form."""
    rounds = {Round.FIRST.value, Round.REVIEW.value} - ({case.round} if form else set())
    files = handed_in(case)
    return [_at_desk(shown.claim, shown.answers, files, base, form) for shown in shown_claims(case, rounds)]


def _at_desk(
    claim: Claim,
    answers: list[ShownAnswer],
    files: list[EvidenceFile],
    base: str,
    form: ClaimAnswersForm | None,
) -> ClaimAtDesk:
    stated, claimed = _compared(claim)
    mine = [each for each in files if each.claim == claim.number]
    papers = [
        (each.name, f"{base}?see=2&file={each.public_id}#viewer")
        for each in mine
        if each.purpose == Purpose.CLAIM
    ]
    proofs = [shown_file(each, claim.case.record) for each in mine if not each.handed_in_on]
    now = "" if claim.of_the_record else FIELDS[claim.field].shown(claim.case.record)
    changed = not claim.of_the_record and now != claim.stated_shown
    fields = form.fields_of(claim) if form else None
    return ClaimAtDesk(claim, stated, claimed, now if changed else "", papers, answers, proofs, fields)


def _compared(claim: Claim) -> tuple[list[Piece], list[Piece]]:
    """What differs is underlined, sign by sign; a long text is shown whole."""
    stated, claimed = claim.stated_shown, claim.claimed_shown
    if claim.of_the_record or not stated or not claimed or max(len(stated), len(claimed)) > LONG:
        return [Piece(stated, False)] if stated else [], [Piece(claimed, False)] if claimed else []
    ours, theirs = compared(stated, claimed)
    return list(ours), list(theirs)


def desk_viewer(case: ObjectionCase, asked: Mapping[str, str], base: str) -> Viewer:
    """The record and its papers: what was claimed with, what was asked for later, what proves the answers."""
    purposes = {2: Purpose.CLAIM, 3: Purpose.SUPPLEMENT, 4: Purpose.ANSWER}
    labels = {
        1: _("Record"),
        2: _("Evidence of the claims"),
        3: _("Evidence asked for"),
        4: _("Proof of the answers"),
    }
    return viewer_of(case, purposes, labels, asked, base)


def answers_form(case: ObjectionCase, sent: Any = None, files: Any = None) -> ClaimAnswersForm:
    """The form for this round's answers, with those that were kept."""
    given = {
        each.claim.number: each
        for each in ClaimAnswer.objects.filter(claim__case=case, round=case.round).select_related("claim")
    }
    return ClaimAnswersForm(sent, files, claims=list(case.claims.all()), given=given)


@dataclass(frozen=True)
class Conclusion:
    """What follows from the answers that are kept: the button says it, and what it does."""

    outcome: str
    button: str
    effects: list[str]


def conclusion_of(case: ObjectionCase) -> Conclusion | None:
    """None while an answer is missing, or while there is nothing for the reader's side to conclude."""
    outcome = outcome_of(case)
    if outcome is None or not it_is_re_checked_where_the_rules_say(case):
        return None
    button = {
        Status.UPHELD: _("Upheld: correct the record"),
        Status.PARTLY_UPHELD: _("Upheld in part: correct what is wrong"),
        Status.UNVERIFIABLE: _("Cannot be verified: conclude"),
        Status.DISMISSED: _("Stays as it is: to a second person"),
    }[outcome]
    if case.status == Status.ACCEPTED:
        button = _("The copy differs: correct it at once")
    if case.status in IN_REVIEW and outcome == Status.DISMISSED:
        button = _("The first answer stands: conclude the re-check")
    return Conclusion(outcome, button, _what_it_does(case, outcome))


def _what_it_does(case: ObjectionCase, outcome: Status) -> list[str]:
    if outcome == Status.DISMISSED:
        return []
    answers = ClaimAnswer.objects.filter(claim__case=case, round=case.round).select_related("claim")
    void = any(each.claim.of_the_record and each.changes_the_record for each in answers)
    words = []
    if void:
        words.append(
            _("The record is withdrawn from every place, and the measures that rest on it are lifted.")
        )
    repair = running_on(case.record).first()
    if repair is not None:
        number = {"number": repair.number}
        words.append(
            _("The application for repair under way (%(number)s) ends in favour of the subject.") % number
            if void
            else _("Once corrected, the application for repair under way (%(number)s) is calculated anew.")
            % number
        )
    words.append(_("The subject gets a letter with the answer to every claim."))
    return words


def case_context(case: ObjectionCase, asked: Mapping[str, str], base: str, on: date) -> dict[str, Any]:
    """What every page of staff shows of an objection."""
    events = list(case.events.select_related("actor", "department", "to_department").order_by("seq"))
    clock = stage_clock(events, as_of=on, calendar=office_calendar())
    return {
        "case": case,
        "standing": staff_standing(case),
        "clock": shown_clock(clock, counted_from().get(clock.stage, "") if clock else ""),
        "viewer": desk_viewer(case, asked, base),
        "timeline": history(case, events),
        "running": effects_now(case),
        "letters": list(Letter.objects.of_case(case)),
        "requests": list(case.requests.order_by("pk")),
        "papers_from_above": [shown_file(each, case.record) for each in papers_from_above(case)],
        "earlier": ObjectionCase.objects.filter(record=case.record, filed_on__isnull=False).exclude(
            pk=case.pk
        ),
        "repair": running_on(case.record).first(),
        "misrouted_because": next((e.words for e in reversed(events) if e.transfer == "ask"), ""),
    }


# --- what the reader may do, or the sentence that says why nothing ------------------------------------


def may_answer_at_desk(case: ObjectionCase, user: Any) -> bool:
    """Whether the reader is the one in the department who verifies this objection now."""
    return (
        case.status == Status.VERIFYING
        and case.desk == Desk.DEPARTMENT
        and case.claimed_by_id == user.pk
        and holds(user, "review_cases", case.department_id)
    )


def may_claim(case: ObjectionCase, user: Any, on: date) -> bool:
    free = case.desk == Desk.DEPARTMENT and case.claimed_by_id is None
    return (free or away(case, user, on)) and holds(user, "review_cases", case.department_id)


def away(case: ObjectionCase, user: Any, on: date) -> bool:
    """Whether a colleague has it who is away and has left their cases to the reader."""
    return case.desk == Desk.DEPARTMENT and case.claimed_by_id in stood_in_for(user, on)


def may_confirm(case: ObjectionCase, user: Any) -> bool:
    """Whether the reader can be the second person."""
    waits = case.desk == Desk.COUNTERSIGN and case.proposed_by_id != user.pk
    return waits and holds(user, "countersign_cases", case.department_id)


def standing_at_desk(case: ObjectionCase, user: Any) -> str:
    """Why the reader of the department can do nothing; nothing where they can."""
    if case.desk == Desk.COUNTERSIGN and case.proposed_by_id == user.pk:
        return _("You proposed this, so you cannot confirm it.")
    if case.desk == Desk.COUNTERSIGN:
        return _("“Stays as it is” waits for a second person of the department")
    if case.desk == Desk.DEPARTMENT and case.claimed_by_id not in (None, user.pk):
        return _("%(name)s verifies this objection; you can read it") % {"name": person_name(case.claimed_by)}
    return _where_it_is(case)


def _where_it_is(case: ObjectionCase) -> str:
    return {
        Status.FILED: _("The credit office decides whether it takes this objection up"),
        Status.ACCEPTED: _("The credit office compares its copy with what the department delivered"),
        Status.SUPPLEMENTING: _("The subject has been asked for evidence, to come by %(day)s")
        % {"day": plain_day(case.answer_by)},
        Status.MISROUTED: _("The credit office says which department verifies this; the term runs on"),
        Status.APPLIED_TO_RECORD: _("The record is corrected; every place that shows it is following"),
        Status.REVIEWING: _("The credit office re-checks the result"),
        Status.REVIEWING_ABOVE: _("%(organ)s re-checks the result") % {"organ": case.review_organ},
    }.get(Status(case.status), "")


def is_answered_here(case: ObjectionCase) -> bool:
    """Whether the credit office writes the answers now: its own, or those of the organ above."""
    if case.status == Status.REVIEWING:
        return not case.is_re_checked_above
    return case.status in (Status.ACCEPTED, Status.REVIEWING_ABOVE)


def may_act_for_office(case: ObjectionCase, user: Any) -> bool:
    """Whether the reader can act for the credit office on this objection where it stands."""
    at_us = case.desk == Desk.OFFICE or case.status == Status.REVIEWING_ABOVE
    if not at_us or not settles_for_the_office(case, user):
        return False
    return case.status not in IN_REVIEW or _had_no_part(case, user)


def _had_no_part(case: ObjectionCase, user: Any) -> bool:
    case.moving_by = user
    return reviewer_had_no_part(case)


def standing_at_office(case: ObjectionCase, user: Any) -> str:
    """Why the reader of the credit office can do nothing now."""
    at_us = case.desk == Desk.OFFICE or case.status == Status.REVIEWING_ABOVE
    if at_us and not settles_for_the_office(case, user):
        return _(
            "You hold a duty in a department concerned, so you cannot handle this for the credit office."
        )
    if case.desk == Desk.OFFICE:
        return _("You had a part in the first answer, so you cannot re-check it.")
    if case.status == Status.VERIFYING:
        words = _("%(department)s verifies this objection")
        return words % {"department": case.department.name}
    return _where_it_is(case)


def office_title(case: ObjectionCase) -> str:
    """What the credit office has to do with it now."""
    return {
        Status.FILED: pgettext("office", "Take the objection up?"),
        Status.ACCEPTED: pgettext("office", "Does the platform's copy differ?"),
        Status.MISROUTED: pgettext("office", "Which department verifies it?"),
        Status.REVIEWING: pgettext("office", "Re-check"),
        Status.REVIEWING_ABOVE: pgettext("office", "Re-check"),
    }.get(Status(case.status), "")
