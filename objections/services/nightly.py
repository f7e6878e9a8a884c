"""What a new day brings to objections: evidence that did not come, departments that did not answer, corrected dates."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from casework import moves
from casework.clocks import stamp_due_date
from casework.models.events import ClockMark
from casework.policy import system_user
from casework.routing import desk_of, end_process
from objections.flows import ObjectionFlow
from objections.models import ObjectionCase, Status
from objections.models.status import IN_REVIEW
from objections.services import law, telling
from objections.services.finishing import apply_outcome, close_what_has_followed
from objections.services.moving import asked, move, resumed, settle_dates
from objections.services.reminders import remind_of_evidence, remind_of_reviews_above, remind_of_terms
from rules.services import office_calendar

REDATED = (Status.FILED, Status.ACCEPTED, Status.VERIFYING, *IN_REVIEW)
NO_EVIDENCE = "逾期未补充受理所需的证据"


def run_nightly(on: date) -> dict[str, int]:
    """Objections go on by themselves where a day has passed; running it again on the same day changes nothing."""
    cases = ObjectionCase.objects.open().order_by("pk")
    lapsed = cases.filter(status=Status.SUPPLEMENTING, answer_by__lt=on)
    late = cases.filter(status=Status.VERIFYING, due_on__lt=on)
    oldest = on - timedelta(days=settings.DRAFT_KEPT_DAYS)
    drafts = cases.filter(status=Status.DRAFTED, opened_on__lt=oldest)
    return {
        "drafts_forgotten": sum(forget_draft(case, on=on) for case in drafts),
        "went_on_without_evidence": sum(go_on_without(case, on=on) for case in lapsed),
        "told_evidence_due": remind_of_evidence(on),
        "told_due_soon": remind_of_terms(on),
        "told_no_answer_from_above": remind_of_reviews_above(on),
        "departments_reminded": sum(note_no_answer(case, on=on) for case in late),
        "concluded_unanswered": sum(conclude_unanswered(case, on=on) for case in late),
        "closed": close_what_has_followed(on=on),
        "due_dates_moved": sum(redate(case, on=on) for case in cases.exclude(due_on__isnull=True)),
    }


@transaction.atomic
def forget_draft(case: ObjectionCase, *, on: date) -> bool:
    """A draft that nobody filed keeps nobody else from objecting to the record for ever."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    if case.status != Status.DRAFTED:
        return False
    move(case, case.forget_draft, by=system_user(), on=on)
    end_process(case)
    return True


@transaction.atomic
def go_on_without(case: ObjectionCase, *, on: date) -> bool:
    """The evidence did not come: an objection not yet accepted ends, any other goes on with what there is."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    if case.status != Status.SUPPLEMENTING or case.answer_by is None or case.answer_by >= on:
        return False
    asked_in = case.requests.filter(answered_on=None).latest("pk").asked_in
    system = system_user()
    with desk_of(case, ObjectionFlow.supplement):
        if asked_in == Status.FILED:
            stop = moves.Clock(ClockMark.STOP, "")
            move(case, case.lapse, by=system, on=on, clock=stop, words=NO_EVIDENCE, reasons=NO_EVIDENCE)
        else:
            back = {
                Status.ACCEPTED: case.go_on_with_the_check,
                Status.VERIFYING: case.go_on_with_the_verification,
            }
            move(case, back[Status(asked_in)], by=system, on=on, clock=resumed(case))
    settle_dates(case, on)
    (telling.not_accepted if case.closed else telling.went_on_without_evidence)(case, on=on)
    return True


@transaction.atomic
def note_no_answer(case: ObjectionCase, *, on: date) -> bool:
    """The department has not answered in time: noted once; it is reminded, and the credit office supervises."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    noted = case.events.filter(verb="note_no_answer").exists()
    if case.status != Status.VERIFYING or noted or case.due_on is None or case.due_on >= on:
        return False
    move(case, case.note_no_answer, by=system_user(), on=on, facts={"due_on": case.due_on.isoformat()})
    telling.answer_missing(case, on=on)
    return True


@transaction.atomic
def conclude_unanswered(case: ObjectionCase, *, on: date) -> bool:
    """Where the rules name an outcome for a missing answer, it comes about; False where they name none."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    asked(case, on)
    if case.unanswered_since is None or case.proposed_by_id is not None:
        return False
    with desk_of(case, ObjectionFlow.verify):
        stop = moves.Clock(ClockMark.STOP, "verify")
        move(case, case.conclude_unanswered, by=system_user(), on=on, clock=stop)
    apply_outcome(case, on=on)
    return True


@transaction.atomic
def redate(case: ObjectionCase, *, on: date) -> bool:
    """Move a due date where a corrected calendar says so, with an event."""
    case = moves.locked(ObjectionCase.objects.order_by(), pk=case.pk)
    before = case.due_on
    stamp_due_date(case, as_of=on, calendar=office_calendar())
    if case.due_on == before or case.status not in REDATED:
        return False
    move(case, case.redate, by=system_user(), on=on, facts={"from": f"{before}", "to": f"{case.due_on}"})
    law.renew_due_dates(case, law.governing(case, on), on)
    telling.redated(case, on=on)
    return True
