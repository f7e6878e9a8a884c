"""The department's verbs: take a case, take it up, ask, judge, decide, sign for the second time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves, routing
from casework.errors import CaseError, NotOpenAnyMore
from casework.models import Case, ChannelReceipt, Removal
from casework.models.events import ClockMark
from casework.policy import words_of
from casework.routing import desk_of
from casework.waiting import must_not_wait
from notifications.papers import issue
from notifications.parts import stated
from registry.models import Channel, Obligation
from repair import sms, texts
from repair.flows import RepairFlow
from repair.models import FulfilmentStatement, RepairCase, Status, SupplementRequest
from repair.models.conditions import supplement_is_left_in_this_stage
from repair.services.channels import nudge_channels
from repair.services.decision_facts import declined_facts, granted_facts, refused_facts
from repair.services.issued import nothing_is_issued
from repair.services.law import assess_case, keep_assessment, renew_due_date, term
from repair.services.letter_facts import acceptance_facts, extension_facts, supplement_facts
from repair.services.papers import tell_applicant, tell_second_persons
from rules.services import office_calendar


def _ours(number: str, by: Any, duty: str = "review_cases") -> RepairCase:
    case = moves.locked(RepairCase.objects.visible_to_staff(by, duty).order_by(), number=number)
    must_not_wait(case)
    return case


@transaction.atomic
def claim(number: str, *, by: Any) -> RepairCase:
    """Take a waiting case; whoever is second is told that a colleague was faster."""
    case = _ours(number, by)
    routing.claim(case, by=by)
    return case


@transaction.atomic
def release(number: str, *, by: Any) -> RepairCase:
    """Put a taken case back into the department's queue."""
    case = _ours(number, by)
    routing.release(case, by=by)
    return case


@transaction.atomic
def accept(number: str, *, by: Any, on: date) -> RepairCase:
    """Take the application up; the term for the decision starts."""
    case = _ours(number, by)
    assess_case(case, on)
    with desk_of(case, RepairFlow.accept, owner=by):
        clock = term(case, ClockMark.START, "decide", "decide_working_days")
        moves.make(case.accept, by=by, on=on, clock=clock or moves.Clock(ClockMark.STOP, "accept"))
    renew_due_date(case, on)
    tell_applicant(case, texts.accepted(case), issue(case, acceptance_facts(case), on=on), sms.accepted(case))
    return case


@transaction.atomic
def decline(number: str, *, reasons: str, by: Any, on: date, code: str = "other") -> RepairCase:
    """Do not take the application up, with reasons the applicant can read."""
    case = _ours(number, by)
    assess_case(case, on)
    _gives_reasons(reasons)
    with desk_of(case, RepairFlow.accept, owner=by):
        stop = moves.Clock(ClockMark.STOP, "accept")
        kind = {"code": code}
        moves.make(case.decline, by=by, on=on, words=reasons, clock=stop, facts=kind, reasons=reasons)
    renew_due_date(case, on)
    tell_applicant(case, texts.declined(case), issue(case, declined_facts(case), on=on), sms.declined(case))
    return case


@transaction.atomic
def extend(number: str, *, reason: str, by: Any, on: date) -> RepairCase:
    """Extend the term for the decision once, by the days the rules give; the applicant is told why."""
    case = _ours(number, by, "lead_department")
    nothing_is_issued(number)
    assess_case(case, on)
    if not reason.strip():
        raise CaseError(_("Say why the term must be extended."), field="reason")
    if case.due_on and on > case.due_on:
        raise CaseError(_("The term has passed; it can be extended only while it runs."))
    days, due_before = case.assessed.days("extension_working_days"), case.due_on
    moves.make(
        case.extend, by=by, on=on, words=reason.strip(), clock=moves.Clock(ClockMark.EXTEND, "decide", days)
    )
    renew_due_date(case, on)
    facts = extension_facts(case, reason=reason.strip(), due_before=stated(due_before))
    said = sms.extended(case, reason.strip())
    tell_applicant(case, texts.extended(case, reason.strip()), issue(case, facts, on=on), said)
    return case


@transaction.atomic
def ask_supplement(number: str, *, items: Sequence[str], by: Any, on: date) -> RepairCase:
    """Send one complete list of what is missing; the clock stands still until the answer."""
    case = _ours(number, by)
    assess_case(case, on)
    wanted = [item.strip() for item in items if item.strip()]
    if not wanted:
        raise CaseError(_("Name at least one thing that is missing."), field="items")
    answer_by = office_calendar().after(on, case.rule_set.figure("supplement_answer_working_days").value)
    before = case.status == Status.SUBMITTED
    node, stage = (RepairFlow.accept, "accept") if before else (RepairFlow.review, "decide")
    with desk_of(case, node, owner=by):
        if not supplement_is_left_in_this_stage(case):  # 409: once is once, whatever else would be missing
            raise NotOpenAnyMore(words_of(supplement_is_left_in_this_stage))
        asked_in = case.status
        pause = moves.Clock(ClockMark.PAUSE, stage)
        moves.make(
            case.ask_supplement, by=by, on=on, clock=pause, answer_by=answer_by, facts={"items": wanted}
        )
        asked = SupplementRequest.objects.create(
            case=case, stage=asked_in, items=wanted, asked_on=on, answer_by=answer_by
        )
    renew_due_date(case, on)
    letter = issue(case, supplement_facts(case, asked), on=on)
    said = sms.supplement_asked(case, len(wanted))
    tell_applicant(case, texts.supplement_asked(case, len(wanted)), letter, said)
    return case


@transaction.atomic
def judge(number: str, judgements: Mapping[int, tuple[bool, str]], *, by: Any, on: date) -> RepairCase:
    """Judge the applicant's statements: accepted, or not with a reason."""
    case = _ours(number, by)
    case.moving_on = on
    if case.status != Status.ACCEPTED:
        raise routing.NotOpenAnyMore
    if case.claimed_by_id != by.pk:
        raise routing.TakenByAColleague if case.claimed_by_id else routing.NotClaimed
    for statement in case.statements.select_for_update().filter(pk__in=judgements):
        accepted, reason = judgements[statement.pk]
        if not accepted and not reason.strip():
            raise CaseError(_("Give a reason for what you do not accept."), field=f"reason_{statement.pk}")
        statement.accepted, statement.judgement, statement.judged_by = accepted, reason.strip(), by
        statement.save(update_fields=["accepted", "judgement", "judged_by"])
    return case


@transaction.atomic
def approve(number: str, *, by: Any, on: date) -> RepairCase:
    """Grant the repair: decision, letter and the order to every channel, in one transaction."""
    case = _ours(number, by)
    assess_case(case, on)
    with desk_of(case, RepairFlow.review, owner=by):
        event = moves.make(case.approve, by=by, on=on, clock=moves.Clock(ClockMark.STOP, "decide"))
        keep_assessment(case)
        case.save()
        note_fulfilment(case, on)
        order_removal(case, event.seq, on)
    renew_due_date(case, on)
    tell_applicant(case, texts.granted(case), issue(case, granted_facts(case), on=on), sms.granted(case))
    transaction.on_commit(nudge_channels, robust=True)
    return case


def note_fulfilment(case: RepairCase, on: date) -> None:
    """What the reviewer accepted as fulfilled is fulfilled in the register too."""
    for statement in FulfilmentStatement.objects.filter(case=case, accepted=True):
        Obligation.objects.filter(pk=statement.obligation_id, fulfilled__isnull=True).update(
            fulfilled=True,
            fulfilled_on=statement.fulfilled_on,
            source=f"{statement.proof}，{noted_by(case)}",
        )


def noted_by(case: Case) -> str:
    """How the register says that it knows an obligation as fulfilled from this case."""
    return f"见信用修复申请{case.number}"


def order_removal(case: RepairCase, seq: int, on: date) -> None:
    removal = Removal.objects.create(record=case.record, case=case, seq=seq, ordered_on=on)
    shown_on = Channel.objects.filter(publications__record=case.record)
    ChannelReceipt.objects.bulk_create([ChannelReceipt(removal=removal, channel=each) for each in shown_on])


@transaction.atomic
def propose_refusal(
    number: str, *, reasons: str, remedy: str, by: Any, on: date, code: str = "other"
) -> RepairCase:
    """Propose to refuse; nothing is decided until another person of the department signs.

    `code` names the kind of reason, and is kept with the step.
    """
    case = _ours(number, by)
    _gives_reasons(reasons)
    with desk_of(case, RepairFlow.review, owner=by):
        moves.make(
            case.propose_refusal,
            by=by,
            on=on,
            words=reasons,
            facts={"code": code},
            reasons=reasons,
            remedy=remedy,
        )
    tell_second_persons(case, texts.countersign_wanted(case))
    return case


@transaction.atomic
def countersign(number: str, *, by: Any, on: date) -> RepairCase:
    """Sign a proposed refusal as the second person; the case is refused."""
    case = _ours(number, by, "countersign_cases")
    _is_another_person(case, by)
    assess_case(case, on)
    with desk_of(case, RepairFlow.countersign):
        stop = moves.Clock(ClockMark.STOP, "decide")
        moves.make(
            case.reject, by=by, on=on, words=case.proposed_reasons, clock=stop, proposer=case.proposed_by
        )
        keep_assessment(case)
        case.save()
    renew_due_date(case, on)
    tell_applicant(case, texts.refused(case), issue(case, refused_facts(case), on=on), sms.refused(case))
    return case


@transaction.atomic
def send_back(number: str, *, reasons: str, by: Any, on: date) -> RepairCase:
    """Do not sign a proposed refusal; the case goes back to its reviewer with the reason."""
    case = _ours(number, by, "countersign_cases")
    _is_another_person(case, by)
    _gives_reasons(reasons)
    with desk_of(case, RepairFlow.countersign):
        moves.make(case.send_back, by=by, on=on, words=reasons, proposer=case.proposed_by)
    return case


def _is_another_person(case: RepairCase, by: Any) -> None:
    if case.proposed_by_id == by.pk:
        raise CaseError(_("You proposed this refusal, so you cannot sign it for the second time."))


def _gives_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise CaseError(_("Give the reasons"), field="reason")
