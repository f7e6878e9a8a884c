"""The facts of the letters that answer an objection: point by point what was found, what follows, and the remedies."""

from datetime import date
from typing import Any

from django.conf import settings

from notifications.letter_tags import day
from notifications.parts import remedies, stated
from objections.letters import Answered, CorrectionNotice, Result, Review, ReviewResult, SentAbove
from objections.models import Answer, ClaimAnswer, ObjectionCase, ObjectionKind, ReviewLevel, Status
from objections.models.level import ABOVE
from objections.services import law
from objections.services.letter_parts import (
    about_objection,
    answering_department,
    claimed_in,
    contact,
    effects_of,
    in_chinese,
    in_words,
    label_of,
    materials_of,
    read_in,
    stated_in,
    value_in,
)
from rules.objections import ObjectionRules

OUTCOMES = {
    Status.UPHELD: "异议成立",
    Status.PARTLY_UPHELD: "部分成立",
    Status.UNVERIFIABLE: "无法核实",
    Status.DISMISSED: "维持原信息",
}
REVIEWED = OUTCOMES | {Status.DISMISSED: "维持原处理结果"}
LISTED = "如上表所列"
UNANSWERED = "认定单位在规定期限内没有答复。"
NOT_SHOWN_AGAIN = "（涉及个人隐私或者商业秘密，不再列示）"


def result(case: ObjectionCase, rules: ObjectionRules, *, on: date) -> Result:
    """What the result states; the outcome is written into the record already, and the repair follows it."""
    outcome = Status(case.outcome)
    return Result(
        accepted_on=stated(case.accepted_on),
        effects_ended=effects_of(case),
        review=None if outcome == Status.UPHELD else _review(case, rules),
        platform=settings.SITE["name"],
        **_answers(case, rules, OUTCOMES, on),
    )


def review_result(case: ObjectionCase, rules: ObjectionRules, *, on: date) -> ReviewResult:
    """What the result of the re-check states, and which result it is about."""
    return ReviewResult(
        asked_on=stated(case.review_asked_on),
        organ=case.review_organ,
        document=case.review_document,
        document_on=case.review_document_on,
        **_first_result(case),
        **_answers(case, rules, REVIEWED, on),
    )


def sent_above(case: ObjectionCase, rules: ObjectionRules, *, words: str) -> SentAbove:
    """What the organ above is sent: the request, every point with its first answer, the statement, the papers."""
    return SentAbove(
        organ=case.review_organ,
        asked_on=stated(case.review_asked_on),
        ground=case.review_ground,
        findings=_findings(case, _latest(case)),
        statement=case.statement,
        materials=materials_of(case, with_answers=True),
        note=words,
        cites=read_in(rules, case.kind, "review_by", "review_working_days"),
        answer_term=in_words(rules.term("review_working_days", case.kind)),
        answer_by=case.due_on,
        is_provisional=case.due_is_provisional,
        **_first_result(case),
        **contact(),
        **about_objection(case, told=case.review_organ),
    )


def _first_result(case: ObjectionCase) -> dict[str, Any]:
    """Which result is checked once more."""
    first = case.letters.filter(kind=Result.kind).latest("pk")
    return {
        "first_letter": first.number,
        "first_outcome": first.facts["outcome"],
        "first_on": first.issued_on,
    }


def correction_notice(case: ObjectionCase) -> CorrectionNotice:
    """What everybody reads where the wrong record was shown; a secret is not told a second time."""
    changes = _put_right(case)
    applied = case.events.filter(target=Status.APPLIED_TO_RECORD).latest("seq")
    sites = case.record.publications.order_by("channel").values_list("channel__name", flat=True)
    return CorrectionNotice(
        corrections=tuple(_corrected(case, each) for each in changes),
        is_void=_is_void(changes),
        corrected_on=applied.on,
        shown_on_sites=tuple(dict.fromkeys(sites)),
        **about_objection(case),
    )


def has_changed_the_record(case: ObjectionCase) -> bool:
    """Whether anything was corrected or deleted, by the answers that stand."""
    return any(each.changes_the_record for each in _latest(case))


def _put_right(case: ObjectionCase) -> list[ClaimAnswer]:
    """By claim the last answer that changed the record; one that put back what was claimed against is none."""
    claims = case.claims.order_by("number").prefetch_related("answers")
    last = [
        max((each for each in claim.answers.all() if each.changes_the_record), key=_round, default=None)
        for claim in claims
    ]
    return [each for each in last if each and (each.claim.of_the_record or each.value != each.claim.stated)]


def _round(answer: ClaimAnswer) -> int:
    return answer.round


def _corrected(case: ObjectionCase, answer: ClaimAnswer) -> Answered:
    secret = case.kind == ObjectionKind.PRIVACY
    said = NOT_SHOWN_AGAIN if secret else stated_in(answer.claim)
    return Answered(
        field=label_of(answer.claim),
        stated=said,
        claimed="",
        answer=value_in(answer.claim, answer.value) if answer.answer == Answer.CORRECTED else "删除",
        reason="" if secret else answer.reason,
    )


def _answers(
    case: ObjectionCase, rules: ObjectionRules, names: dict[Status, str], on: date
) -> dict[str, Any]:
    outcome = Status(case.outcome)
    answers = _latest(case)
    department = answering_department(case)
    cites = dict.fromkeys(each.cites for each in answers if each.cites)
    return {
        "outcome": names[outcome],
        "findings": _findings(case, answers),
        "cites": (*cites, *read_in(rules, case.kind, *_grounds(case))),
        "consequences": _consequences(case, rules, answers, on),
        "remedies": None if outcome == Status.UPHELD else remedies(rules, department),
        **about_objection(case),
    }


def _grounds(case: ObjectionCase) -> tuple[str, ...]:
    if case.outcome != Status.UNVERIFIABLE:
        return ()
    return ("unverifiable",) if case.concluded_by_id else ("no_answer", "unverifiable")


def _latest(case: ObjectionCase) -> list[ClaimAnswer]:
    """The answers that stand, in the order of the claims."""
    claims = case.claims.order_by("number").prefetch_related("answers")
    return [each.latest for each in claims if each.latest]


def _findings(case: ObjectionCase, answers: list[ClaimAnswer]) -> tuple[Answered, ...]:
    given = {each.claim_id: each for each in answers}
    return tuple(
        Answered(
            field=label_of(claim),
            stated=LISTED if claim.of_the_record else stated_in(claim),
            claimed=in_chinese(ObjectionKind(case.kind).label) if claim.of_the_record else claimed_in(claim),
            answer=_found(given.get(claim.pk)),
            reason=given[claim.pk].reason if claim.pk in given else UNANSWERED,
            proof=(given[claim.pk].source,) if claim.pk in given and given[claim.pk].source else (),
            cites=given[claim.pk].cites if claim.pk in given else "",
        )
        for claim in case.claims.order_by("number")
    )


def _found(answer: ClaimAnswer | None) -> str:
    if answer is None or answer.answer == Answer.UNVERIFIABLE:
        return "无法核实"
    if answer.answer == Answer.CORRECTED:
        return f"更正为“{value_in(answer.claim, answer.value)}”"
    if answer.answer == Answer.RIGHT:
        return "维持原内容"
    return "撤销该信息" if answer.claim.of_the_record else "删除该项内容"


def _consequences(
    case: ObjectionCase, rules: ObjectionRules, answers: list[ClaimAnswer], on: date
) -> tuple[str, ...]:
    published = case.notice_wanted and has_changed_the_record(case)
    return (
        *_of_the_record(case, rules, answers, on),
        *_of_the_repair(case, on),
        *(["同步完成后，按照要求在原公示范围内发布更正公告"] if published else []),
    )


def _of_the_record(
    case: ObjectionCase, rules: ObjectionRules, answers: list[ClaimAnswer], on: date
) -> list[str]:
    """What becomes of the record, by the answers and, where nothing can be verified, by the rules."""
    if case.outcome == Status.DISMISSED:
        stays = "上述失信信息经核实无误，在规定的公示期内继续公示"
        return ["原处理结果不变" if case.review_asked_on else stays]
    last = f"，最迟不超过{day(case.due_on)}" if case.due_on else ""
    if _is_void(answers):
        freed = f"上述失信信息自{day(on)}起撤销，依据该信息采取的失信惩戒措施同时解除"
        return [f"{freed}，公示该信息的网站和系统停止公示、共享和使用{last}"]
    found = []
    if any(each.changes_the_record for each in answers):
        found.append(f"经核实有误的内容自{day(on)}起更正，并同步到公示该信息的网站和系统{last}")
    if case.outcome == Status.UNVERIFIABLE:
        ends = rules.word("unverifiable", case.kind, "keep") != "keep"
        found.append(
            f"因无法核实，自{day(on)}起终止公示，公示该信息的网站和系统完成处理{last}"
            if ends
            else "无法核实的内容按照规定保留"
        )
    elif case.outcome == Status.PARTLY_UPHELD:
        found.append("其余内容经核实无误，继续公示")
    return found


def _is_void(answers: list[ClaimAnswer]) -> bool:
    return any(each.claim.of_the_record and each.changes_the_record for each in answers)


def _of_the_repair(case: ObjectionCase, on: date) -> list[str]:
    """What becomes of an application for repair that has waited for the answer."""
    repair = case.record.cases.filter(machine="repair").order_by("-pk").first()
    if repair is None:
        return []
    named = f"对该信息提出的信用修复申请（{repair.number}）"
    if not repair.closed:
        return [f"{named}接着办理"]
    ended = repair.events.filter(seq=repair.seq, verb="end_in_favour", on=on).exists()
    return [f"{named}因该信息不再公示而办结"] if ended else []


def _review(case: ObjectionCase, rules: ObjectionRules) -> Review | None:
    """Who re-checks, and until when that can be asked for; none where the rules know no re-check."""
    if case.review_until is None or not case.is_the_subjects:
        return None
    level, term = law.review_level(case, rules), rules.term("review_working_days", case.kind)
    organ = settings.SITE["office"] if level == ReviewLevel.OFFICE else in_chinese(level.label)
    return Review(organ, case.review_until, in_words(term), is_above=level in ABOVE)
