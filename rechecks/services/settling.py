"""A named person of the credit office decides where the department explains itself; another is named if they cannot."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import moves
from casework.errors import NotOpenAnyMore
from casework.routing import desk_of
from notifications.services import tell
from rechecks.flows import RecheckFlow
from rechecks.models import OtherSettler, RecheckCase, Status
from rechecks.selectors.outsiders import may_name_settler, other_settlers, who_may_settle
from rechecks.services.orders import CannotSettle, recheck_of_office, says, tell_department
from rechecks.texts import orders as texts
from registry.duties import office_people, who_act_for


def tell_who_settles(recheck: RecheckCase) -> None:
    """The named person; the whole office where that person cannot decide any more, so that another is named."""
    settler = recheck.order_to_correct.settler
    tell([settler], texts.explained(recheck), case=recheck)
    if not who_may_settle(recheck).filter(pk=settler.pk).exists():
        tell(office_people().exclude(pk=settler.pk), texts.settler_wanted(recheck), case=recheck)


@transaction.atomic
def name_settler(number: str, *, settles: Any, words: str, by: Any, on: date) -> OtherSettler:
    """Name another person of the office to decide, with a reason that stays; neither oneself nor who is named now."""
    recheck, reasons = recheck_of_office(number), says(words)
    if recheck.status != Status.EXPLAINED:
        raise NotOpenAnyMore
    if not may_name_settler(by, recheck):
        raise PermissionDenied
    if not other_settlers(recheck, by).filter(pk=settles.pk).exists():
        raise CannotSettle(field="settles")
    order, before = recheck.order_to_correct, recheck.order_to_correct.settler
    facts = {"from": before.username, "to": settles.username}
    event = moves.make(recheck.name_settler, by=by, on=on, words=reasons, facts=facts)
    named = OtherSettler.objects.create(order=order, event=event, settles=settles)
    tell([settles], texts.explained(recheck), case=recheck)
    return named


@transaction.atomic
def uphold(number: str, *, words: str, by: Any, on: date) -> RecheckCase:
    """The named person decides: the order stands, for the reasons given."""
    return _settle(number, "uphold_order", words, by=by, on=on)


@transaction.atomic
def withdraw_order(number: str, *, words: str, by: Any, on: date) -> RecheckCase:
    """The named person decides: the explanation holds, and the order is withdrawn."""
    return _settle(number, "withdraw_order", words, by=by, on=on)


def _settle(number: str, verb: str, words: str, *, by: Any, on: date) -> RecheckCase:
    recheck, reasons = recheck_of_office(number), says(words)
    with desk_of(recheck, RecheckFlow.settle):
        moves.make(getattr(recheck, verb), by=by, on=on, words=reasons)
    note = texts.withdrawn if recheck.closed else texts.upheld
    tell_department(recheck, note(recheck, reasons))
    if recheck.closed:
        from_now_on_it_stands(recheck, on)
    return recheck


def from_now_on_it_stands(recheck: RecheckCase, on: date) -> None:
    """A subject that was told its repair might be revoked is told that it is not."""
    if getattr(recheck, "proposal", None) and recheck.proposal.statement_by:
        tell(who_act_for(recheck.subject_id, on), texts.proposal_holds_no_more(recheck))
