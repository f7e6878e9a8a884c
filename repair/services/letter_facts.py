"""The facts of a case's letters: each is read from the case and its assessment, nothing is made up here."""

from datetime import date
from typing import Any

from django.conf import settings

from casework.models import Case
from notifications.parts import Finding, about, about_record, stated
from registry.models import Channel, Department, Record
from repair.letters import (
    Accepted,
    Cleared,
    Commitment,
    Extended,
    HandedOn,
    Lapsed,
    Receipt,
    Repairable,
    RepairNotice,
    SupplementAsked,
    WithdrawalConfirmed,
)
from repair.models import RepairCase, SupplementRequest
from repair.models.covered import covered_by
from repair.phrases import HAS_TO_COME_ABOUT
from rules.assessment import ARISE_LATER, Assessment
from rules.services import office_calendar

ONLINE_SIGNATURE = "实名登录后在线签署"
AT_THE_WINDOW = "在服务窗口当面签署"


def commitment_facts(case: RepairCase, *, role: str, means: str = ONLINE_SIGNATURE) -> Commitment:
    """What the commitment letter states; `role` is the signatory's, in Chinese."""
    covered = covered_by(case)
    return Commitment(
        signatory=case.commitment_signatory,
        signatory_role=role,
        signatory_id="",
        signed_on=stated(case.commitment_signed_on),
        signed_by_means=means,
        published_on_sites=tuple(Channel.objects.order_by("pk").values_list("name", flat=True)),
        covered_statements=covered.statements,
        covered_files=covered.files,
        covered_digest=covered.digest,
        **about(case),
    )


def receipt_facts(case: RepairCase) -> Receipt:
    """What the receipt states: the papers that came in, and the days by which an answer comes."""
    days = case.assessed.days("decide_working_days")
    accept_by, calendar = case.due_on, office_calendar()
    decide_by = calendar.after(accept_by, days) if accept_by and days else None
    last = decide_by or accept_by
    return Receipt(
        applied_on=stated(case.submitted_on),
        materials=_materials(case),
        accept_by=accept_by,
        decide_working_days=days,
        decide_by=decide_by,
        is_provisional=bool(last and calendar.is_provisional(stated(case.submitted_on), last)),
        phone=case.department.phone,
        platform=settings.SITE["name"],
        **about(case),
    )


def acceptance_facts(case: RepairCase) -> Accepted:
    """What the acceptance states: the term for the decision and its last day."""
    figure = case.assessed.deadlines.get("decide_working_days")
    return Accepted(
        applied_on=stated(case.submitted_on),
        accepted_on=stated(case.accepted_on),
        decide_working_days=case.assessed.days("decide_working_days"),
        decide_by=case.due_on,
        is_provisional=case.due_is_provisional,
        cites=(figure.cites,) if figure and figure.confirmed else (),
        phone=case.department.phone,
        platform=settings.SITE["name"],
        **about(case),
    )


def supplement_facts(case: RepairCase, asked: SupplementRequest) -> SupplementAsked:
    """What the request for a supplement states: the whole list, and until when."""
    return SupplementAsked(
        applied_on=stated(case.submitted_on),
        items=tuple(asked.items),
        answer_by=asked.answer_by,
        phone=case.department.phone,
        platform=settings.SITE["name"],
        **about(case),
    )


def extension_facts(case: RepairCase, *, reason: str, due_before: date) -> Extended:
    """What the extension states; the case has its new due date already."""
    figure = case.assessed.deadlines.get("extension_working_days")
    return Extended(
        applied_on=stated(case.submitted_on),
        reason=reason,
        working_days=int(figure.value) if figure else 0,
        due_before=due_before,
        due_now=stated(case.due_on),
        is_provisional=case.due_is_provisional,
        cites=(figure.cites,) if figure and figure.confirmed else (),
        phone=case.department.phone,
        **about(case),
    )


def transfer_facts(case: RepairCase, *, to: Department, reason: str, on: date) -> HandedOn:
    """What the transfer states: who answers from now on. Build it while the case is still with its sender."""
    return HandedOn(
        applied_on=stated(case.submitted_on),
        handed_on=on,
        to_department=to.name,
        to_phone=to.phone,
        reason=reason,
        due_on=case.due_on,
        **about(case),
    )


def lapse_facts(case: RepairCase, asked: SupplementRequest, *, on: date) -> Lapsed:
    """What the end without a supplement states: what was asked for, when, and until when."""
    notice = case.letters.filter(kind=SupplementAsked.kind).order_by("pk").last()
    return Lapsed(
        applied_on=stated(case.submitted_on),
        asked_on=asked.asked_on,
        asked_by_letter=notice.number if notice else "",
        items=tuple(asked.items),
        answer_by=asked.answer_by,
        ended_on=on,
        platform=settings.SITE["name"],
        **about(case),
    )


def withdrawal_facts(case: RepairCase, *, on: date) -> WithdrawalConfirmed:
    """What the confirmation of a withdrawal states."""
    return WithdrawalConfirmed(applied_on=stated(case.submitted_on), withdrawn_on=on, **about(case))


def cleared_facts(case: RepairCase, *, because: Case, on: date) -> Cleared:
    """What the end of an application states whose record is withdrawn, and by which case."""
    return Cleared(
        applied_on=stated(case.submitted_on),
        withdrawn_on=stated(case.record.withdrawn_on),
        because=because.number,
        ended_on=on,
        phone=case.department.phone,
        **about(case),
    )


def repairable_facts(record: Record, assessed: Assessment, *, on: date) -> Repairable:
    """What the reminder states: from when, what for, and how long it takes."""
    return Repairable(**_how_to_repair(record, assessed, on), phone=settings.SITE["phone"])


def repair_notice_facts(record: Record, assessed: Assessment, *, on: date, leads_to: str) -> RepairNotice:
    """What the notice states that goes along with a penalty; whoever identified the record answers questions."""
    phone = record.department.phone or settings.SITE["phone"]
    return RepairNotice(**_how_to_repair(record, assessed, on), phone=phone, leads_to=leads_to)


def _how_to_repair(record: Record, assessed: Assessment, on: date) -> dict[str, Any]:
    wanted = tuple(
        Finding(HAS_TO_COME_ABOUT[each.code], each.cites)
        for each in assessed.conditions
        if each.code in {"obligations", *ARISE_LATER} and not each.met
    )
    return {
        "title_of_record": record.title,
        "repairable_from": stated(record.repairable_from),
        "is_repairable": stated(record.repairable_from) <= on,
        "off_show_on": record.max_period_ends_on,
        "conditions": wanted,
        "accept_working_days": assessed.days("accept_working_days"),
        "decide_working_days": assessed.days("decide_working_days"),
        "platform": settings.SITE["name"],
        "address": settings.SITE_URL,
        **about_record(record),
    }


def _materials(case: RepairCase) -> tuple[str, ...]:
    """The papers of an application: the commitment, the training, and what is stated of each obligation."""
    signed = case.letters.filter(kind=Commitment.kind).order_by("pk").last()
    papers = [f"信用修复承诺书（{signed.number}）" if signed else "信用修复承诺书"]
    if case.trained_on:
        papers.append(f"培训证明（{case.training_note}）")
    papers += [f"“{one.obligation.description}”的履行证明（{one.proof}）" for one in case.statements.all()]
    return tuple(papers)
