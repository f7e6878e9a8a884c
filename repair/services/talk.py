"""R9: the department asks and the applicant answers, beside the procedure: no state changes, no clock stops."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.fsm import Capacity
from casework.models import Desk
from casework.routing import NotClaimed, TakenByAColleague
from notifications.papers import tell_reviewers
from repair import texts
from repair.models import Remark, RepairCase
from repair.services.papers import tell_applicant
from rules.services import office_calendar

ANSWER_WORKING_DAYS = 1  # what is hoped for, not a term of law: nothing follows from it
MOST_A_DAY = 20


@transaction.atomic
def ask_applicant(number: str, *, text: str, by: Any, on: date) -> Remark:
    """Ask the applicant something; the term runs on."""
    case = moves.locked(RepairCase.objects.visible_to_staff(by).order_by(), number=number)
    if case.closed or case.desk != Desk.DEPARTMENT:
        raise NotOpenAnyMore
    if case.claimed_by_id != by.pk:
        raise TakenByAColleague if case.claimed_by_id else NotClaimed
    case.moving_on = on
    answer_by = office_calendar().after(on, ANSWER_WORKING_DAYS)
    remark = _kept(case, text, by=by, side=Capacity.DEPARTMENT, on=on, answer_by=answer_by)
    tell_applicant(case, texts.question_asked(case, answer_by))
    return remark


@transaction.atomic
def answer_question(number: str, *, text: str, by: Any, on: date) -> Remark:
    """Answer what the department asked."""
    case = moves.locked(RepairCase.objects.visible_to_subject(by, on).order_by(), number=number)
    if case.closed or not case.conversation.filter(side=Capacity.DEPARTMENT).exists():
        raise NotOpenAnyMore
    remark = _kept(case, text, by=by, side=Capacity.APPLICANT, on=on, answer_by=None)
    tell_reviewers(case, texts.question_answered(case))
    return remark


def _kept(case: RepairCase, text: str, *, by: Any, side: str, on: date, answer_by: date | None) -> Remark:
    if not text.strip():
        raise CaseError(_("Please write something"), field="text")
    if case.conversation.filter(side=side, on=on).count() >= MOST_A_DAY:
        raise CaseError(_("That is a lot for one day. Please go on tomorrow, or call."), field="text")
    return Remark.objects.create(case=case, by=by, side=side, text=text.strip(), on=on, answer_by=answer_by)
