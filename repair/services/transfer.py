"""R7: a case goes to the department that its record belongs to; its term runs on, whoever has it.

Asked once, the other department takes it over or gives it back within the office's time; whatever
comes after that is for the credit office, whose word stands.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError
from casework.routing import desk_of
from casework.waiting import must_not_wait
from notifications.papers import issue, tell_office, tell_reviewers
from notifications.services import tell
from registry.duties import sits_in_credit_office
from registry.models import Department
from repair import sms
from repair import transfer_texts as texts
from repair.flows import RepairFlow
from repair.models import RepairCase
from repair.selectors.colleagues import reviewers_of
from repair.selectors.transfer import receivers, was_tried
from repair.services.issued import nothing_is_issued
from repair.services.law import assess_as_recorded_now, figure_today, keep_assessment
from repair.services.letter_facts import transfer_facts
from repair.services.papers import tell_applicant
from rules.services import office_calendar

ANSWER_TIME = "transfer_answer_working_days"


@transaction.atomic
def propose_transfer(number: str, *, to: Department, reason: str, by: Any, on: date) -> RepairCase:
    """Ask the right department to take the case over; a second proposal goes to the credit office."""
    ours = RepairCase.objects.visible_to_staff(by).order_by()
    case = moves.locked(ours, number=number)
    nothing_is_issued(number)
    must_not_wait(case)
    _says_why(reason)
    if not receivers(case).filter(pk=to.pk).exists():
        raise CaseError(_("Please choose a department that repairs its records here."), field="department")
    words = reason.strip()
    with desk_of(case, RepairFlow.accept, RepairFlow.review, owner=by):
        if was_tried(case):
            moves.make(case.dispute_transfer, by=by, on=on, words=words, to=to)
        else:
            answer_by = office_calendar().after(on, figure_today(case, ANSWER_TIME, on))
            moves.make(case.propose_transfer, by=by, on=on, words=words, to=to, answer_by=answer_by)
    if case.transfer_is_disputed:
        tell_office(case, texts.transfer_disputed(case))
    else:
        tell(reviewers_of([to.pk]), texts.transfer_asked(case), case=case)
    return case


@transaction.atomic
def accept_transfer(number: str, *, by: Any, on: date) -> RepairCase:
    """Take the case over, with its record; the applicant is told who answers now, and that no term restarts."""
    case = _asked_of(number, by)
    giver = case.department_id
    reason = case.events.filter(transfer="ask").latest("seq").words
    with desk_of(case, RepairFlow.transfer):
        step = partial(moves.make, case.accept_transfer, by=by, on=on, words=reason)
        _hand_over(case, step, to=case.transfer_to, reason=reason, on=on)
    tell(reviewers_of([giver]), texts.transfer_taken(case), key=f"taken:{case.pk}:{case.seq}")
    return case


@transaction.atomic
def return_transfer(number: str, *, reason: str, by: Any, on: date) -> RepairCase:
    """Give the case back, with the reason why the record is not this department's."""
    case = _asked_of(number, by)
    _says_why(reason)
    with desk_of(case, RepairFlow.transfer):
        moves.make(case.return_transfer, by=by, on=on, words=reason.strip())
    _tell_department(case, texts.transfer_returned(case, reason.strip()))
    return case


@transaction.atomic
def settle_transfer(number: str, *, to: Department, reason: str, by: Any, on: date) -> RepairCase:
    """The credit office says where the case belongs; that stands."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    case = moves.locked(RepairCase.objects.for_the_office(on).order_by(), number=number)
    must_not_wait(case)
    _says_why(reason)
    stays = to.pk == case.department_id
    if not stays and not receivers(case).filter(pk=to.pk).exists():
        raise CaseError(_("Please choose a department that repairs its records here."), field="department")
    others = [pk for pk in {case.department_id, case.transfer_to_id} - {to.pk} if pk]
    step = partial(moves.make, case.settle_transfer, by=by, on=on, words=reason.strip(), to=to)
    with desk_of(case, RepairFlow.transfer, RepairFlow.settle):
        if stays:
            step()
        else:
            _hand_over(case, step, to=to, reason=reason.strip(), on=on)
    note = texts.transfer_settled(case, reason.strip())
    _tell_department(case, note)
    # A department that loses the case sees it no more: it is told where it went, and no more.
    tell(reviewers_of(others), note, key=f"settled:{case.pk}:{case.seq}")
    return case


def _hand_over(case: RepairCase, step: Callable[[], Any], *, to: Any, reason: str, on: date) -> None:
    """Change hands: the letter is the old department's, everything after it the new one's."""
    letter = issue(case, transfer_facts(case, to=to, reason=reason, on=on), on=on)
    step()
    if assess_as_recorded_now(case):
        keep_assessment(case)
        case.save()
    tell_applicant(case, texts.handed_on(case), letter, sms.handed_on(case, to.name))


def _asked_of(number: str, by: Any) -> RepairCase:
    case = moves.locked(RepairCase.objects.asked_of(by).order_by(), number=number)
    must_not_wait(case)
    return case


def _tell_department(case: RepairCase, note: Any) -> None:
    if case.claimed_by:
        tell_reviewers(case, note)
    else:
        tell(reviewers_of([case.department_id]), note, case=case)


def _says_why(reason: str) -> None:
    if not reason.strip():
        raise CaseError(_("Give the reasons"), field="reason")


@transaction.atomic
def flag_unanswered(on: date) -> int:
    """Tell the credit office, once, of every transfer that was not answered in time; returns how many were told."""
    told = 0
    overdue = RepairCase.objects.for_the_office(on).filter(transfer_answer_by__lt=on, paused_for=None)
    for case in overdue.select_related("department", "transfer_to", "subject").order_by("pk"):
        key = f"unanswered:{case.pk}:{case.seq}"
        told += tell_office(case, texts.transfer_unanswered(case), key=key)
        tell(reviewers_of([case.transfer_to_id]), texts.transfer_asked(case), case=case, key=key)
    return told
