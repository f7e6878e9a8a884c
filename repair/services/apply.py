"""The applicant's verbs, from the first page to submission and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError, ConditionsNotMet, NotOpenAnyMore
from casework.evidence.handing_in import hand_in_evidence
from casework.models.events import ClockMark
from casework.routing import desk_of, end_process, note_desk
from casework.waiting import hold_what_comes_first
from notifications.papers import issue, tell_reviewers
from registry.models import Obligation, Record
from repair import sms, texts
from repair.flows import RepairFlow
from repair.models import FulfilmentStatement, RepairCase, Status
from repair.services.commitment import void_if_changed
from repair.services.drafts import carry_over
from repair.services.finish import meet_period
from repair.services.law import (
    asked_of_the_applicant,
    assess_case,
    closed_doors,
    keep_assessment,
    renew_due_date,
    term,
)
from repair.services.letter_facts import receipt_facts, withdrawal_facts
from repair.services.other_matter import pause_from_the_start
from repair.services.papers import tell_applicant
from repair.services.publishing import publish_commitment
from repair.services.subject_check import refuse_for_the_cancelled, share_answers
from repair.services.training import certificate_for_training

NUMBER_PREFIX = "XF"


def _mine(number: str, by: Any, on: date) -> RepairCase:
    return moves.locked(RepairCase.objects.visible_to_subject(by, on).order_by(), number=number)


@transaction.atomic
def start(record: Record, *, by: Any, on: date) -> RepairCase:
    """Begin an application; before the minimum period is over it waits, and goes on by itself.

    Raises ConditionsNotMet where the record cannot be applied for at all (class unknown, not
    repairable, an obligation known to be unfulfilled, a ban still running), AlreadyOpen where an
    application runs, NotOpenAnyMore where the record was withdrawn. While a case that comes first is
    open on the record, the application waits for it.
    """
    hold_what_comes_first(record)  # cases are locked before their record
    records = Record.objects.select_related("department", "subject").order_by()
    record = records.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    if record.withdrawn_on:
        raise NotOpenAnyMore(_("This record has been withdrawn; there is nothing left to repair."))
    case = RepairCase(record=record)
    case.record_id = record.pk
    refuse_for_the_cancelled(record.subject, by)
    if record.withdrawn_on:
        raise CaseError(_("This record has been withdrawn; there is nothing left to repair."))
    if record.department.repairs_elsewhere:
        raise CaseError(texts.repaired_elsewhere(record.department))
    assessed = _assess_before_a_case(case, on)
    if shut := closed_doors(assessed):
        raise ConditionsNotMet(shut)
    case.training_asked, case.supplement_rounds = asked_of_the_applicant(case.rule_set)
    moves.open_case(case, by=by, on=on, prefix=NUMBER_PREFIX)
    RepairFlow.start.run(case=case)
    case.save(update_fields=["process"])
    note_desk(case)
    share_answers(case, by=by)
    carry_over(case, by=by)
    if assessed.condition("min_period").met:
        meet_period(case, on=on)
        case.refresh_from_db()
    pause_from_the_start(case, on=on)
    return case


@transaction.atomic
def start_together(records: Sequence[Record], *, by: Any, on: date) -> list[RepairCase]:
    """Begin one application for each of several records of one department: all of them or none."""
    if len({(record.department_id, record.subject_id) for record in records}) > 1:
        raise CaseError(_("Only records of one entity and one department can be applied for together."))
    return [start(record, by=by, on=on) for record in sorted(records, key=lambda each: each.pk)]


def _assess_before_a_case(case: RepairCase, on: date) -> Any:
    """The answer for a record on which no case exists yet: nothing is stated or signed."""
    from_register = RepairCase(record=case.record)
    from_register.pk = 0
    assessed = assess_case(from_register, on)
    case.rule_set = from_register.rule_set
    return assessed


@transaction.atomic
def confirm_training(number: str, *, credit_report: str = "", by: Any, on: date) -> RepairCase:
    """Confirm the training that the rules ask for by the subject's certificate, and name the credit report."""
    case = _mine(number, by, on)
    assess_case(case, on)
    case.training_certificate = certificate_for_training(case.subject, on)
    facts = {"certificate": str(case.training_certificate or "")}
    with desk_of(case, RepairFlow.train):
        moves.make(case.confirm_training, by=by, on=on, credit_report=credit_report.strip(), facts=facts)
    return case


@transaction.atomic
def state_fulfilment(
    number: str, statements: Mapping[Obligation, tuple[date, str]], *, by: Any, on: date
) -> RepairCase:
    """Say for obligations when and with which proof they were fulfilled; a new answer replaces the old."""
    case = _mine(number, by, on)
    case.moving_on = on
    if not case.is_preparing and case.status != Status.SUPPLEMENTING:
        raise CaseError(_("The statements can be changed before submission or in a supplement only."))
    for obligation, (fulfilled_on, proof) in statements.items():
        if obligation.record_id != case.record_id:
            raise CaseError(_("This obligation belongs to another record."))
        if not case.record.decided_on <= fulfilled_on <= on:
            raise CaseError(texts.fulfilled_between(case.record.decided_on, on), field=f"on_{obligation.pk}")
        FulfilmentStatement.objects.update_or_create(
            case=case,
            obligation=obligation,
            defaults={
                "fulfilled_on": fulfilled_on,
                "proof": proof,
                "accepted": None,
                "judgement": "",
                "judged_by": None,
            },
        )
    void_if_changed(case, by=by, on=on)
    return case


@transaction.atomic
def submit(number: str, *, contact_name: str, contact_phone: str, by: Any, on: date) -> RepairCase:
    """Hand the application to the department that identified the record; its first term starts."""
    case = _mine(number, by, on)
    refuse_for_the_cancelled(case.subject, by)
    assess_case(case, on)
    case.contact_name, case.contact_phone = contact_name, contact_phone
    with desk_of(case, RepairFlow.submit):
        moves.make(
            case.submit, by=by, on=on, clock=term(case, ClockMark.START, "accept", "accept_working_days")
        )
        keep_assessment(case)
        case.save()
    hand_in_evidence(case, on)
    publish_commitment(case)
    renew_due_date(case, on)
    facts = receipt_facts(case)
    said = sms.submitted(case, facts.accept_by, facts.decide_by)
    tell_applicant(case, texts.submitted(case), issue(case, facts, on=on), said)
    return case


@transaction.atomic
def answer_supplement(number: str, *, answers: Sequence[str], by: Any, on: date) -> RepairCase:
    """Hand in what was missing, item by item; the clock runs on with the days that were left."""
    case = _mine(number, by, on)
    assess_case(case, on)
    asked = case.supplements.filter(answered_on__isnull=True).last()
    if asked is None:
        raise NotOpenAnyMore
    if len([each for each in answers if each.strip()]) != len(asked.items):
        raise CaseError(_("Every item of the list must be answered or explained."), field="answers")
    with desk_of(case, RepairFlow.supplement):
        before = asked.stage == Status.SUBMITTED
        step = case.supplement_for_acceptance if before else case.supplement_for_review
        stage = "accept" if before else "decide"
        moves.make(step, by=by, on=on, clock=moves.Clock(ClockMark.RESUME, stage))
        asked.answers, asked.answered_on = list(answers), on
        asked.save(update_fields=["answers", "answered_on"])
    hand_in_evidence(case, on)
    publish_commitment(case)
    renew_due_date(case, on)
    tell_reviewers(case, texts.supplement_answered(case))
    return case


@transaction.atomic
def withdraw(number: str, *, by: Any, on: date) -> RepairCase:
    """Take the application back before a decision; the record can be applied for again."""
    case = _mine(number, by, on)
    moves.make(case.withdraw, by=by, on=on, clock=moves.Clock(ClockMark.STOP, ""))
    end_process(case)
    renew_due_date(case, on)
    if case.submitted_on:  # what was never handed in is nobody's to confirm
        tell_applicant(case, texts.withdrawn(case), issue(case, withdrawal_facts(case, on=on), on=on))
    return case
