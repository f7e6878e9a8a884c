"""The facts of a case's letters: each is read from the case and its assessment, nothing is made up here."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from registry.models import Channel, Department, Record, Subject
from repair.letters import (
    Accepted,
    Commitment,
    Extended,
    Finding,
    HandedOn,
    Lapsed,
    NotAccepted,
    Receipt,
    Remedies,
    Repairable,
    RepairGranted,
    RepairNotice,
    RepairRefused,
    SupplementAsked,
    WithdrawalConfirmed,
)
from repair.models import RepairCase, SupplementRequest
from repair.models.covered import covered_by
from repair.models.phrases import PhraseUse
from repair.phrases import HAS_TO_COME_ABOUT
from repair.selectors.phrases import phrase_label
from rules.assessment import ARISE_LATER, Assessment, Condition
from rules.library import RuleSet
from rules.services import office_calendar
from rules.words import condition_text

ONLINE_SIGNATURE = "实名登录后在线签署"
AT_THE_WINDOW = "在服务窗口当面签署"
# Where nobody has said which: the law finds it.
ORGAN, COURT = "有管辖权的行政复议机关", "有管辖权的人民法院"
# On screen a figure stands apart from the Chinese around it; on paper it does not.
GAPS = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)")


def stated(day: date | None) -> date:
    """A day that the letter states; raises ValueError where the case has none."""
    if day is None:
        raise ValueError("a letter does not state a day that is not known")
    return day


def on_paper(words: str) -> str:
    """A sentence of the screen as a letter prints it: 3个月, not 3 个月."""
    return GAPS.sub("", words)


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
        **_about(case),
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
        **_about(case),
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
        **_about(case),
    )


def supplement_facts(case: RepairCase, asked: SupplementRequest) -> SupplementAsked:
    """What the request for a supplement states: the whole list, and until when."""
    return SupplementAsked(
        applied_on=stated(case.submitted_on),
        items=tuple(asked.items),
        answer_by=asked.answer_by,
        phone=case.department.phone,
        platform=settings.SITE["name"],
        **_about(case),
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
        **_about(case),
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
        **_about(case),
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
        **_about(case),
    )


def withdrawal_facts(case: RepairCase, *, on: date) -> WithdrawalConfirmed:
    """What the confirmation of a withdrawal states."""
    return WithdrawalConfirmed(applied_on=stated(case.submitted_on), withdrawn_on=on, **_about(case))


def declined_facts(case: RepairCase) -> NotAccepted:
    """What the letter of an application not taken up states: the department's reasons, then the law's."""
    unmet = _unmet(case.assessed)
    return NotAccepted(
        reason_kind=_reason_kind(case, "decline", PhraseUse.NOT_ACCEPT),
        reasons=(*_said(case.reasons), *unmet),
        cites=_clauses(unmet),
        apply_again_from=_again_from(case),
        remedies=remedies(case.rule_set, case.department),
        **_about_decision(case),
    )


def granted_facts(case: RepairCase) -> RepairGranted:
    """What the decision granting repair states; every clause comes from the assessment it stands on."""
    conditions = tuple(_finding(each) for each in case.assessed.conditions if each.met)
    return RepairGranted(
        accepted_on=stated(case.accepted_on),
        facts_found=_what_was_found(case),
        conditions=conditions,
        cites=_clauses(conditions),
        measures=tuple(
            case.record.sanctions.filter(lifted_on__isnull=True).values_list("measure", flat=True)
        ),
        effective_on=stated(case.decided_on),
        remove_working_days=case.assessed.days("remove_working_days"),
        **_about_decision(case),
    )


def refused_facts(case: RepairCase) -> RepairRefused:
    """What a refusal states, as it was proposed: reasons item by item, and what would change the answer."""
    unmet = _unmet(case.assessed)
    return RepairRefused(
        reason_kind=_reason_kind(case, "propose_refusal", PhraseUse.REJECT),
        accepted_on=stated(case.accepted_on),
        facts_found=_what_was_found(case),
        reasons=(*_said(case.proposed_reasons), *unmet),
        cites=_clauses(unmet),
        what_would_change_it=case.proposed_remedy,
        apply_again_from=_again_from(case),
        remedies=remedies(case.rule_set, case.department),
        **_about_decision(case),
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
        "document_number": record.document_number,
        "record_department": record.department.name,
        "decided_on": record.decided_on,
        "title_of_record": record.title,
        "repairable_from": stated(record.repairable_from),
        "is_repairable": stated(record.repairable_from) <= on,
        "off_show_on": record.max_period_ends_on,
        "conditions": wanted,
        "accept_working_days": assessed.days("accept_working_days"),
        "decide_working_days": assessed.days("decide_working_days"),
        "platform": settings.SITE["name"],
        "address": settings.SITE_URL,
        **party(record.subject),
    }


def remedies(rule_set: RuleSet, department: Department) -> Remedies:
    """What can be done against a decision of the department, by the figures of its rules."""
    review, court = rule_set.figure("reconsideration_days"), rule_set.figure("litigation_months")
    return Remedies(
        reconsideration_organ=department.reconsideration_organ or ORGAN,
        court=department.court or COURT,
        reconsideration_days=int(review.value) if review else None,
        litigation_months=int(court.value) if court else None,
        is_confirmed=bool(review and court and review.confirmed and court.confirmed),
    )


def party(subject: Subject) -> dict[str, Any]:
    """The subject as every letter names it."""
    return {
        "subject": subject.name,
        "subject_id_kind": "统一社会信用代码" if subject.uscc else "证件号码",
        "subject_id": subject.shown_number,
        "is_person": subject.is_person,
    }


def _about(case: RepairCase) -> dict[str, Any]:
    return {
        "case_number": case.number,
        "document_number": case.record.document_number,
        "record_department": case.record.department.name,
        "decided_on": case.record.decided_on,
        **party(case.subject),
    }


def _about_decision(case: RepairCase) -> dict[str, Any]:
    with translation.override("zh-hans"):  # letters exist in Chinese only
        kind, severity = str(case.record.get_kind_display()), str(case.record.get_severity_display())
    return {
        "record_kind": f"{kind}信息",
        "severity_label": f"{severity}失信信息" if severity else "失信信息",
        "applied_on": stated(case.submitted_on),
        **_about(case),
    }


def _finding(condition: Condition) -> Finding:
    with translation.override("zh-hans"):
        return Finding(on_paper(condition_text(condition)), condition.cites)


def _unmet(assessed: Assessment) -> tuple[Finding, ...]:
    return tuple(_finding(each) for each in assessed.conditions if each.met is False)


def _clauses(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.cites for each in findings if each.cites))


def _said(reasons: str) -> tuple[Finding, ...]:
    """The department's own reasons, one to a line."""
    return tuple(Finding(line.strip()) for line in reasons.splitlines() if line.strip())


def _reason_kind(case: RepairCase, verb: str, use: str) -> str:
    """What kind of reason was chosen, as the department calls it; nothing where none of its kinds fits."""
    code = case.events.filter(verb=verb).latest("seq").facts.get("code", "other")
    return "" if code == "other" else phrase_label(case.department_id, use, code)


def _again_from(case: RepairCase) -> date | None:
    """The day before which the law would refuse once more; none where only the facts have to change."""
    first = case.assessed.repairable_from
    return first if first and first > case.moving_on else None


def _materials(case: RepairCase) -> tuple[str, ...]:
    """The papers of an application: the commitment, the training, and what is stated of each obligation."""
    signed = case.letters.filter(kind=Commitment.kind).order_by("pk").last()
    papers = [f"信用修复承诺书（{signed.number}）" if signed else "信用修复承诺书"]
    if case.trained_on:
        papers.append(f"培训证明（{case.training_note}）")
    papers += [f"“{one.obligation.description}”的履行证明（{one.proof}）" for one in case.statements.all()]
    return tuple(papers)


def _what_was_found(case: RepairCase) -> str:
    """One paragraph per obligation: what was owed, what was stated of it, and what was found."""
    stated = {one.obligation_id: one for one in case.statements.all()}
    lines = []
    for one in case.record.obligations.order_by("pk"):
        amount = f"（{one.amount_yuan:,.2f}元）" if one.amount_yuan else ""
        lines.append(f"{one.description}{amount}：{_found(one, stated.get(one.pk))}。")
    return "\n".join(lines) or "处罚决定没有规定需要另行履行的义务。"


def _found(obligation: Any, statement: Any) -> str:
    if obligation.fulfilled:
        when = f"于{_day(obligation.fulfilled_on)}" if obligation.fulfilled_on else ""
        return f"已{when}履行，核验依据为{obligation.source}"
    if statement is None:
        return "没有履行" if obligation.fulfilled is False else "没有查到履行记录"
    said = f"申请时说明已于{_day(statement.fulfilled_on)}履行（{statement.proof}）"
    if statement.accepted is None:
        return said
    verdict = "经审核予以认可" if statement.accepted else "经审核不予认可"
    return f"{said}，{verdict}" + (f"：{statement.judgement.rstrip('。')}" if statement.judgement else "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
