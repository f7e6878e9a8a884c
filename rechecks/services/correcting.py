"""The department corrects: it hears the subject before it revokes, ends what was shown too long, or explains itself."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.access import acts_for
from casework.errors import CaseError, NotOpenAnyMore
from casework.models import CaseEvent
from casework.orders import owes_nothing
from casework.policy import system_user
from casework.routing import desk_of
from notifications.papers import issue, tell_office, tell_second_persons
from notifications.parts import about, stated
from notifications.services import tell
from rechecks.flows import RecheckFlow
from rechecks.letters.orders import RevocationAhead
from rechecks.models import Demand, Proposal, RecheckCase, Statement, Status, Way
from rechecks.services.deceit import said_of_deceit, was_told
from rechecks.services.orders import says, tell_department, term
from rechecks.services.settling import tell_who_settles
from rechecks.texts import orders as texts
from registry.assessing import facts_of
from registry.duties import holds, sits_in_credit_office, who_act_for
from repair.models import RepairCase
from repair.services.missed import grant_after_all, stop_showing
from repair.services.revoking import DecidedByThem, Revocation, revoke
from rules.services import current_library

STATEMENT = "statement_working_days"
NOTHING_SAID = "本机关于{told}告知拟撤销的事实、理由和依据以及陈述、申辩的权利，在规定的期限（{until}前）内没有收到陈述、申辩。"


class NotOfThisOrder(CaseError):
    default = _("The order asks for something else.")


class TimeIsOver(CaseError):
    default = _("The time to state a view is over.")


class ToldOtherwise(CaseError):
    """The subject has answered to what it was told; a revocation stands on nothing else."""

    default = _(
        "The subject was told the ground and clause shown above; the revocation can stand on these only. Go on with them as they are."
    )


def go_on_hearing(number: str, *, by: Any, on: date) -> Proposal:
    """After an explanation that did not hold: accept the order on the ground of which the subject was told."""
    told = _proposed(ours(number, by))
    return hear(number, ground=told.ground, clause=told.clause, deceived=was_told(told), by=by, on=on)


def ours(number: str, by: Any) -> RecheckCase:
    """An order of a department in which the person reviews or countersigns; DoesNotExist for any other."""
    recheck = moves.locked(
        RecheckCase.objects.order_by().filter(order_to_correct__isnull=False), number=number
    )
    if not any(holds(by, duty, recheck.department_id) for duty in ("review_cases", "countersign_cases")):
        raise RecheckCase.DoesNotExist
    return recheck


@transaction.atomic
def explain(number: str, *, words: str, by: Any, on: date) -> RecheckCase:
    """Say why the decision was right; a named person of the office decides."""
    recheck, reasons = ours(number, by), says(words)
    with desk_of(recheck, RecheckFlow.comply, RecheckFlow.hearing):
        moves.make(recheck.explain, by=by, on=on, words=reasons)
    tell_who_settles(recheck)
    return recheck


@transaction.atomic
def hear(
    number: str, *, ground: str, clause: str, deceived: bool, differs: str = "", by: Any, on: date
) -> Proposal:
    """Accept the order and propose to revoke: the subject is told why, and has some days to state its view.

    Whether the department was deceived is its own to say; `differs` is why it says otherwise than the office.
    """
    recheck, words, clause = ours(number, by), says(ground), clause.strip()
    case = _repair_of(recheck)
    _had_no_part(case, by)
    before = Proposal.objects.filter(recheck=recheck).first()
    if before and (words, clause, deceived) != (before.ground, before.clause, was_told(before)):
        raise ToldOtherwise(field="ground")
    said = said_of_deceit(recheck, deceived, differs)
    with desk_of(recheck, RecheckFlow.comply):
        moves.make(recheck.hear, by=by, on=on, words=words, facts={"clause": clause} | said)
    if before:
        return before  # told already, before the order was explained and upheld
    due = term(recheck, STATEMENT, on)
    days = current_library().governing(facts_of(recheck.record), on).figure(STATEMENT)
    facts = RevocationAhead(
        granted_on=stated(case.decided_on),
        found_by=settings.SITE["office"],
        ground=words,
        clause=clause,
        deceived=deceived,
        statement_by=due.on,
        statement_days=int(days.value) if days else 0,
        is_provisional=due.provisional,
        phone=recheck.department.phone,
        platform=settings.SITE["name"],
        **about(case),
    )
    notice = issue(case, facts, on=on)
    proposal = Proposal.objects.create(
        recheck=recheck, by=by, on=on, ground=words, clause=clause, statement_by=due.on, notice=notice
    )
    tell(who_act_for(case.subject_id, on), texts.heard_first(proposal), letter=notice)
    return proposal


@transaction.atomic
def state(number: str, *, text: str, by: Any, on: date) -> Statement:
    """The subject states its view online, or somebody takes it down at the service window."""
    recheck = moves.locked(RecheckCase.objects.order_by().filter(proposal__isnull=False), number=number)
    if acts_for(by, recheck.subject_id, on):
        way = Way.ONLINE
    elif sits_in_credit_office(by) or holds(by, "review_cases", recheck.department_id):
        way = Way.COUNTER
    else:
        raise RecheckCase.DoesNotExist
    if recheck.status != Status.HEARING:
        raise NotOpenAnyMore
    if not recheck.proposal.is_open(on):
        raise TimeIsOver
    said = Statement.objects.create(proposal=recheck.proposal, text=says(text), way=way, by=by, on=on)
    tell_department(recheck, texts.stated(recheck))
    tell_second_persons(recheck, texts.second_wanted(recheck), but=recheck.proposal.by)
    return said


@transaction.atomic
def decide_to_revoke(
    number: str, *, considered: str, deceived: bool, differs: str = "", by: Any, on: date
) -> RecheckCase:
    """A second person of the department revokes the repair, after the subject was heard or its days are over.

    `considered` says what came of what the subject stated; it stands in the decision. A bar follows where
    the department decides that it was deceived: what the office held stands in its order and decides nothing.
    """
    recheck = ours(number, by)
    case = _repair_of(recheck)
    proposal = _proposed(recheck)
    if deceived and not was_told(proposal):
        raise CaseError(
            _("The subject was not told that it may have deceived, and was not heard on it."),
            field="deceived",
        )
    heard, said = _heard(proposal, considered), said_of_deceit(recheck, deceived, differs)
    with desk_of(recheck, RecheckFlow.hearing):
        event = moves.make(
            recheck.correct, by=by, on=on, words=considered.strip(), proposer=proposal.by, facts=said
        )
    decision = Revocation(
        ground=proposal.ground,
        clause=proposal.clause,
        heard=heard,
        deceived=deceived,
        proposer=proposal.by,
    )
    revoke(case, decision, finding=_finding(recheck), correcting=event, by=by, on=on)
    return _was_corrected(recheck)


@transaction.atomic
def end_show(number: str, *, by: Any, on: date) -> RecheckCase:
    """Take a record that should be gone off every channel; the subject gets an apology."""
    recheck = ours(number, by)
    _asks_for(recheck, Demand.END)
    with desk_of(recheck, RecheckFlow.comply):
        event = moves.make(recheck.make_good, by=by, on=on)
    stop_showing(event, on=on)
    return _was_corrected(recheck)


@transaction.atomic
def propose_grant(number: str, *, ground: str, by: Any, on: date) -> Proposal:
    """Propose to put the grant in the place of a wrong refusal; a second person decides."""
    recheck = ours(number, by)
    _asks_for(recheck, Demand.GRANT)
    if recheck.status != Status.CORRECTION_ORDERED or Proposal.objects.filter(recheck=recheck).exists():
        raise NotOpenAnyMore
    _had_no_part(_repair_of(recheck), by)
    proposal = Proposal.objects.create(recheck=recheck, by=by, on=on, ground=says(ground))
    tell_second_persons(recheck, texts.second_wanted(recheck), but=by)
    return proposal


@transaction.atomic
def decide_to_grant(number: str, *, by: Any, on: date) -> RecheckCase:
    """A second person of the department puts the grant in the place of the refusal; the record goes."""
    recheck = ours(number, by)
    _asks_for(recheck, Demand.GRANT)
    proposal = _proposed(recheck)
    with desk_of(recheck, RecheckFlow.comply):
        event = moves.make(recheck.replace_refusal, by=by, on=on, words=proposal.ground, proposer=proposal.by)
    case = _repair_of(recheck)
    grant_after_all(case, finding=_finding(recheck), correcting=event, proposer=proposal.by, by=by, on=on)
    return _was_corrected(recheck)


@transaction.atomic
def close_if_followed(recheck: RecheckCase, *, on: date) -> bool:
    """Close a correction when every channel has been seen to show what it should, and every proof was accepted."""
    recheck = moves.locked(RecheckCase.objects.order_by(), pk=recheck.pk)
    recheck.channels_show_what_they_should = owes_nothing(recheck) and _is_carried_out(recheck)
    if recheck.status != Status.CORRECTED or not recheck.channels_show_what_they_should:
        return False
    if recheck.order_to_correct.unmet:
        return False
    with desk_of(recheck, RecheckFlow.channels):
        moves.make(recheck.close, by=system_user(), on=on)
    return True


def close_what_has_followed(*, on: date) -> int:
    """Close the corrections that no channel owes anything any more; returns how many."""
    waiting = RecheckCase.objects.filter(status=Status.CORRECTED).order_by("pk")
    return sum(close_if_followed(recheck, on=on) for recheck in waiting)


def _is_carried_out(recheck: RecheckCase) -> bool:
    """A grant in the place of a refusal is carried out when its own channels have followed."""
    if recheck.order_to_correct.demand != Demand.GRANT:
        return True
    return bool(recheck.examines and recheck.examines.status == "repaired")


def _was_corrected(recheck: RecheckCase) -> RecheckCase:
    tell_office(recheck, texts.corrected(recheck))
    return recheck


def _asks_for(recheck: RecheckCase, demand: Demand) -> None:
    if recheck.order_to_correct.demand != demand:
        raise NotOfThisOrder


def _repair_of(recheck: RecheckCase) -> RepairCase:
    case = recheck.examines.as_kind if recheck.examines else None
    if not isinstance(case, RepairCase):
        raise NotOfThisOrder
    return case


def _had_no_part(case: RepairCase, by: Any) -> None:
    if case.decided_by_id == by.pk:
        raise DecidedByThem


def _proposed(recheck: RecheckCase) -> Proposal:
    proposal = Proposal.objects.filter(recheck=recheck).first()
    if proposal is None:
        raise NotOpenAnyMore
    return proposal


def _finding(recheck: RecheckCase) -> CaseEvent:
    """The event by which a second person confirmed what was found."""
    found = recheck.events.filter(verb__in=["confirm_wrong_repair", "confirm_missed"])
    return found.select_related("case").latest("seq")


def _heard(proposal: Proposal, considered: str) -> str:
    """What the decision says of how the subject was heard."""
    told, until = _day(proposal.on), _day(stated(proposal.statement_by))
    said = list(proposal.statements.all())
    if not said:
        return NOTHING_SAID.format(told=told, until=until)
    if not considered.strip():
        raise CaseError(_("Say what came of the statement of the subject."), field="considered")
    lines = [f"本机关于{told}告知拟撤销的事实、理由和依据以及陈述、申辩的权利。"]
    lines += [f"{_day(each.on)}的陈述、申辩：{each.text.rstrip('。')}。" for each in said]
    return "\n".join([*lines, f"本机关经复核认为：{considered.strip().rstrip('。')}。"])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
