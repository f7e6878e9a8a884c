"""The facts of an objection's letters: each is read from the case and its rules, nothing is made up here."""

from datetime import date

from casework.models import Effect
from notifications.letter_tags import day
from notifications.parts import Finding, remedies, said, stated
from objections.letters import (
    Accepted,
    EvidenceAsked,
    Extended,
    Forwarded,
    NotAccepted,
    Receipt,
    Repeated,
    Result,
    ReviewResult,
    WithdrawalConfirmed,
)
from objections.models import EvidenceRequest, ObjectionCase, Status
from objections.services import law
from objections.services.letter_parts import (
    about_objection,
    answering_department,
    claims_of,
    contact,
    effect_of,
    effects_of,
    in_words,
    label_of,
    materials_of,
    read_in,
)
from rules.objections import ObjectionRules
from rules.services import office_calendar
from rules.terms import DAYS

WITHOUT_ANSWER = {
    "none": "逾期没有答复的，本机关予以催办、督办。",
    "unverifiable": "逾期没有答复的，按照规定作为无法核实处理。",
}
COUNTED_FROM = {"filing": "收到异议之日", "acceptance": "受理之日"}
EXTENDED_BY = ("extension_working_days", "extended_total_working_days")
COMPARED = "经核对，平台公示的内容与贵单位提供的内容一致"


def received(case: ObjectionCase, rules: ObjectionRules) -> Receipt:
    """What the receipt states: the points, the papers that came in, and the days by which an answer comes."""
    calendar, total = office_calendar(), rules.term("total_working_days", case.kind)
    filed_on = stated(case.filed_on)
    accept_by = case.due_on if rules.term("accept_working_days", case.kind) else None
    start = rules.counted_from(filed_on=filed_on, accepted_on=accept_by or filed_on)
    answer_by = total.due(start, calendar).on if total else None
    last = answer_by or accept_by
    return Receipt(
        claims=claims_of(case),
        materials=materials_of(case),
        accept_by=accept_by,
        answer_from=COUNTED_FROM[rules.word("terms_from")],
        answer_term=in_words(total),
        answer_by=answer_by,
        is_provisional=bool(last and calendar.is_provisional(filed_on, last)),
        effects=effects_of(case),
        **contact(),
        **about_objection(case),
    )


def accepted(case: ObjectionCase, rules: ObjectionRules) -> Accepted:
    """What the acceptance states: how and until when the matter is checked, and what holds meanwhile."""
    on, last = stated(case.accepted_on), case.overall_due_on
    waiting = case.record.cases.filter(paused_for=case.pk).first()
    return Accepted(
        accepted_on=on,
        cites=read_in(
            rules, case.kind, "accept_working_days", "own_check_working_days", "total_working_days"
        ),
        answer_from=COUNTED_FROM[rules.word("terms_from")],
        answer_term=in_words(rules.term("total_working_days", case.kind)),
        answer_by=last,
        is_provisional=bool(last and office_calendar().is_provisional(on, last)),
        effects=tuple(
            Finding(effect_of(case, each.kind), each.cites if each.confirmed else "")
            for each in Effect.objects.running().filter(case_id=case.pk)
        ),
        paused_repair=waiting.number if waiting else "",
        **contact(),
        **about_objection(case),
    )


def not_accepted(case: ObjectionCase, rules: ObjectionRules) -> NotAccepted:
    """What the letter of an objection not taken up states: the office's reasons, and the remedies."""
    return NotAccepted(
        reasons=said(case.reasons),
        cites=(),
        effects_ended=effects_of(case),
        remedies=remedies(rules, None),
        **about_objection(case),
    )


def evidence_asked(case: ObjectionCase, rules: ObjectionRules, request: EvidenceRequest) -> EvidenceAsked:
    """What the request for evidence states: the whole list, until when, and what happens without it."""
    return EvidenceAsked(
        items=tuple(request.items),
        answer_by=request.answer_by,
        stops_the_clock=rules.stops_clock("supplement"),
        before_acceptance=request.asked_in == Status.FILED,
        **contact(answering_department(case)),
        **about_objection(case),
    )


def forwarded(case: ObjectionCase, rules: ObjectionRules, *, because: str = COMPARED) -> Forwarded:
    """What the department is sent: every point, the statement and the papers, and its last day."""
    on, last = stated(case.accepted_on), case.due_on
    stage = law.verification_stage(case, rules, stated(case.forwarded_on))
    return Forwarded(
        to_department=case.department.name,
        because=because,
        claims=claims_of(case),
        statement=case.statement,
        materials=materials_of(case),
        accepted_on=on,
        cites=read_in(rules, case.kind, "forward_working_days", "provider_working_days"),
        answer_term=in_words(stage.term if stage else None),
        answer_by=last,
        is_provisional=case.due_is_provisional,
        without_answer=WITHOUT_ANSWER[rules.word("no_answer", case.kind, "none")],
        effects=effects_of(case),
        **contact(),
        **about_objection(case, told=case.department.name),
    )


def extended(case: ObjectionCase, rules: ObjectionRules, *, reason: str, due_before: date | None) -> Extended:
    """What the extension states; the case has its new due date already."""
    added, in_review = case.events.filter(clock="extend").latest("seq"), case.review_asked_on is not None
    unit = "日" if added.days_unit == DAYS else "个工作日"
    names = ("review_total_working_days",) if in_review else EXTENDED_BY
    return Extended(
        what="复核" if in_review else "核实",
        by=case.review_organ or "本机关",
        reason=reason,
        term=f"{added.working_days}{unit}",
        due_before=stated(due_before),
        due_now=stated(case.due_on),
        is_provisional=case.due_is_provisional,
        cites=read_in(rules, case.kind, *names),
        phone=contact(answering_department(case))["phone"],
        **about_objection(case) | (_request(case) if in_review else {}),
    )


def _request(case: ObjectionCase) -> dict[str, str]:
    """The request for a re-check, in half a sentence."""
    you = "你" if case.subject.is_person else "你单位"
    return {"brought": f"{you}于{day(stated(case.review_asked_on))}提出的信用信息异议复核申请"}


def repeated(case: ObjectionCase, rules: ObjectionRules) -> Repeated:
    """What the letter of a repeated objection states: which points, and which answer stands."""
    earlier = case.repeats_case
    if earlier is None:
        raise ValueError("a letter does not state a repetition of nothing")
    letter = earlier.letters.filter(kind__in=[Result.kind, ReviewResult.kind]).order_by("pk").last()
    return Repeated(
        fields=tuple(label_of(each) for each in case.claims.all()),
        earlier_number=earlier.number,
        earlier_letter=letter.number if letter else "",
        earlier_outcome=letter.facts["outcome"] if letter else "",
        earlier_on=letter.issued_on if letter else None,
        cites=(),
        remedies=remedies(rules, None),
        **about_objection(case),
    )


def withdrawn(case: ObjectionCase, *, on: date) -> WithdrawalConfirmed:
    """What the confirmation of a withdrawal states."""
    return WithdrawalConfirmed(withdrawn_on=on, effects_ended=effects_of(case), **about_objection(case))
