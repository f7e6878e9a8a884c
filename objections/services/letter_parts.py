"""What an objection's letters say of it in common: who raised it, each point, what it does to the record, the rules."""

from typing import Any

from django.conf import settings
from django.utils import translation

from casework.models import Effect, EffectKind, EvidenceFile
from casework.models.evidence import Purpose
from notifications.letter_tags import day
from notifications.parts import about, on_paper, stated
from objections.letters import Claimed
from objections.models import Claim, ObjectionCase, ObjectionKind, Origin
from registry.correctable import FIELDS
from registry.models import Department
from rules.objections import ObjectionRules, Term
from rules.terms import DAYS

THE_WHOLE = "整条信息"


def answering_department(case: ObjectionCase) -> Department | None:
    """The department, where it is the one that verifies or has answered; none where that is the credit office."""
    unanswered = case.concluded_on is not None and case.concluded_by_id is None
    if case.forwarded_on is None or unanswered or case.review_asked_on:
        return None
    return case.department


def about_objection(case: ObjectionCase, *, told: str = "") -> dict[str, Any]:
    """The objection as each of its letters names it; `told` is the department, where the letter goes there."""
    return {
        "matter": in_chinese(ObjectionKind(case.kind).label),
        "brought": _brought(case, told),
        **about(case),
    }


def _brought(case: ObjectionCase, told: str) -> str:
    """Who raised the matter, and when, in half a sentence; who told the office stays with the office."""
    when = day(stated(case.filed_on))
    you = "你" if case.subject.is_person else "你单位"
    who = case.subject.name if told else you
    its_own = "贵单位" if told else case.department.name
    return {
        Origin.SUBJECT: f"{who}于{when}提出的信用信息异议",
        Origin.DEPARTMENT: f"{its_own}于{when}提出的信用信息核查",
        Origin.COMPLAINT: f"根据{when}收到的反映提出的信用信息核查",
        Origin.PLATFORM: f"根据合作平台{when}转来的线索提出的信用信息核查",
    }[Origin(case.origin)]


def claims_of(case: ObjectionCase) -> tuple[Claimed, ...]:
    return tuple(
        Claimed(label_of(each), stated_in(each), claimed_in(each), each.explanation)
        for each in case.claims.order_by("number")
    )


def label_of(claim: Claim) -> str:
    return THE_WHOLE if claim.of_the_record else in_chinese(claim.label)


def stated_in(claim: Claim) -> str:
    return "" if claim.of_the_record else value_in(claim, claim.stated)


def claimed_in(claim: Claim) -> str:
    return "" if claim.of_the_record else value_in(claim, claim.claimed)


def value_in(claim: Claim, packed: str) -> str:
    """A kept value as a letter prints it; only an amount is set closer than on screen, texts stay as they are."""
    shown = in_chinese(claim.shown(packed))
    return on_paper(shown) if FIELDS[claim.field].widget == "amount" else shown


def effects_of(case: ObjectionCase) -> tuple[str, ...]:
    """What the matter does to the record, or did: ended effects are named once more by the letter that ends it."""
    kinds = dict.fromkeys(
        Effect.objects.filter(case_id=case.pk).order_by("pk").values_list("kind", flat=True)
    )
    return tuple(effect_of(case, kind) for kind in kinds)


def effect_of(case: ObjectionCase, kind: str) -> str:
    if kind == EffectKind.MARK:
        shown = "，并附信用主体的陈述" if case.statement_shown else ""
        return f"上述失信信息标注“异议处理中”{shown}"
    if kind == EffectKind.SUSPEND_DISCLOSURE:
        return "暂停公示上述失信信息"
    measures = case.record.sanctions.filter(lifted_on=None).order_by("pk").values_list("measure", flat=True)
    named = f"（{'、'.join(measures)}）" if measures else ""
    return f"暂缓执行依据上述失信信息采取的失信惩戒措施{named}"


def in_words(term: Term | None) -> str:
    if term is None:
        return ""
    return f"{term.days}日" if term.unit == DAYS else f"{term.days}个工作日"


def read_in(rules: ObjectionRules, kind: str, *names: str) -> tuple[str, ...]:
    """The clauses behind these figures, as far as somebody has read them."""
    figures = (rules.figure(name, kind) for name in names)
    return tuple(dict.fromkeys(each.clause for each in figures if each and each.confirmed))


def in_chinese(words: Any) -> str:
    with translation.override("zh-hans"):  # letters exist in Chinese only
        return str(words)


def materials_of(case: ObjectionCase, *, with_answers: bool = False) -> tuple[str, ...]:
    """The papers by their names: those of the party, and where it is asked what proves the answers."""
    purposes = [Purpose.CLAIM, Purpose.SUPPLEMENT, *([Purpose.ANSWER] if with_answers else [])]
    files = EvidenceFile.objects.standing().filter(
        case_id=case.pk, purpose__in=purposes, handed_in_on__isnull=False
    )
    return tuple(each.name for each in files)


def contact(department: Department | None = None) -> dict[str, Any]:
    """Where questions are answered: in the department that writes, else in the credit office."""
    phone = (department and department.phone) or settings.SITE["phone"]
    return {"phone": phone, "platform": settings.SITE["name"]}
