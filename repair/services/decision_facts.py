"""The facts of the letters that decide: what was found, by which clauses, and what can be done against it."""

from datetime import date
from typing import Any

from django.utils import translation

from notifications.parts import Finding, about, on_paper, remedies, said, stated
from repair.letters import (
    NotAccepted,
    RepairGranted,
    RepairRefused,
)
from repair.models import RepairCase
from repair.models.phrases import PhraseUse
from repair.selectors.phrases import phrase_label
from rules.assessment import Assessment, Condition
from rules.words import condition_text


def declined_facts(case: RepairCase) -> NotAccepted:
    """What the letter of an application not taken up states: the department's reasons, then the law's."""
    unmet = _unmet(case.assessed)
    return NotAccepted(
        reason_kind=_reason_kind(case, "decline", PhraseUse.NOT_ACCEPT),
        reasons=(*said(case.reasons), *unmet),
        cites=_clauses(unmet),
        apply_again_from=again_from(case.assessed, case.moving_on),
        remedies=remedies(case.rule_set, case.department),
        **about_decision(case),
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
        **about_decision(case),
    )


def refused_facts(case: RepairCase) -> RepairRefused:
    """What a refusal states, as it was proposed: reasons item by item, and what would change the answer."""
    unmet = _unmet(case.assessed)
    return RepairRefused(
        reason_kind=_reason_kind(case, "propose_refusal", PhraseUse.REJECT),
        accepted_on=stated(case.accepted_on),
        facts_found=_what_was_found(case),
        reasons=(*said(case.proposed_reasons), *unmet),
        cites=_clauses(unmet),
        what_would_change_it=case.proposed_remedy,
        apply_again_from=again_from(case.assessed, case.moving_on),
        remedies=remedies(case.rule_set, case.department),
        **about_decision(case),
    )


def about_decision(case: RepairCase) -> dict[str, Any]:
    with translation.override("zh-hans"):  # letters exist in Chinese only
        kind, severity = str(case.record.get_kind_display()), str(case.record.get_severity_display())
    return {
        "record_kind": f"{kind}信息",
        "severity_label": f"{severity}失信信息" if severity else "失信信息",
        "applied_on": stated(case.submitted_on),
        **about(case),
    }


def _finding(condition: Condition) -> Finding:
    with translation.override("zh-hans"):
        return Finding(on_paper(condition_text(condition)), condition.cites)


def _unmet(assessed: Assessment) -> tuple[Finding, ...]:
    return tuple(_finding(each) for each in assessed.conditions if each.met is False)


def _clauses(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.cites for each in findings if each.cites))


def _reason_kind(case: RepairCase, verb: str, use: str) -> str:
    """What kind of reason was chosen, as the department calls it; nothing where none of its kinds fits."""
    code = case.events.filter(verb=verb).latest("seq").facts.get("code", "other")
    return "" if code == "other" else phrase_label(case.department_id, use, code)


def again_from(assessed: Assessment, decided_on: date) -> date | None:
    """The day before which the law would refuse once more; none where only the facts have to change."""
    first = assessed.repairable_from
    return first if first and first > decided_on else None


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
