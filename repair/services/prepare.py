"""Some seconds to take a decision back: its person prepares it, and the worker makes it real afterwards.

Whatever would refuse the step refuses it when it is prepared: it is tried, and taken back. It is made
real by the same service, with the same checks, in the name of the same person. Until then nothing is
decided: no event, no letter, no message.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, NotOpenAnyMore
from casework.trial import tried
from casework.waiting import must_not_wait
from notifications.services import tell
from repair import texts
from repair.models import Outcome, PreparedDecision, RepairCase
from repair.services.issued import nothing_is_issued
from repair.services.steps import Step, take

log = structlog.get_logger(__name__)


class CannotBeTakenBack(NotOpenAnyMore):
    default = _("This decision can no longer be taken back: it has been issued, or taken back already.")


class MovedOnMeanwhile(NotOpenAnyMore):
    default = _("The case has moved on before the decision left the house.")


def enact(
    step: Step, number: str, *, typed: dict[str, Any], by: Any, now: datetime, on: date
) -> PreparedDecision | None:
    """Prepare a step that its person can take back for some seconds; where there are none, take it."""
    if seconds := settings.DECISION_TAKE_BACK_SECONDS:
        until = now + timedelta(seconds=seconds)
        return prepare(step, number, typed=typed, by=by, now=now, until=until, on=on)
    nothing_is_issued(number)
    take(step, number, by=by, on=on)
    return None


@transaction.atomic
def prepare(
    step: Step, number: str, *, typed: dict[str, Any], by: Any, now: datetime, until: datetime, on: date
) -> PreparedDecision:
    """Try the step and keep it until its moment; raises what the step raises, AlreadyPrepared where one waits."""
    case = moves.locked(RepairCase.objects.order_by(), number=number)
    nothing_is_issued(number)

    def in_its_turn() -> None:
        take_what_waits_before(case, on)
        take(step, number, by=by, on=on)

    tried(in_its_turn)
    kept = {"verb": step.verb, "facts": step.facts, "typed": typed}
    return PreparedDecision.objects.create(
        case=case, seq=case.seq, by=by, prepared_at=now, until=until, **kept
    )


def take_what_waits_before(case: RepairCase, on: date) -> None:
    """In a trial: take what the department has prepared already, so that letters get their numbers in turn."""
    before = PreparedDecision.objects.waiting().filter(case__department=case.department_id)
    prepared = list(before.exclude(case=case).select_related("by", "case"))
    # Every case before any number: whoever makes one of them real takes its case first, too.
    cases = RepairCase.objects.filter(pk__in=[each.case_id for each in prepared]).order_by("pk")
    list(cases.select_for_update(of=("self", "case_ptr")))
    for each in prepared:
        with suppress(CaseError, PermissionDenied, ObjectDoesNotExist), transaction.atomic():
            take(Step(each.verb, each.facts), each.case.number, by=each.by, on=on)


@transaction.atomic
def take_back(number: str, *, by: Any, now: datetime) -> PreparedDecision:
    """Take a prepared decision back, by whoever prepared it; raises CannotBeTakenBack once it is over."""
    waiting = PreparedDecision.objects.waiting().filter(case__number=number)
    prepared = waiting.select_for_update(of=("self",)).first()
    if prepared is None:
        raise CannotBeTakenBack
    if prepared.by_id != by.pk:
        raise PermissionDenied
    _end(prepared, Outcome.TAKEN_BACK, now)
    return prepared


def issue_prepared(*, now: datetime, on: date) -> int:
    """Make real, in their order, the decisions that nobody has taken back in time; returns how many ended."""
    due = list(PreparedDecision.objects.due(now).values_list("pk", flat=True))
    return sum(_make_real(pk, now=now, on=on) for pk in due)


def _make_real(pk: int, *, now: datetime, on: date) -> bool:
    """One prepared decision, once: issued, or failed with words to its person. What is busy waits for its turn."""
    try:
        with transaction.atomic():
            due = PreparedDecision.objects.due(now).select_for_update(skip_locked=True, of=("self",))
            prepared = due.select_related("case", "by").filter(pk=pk).first()
            if prepared is None:
                return False
            if refusal := _refusal(prepared, on):
                _end(prepared, Outcome.FAILED, now, refusal)
                tell(prepared.by, texts.not_issued(prepared.case, refusal), case=prepared.case)
            else:
                _end(prepared, Outcome.ISSUED, now)
        return True
    except DatabaseError as problem:
        log.warning("prepared_decision_postponed", prepared=pk, error=type(problem).__name__)
        return False


def _refusal(prepared: PreparedDecision, on: date) -> str:
    """Take the prepared step; the words in which it is refused, or none."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            with transaction.atomic():
                case = moves.locked(RepairCase.objects.order_by(), pk=prepared.case_id)
                must_not_wait(case)
                if case.seq != prepared.seq:
                    raise MovedOnMeanwhile
                take(Step(prepared.verb, prepared.facts), case.number, by=prepared.by, on=on)
        except CaseError as refusal:
            return str(refusal)
        except (PermissionDenied, ObjectDoesNotExist):
            return str(_("You no longer hold the duty that this decision needs."))
    return ""


def _end(prepared: PreparedDecision, outcome: str, now: datetime, because: str = "") -> None:
    prepared.outcome, prepared.ended_at, prepared.because = outcome, now, because
    prepared.save(update_fields=["outcome", "ended_at", "because"])


def forget_prepared(on: date) -> int:
    """Delete what ended longer ago than drafts are kept: what was decided stands in the case's events."""
    oldest = on - timedelta(days=settings.DRAFT_KEPT_DAYS)
    return (
        PreparedDecision.objects.exclude(outcome=Outcome.WAITING)
        .filter(ended_at__date__lt=oldest)
        .delete()[0]
    )
