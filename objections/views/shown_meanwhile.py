"""What happens to a record while an objection to it is open, and by when there is an answer."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.models import EffectKind
from objections.models import ObjectionCase, Status
from objections.services import law
from objections.services.effects import ACCEPTANCE, FILING, FORWARDED
from rules.objections import ObjectionRules, Term
from rules.terms import DAYS


@dataclass(frozen=True)
class Meanwhile:
    """One thing that the rules bring about while the objection is open, and the clause it stands on."""

    words: str
    since: str
    cites: str
    confirmed: bool


def meanwhile(case: ObjectionCase, rules: ObjectionRules) -> list[Meanwhile]:
    """核实期间，{记录}会标注‘异议处理中’ — and what else the rules of the place say."""
    number = {"number": case.record.document_number}
    said = (
        (
            EffectKind.MARK,
            rules.word("mark_from", case.kind, ACCEPTANCE) if _has(rules, case, "mark") else "no",
            _("During verification, %(number)s is marked ‘objection being handled’.") % number,
        ),
        (
            EffectKind.SUSPEND_DISCLOSURE,
            rules.word("suspend_disclosure", case.kind, "no"),
            _("During verification, %(number)s is not shown to the public.") % number,
        ),
        (
            EffectKind.SUSPEND_SANCTIONS,
            rules.word("suspend_sanctions", case.kind, "no"),
            _("During verification, the sanctions that stand because of this record are suspended."),
        ),
    )
    return [
        Meanwhile(words, _since()[begins], figure.cites, figure.confirmed)
        for kind, begins, words in said
        if begins in _since() and (figure := rules.figure(kind.value, case.kind))
    ]


def _has(rules: ObjectionRules, case: ObjectionCase, word: str) -> bool:
    return rules.word(word, case.kind) == "yes"


def _since() -> dict[str, str]:
    return {
        FILING: _("from the day of filing"),
        ACCEPTANCE: _("from the day of acceptance"),
        FORWARDED: _("from the day on which the department is asked"),
    }


@dataclass(frozen=True)
class Plan:
    """By when the objection is taken up and answered, as dates where they are known and as terms where not."""

    accept_by: date | None
    accept_within: str
    answer_by: date | None
    answer_within: str


def plan_of(case: ObjectionCase, rules: ObjectionRules, on: date) -> Plan:
    """What happens to an objection that is filed on that day."""
    stage = law.acceptance_stage(case, rules, on)
    takes_up = stage if stage and stage.stage == "accept" else None
    whole = rules.term(law.TOTAL, case.kind)
    from_filing = rules.word("terms_from") == FILING
    return Plan(
        accept_by=takes_up.due_on if takes_up else None,
        accept_within=term_words(takes_up.term) if takes_up else "",
        answer_by=law.overall_due_on(case, rules, on) if whole and from_filing else None,
        answer_within=term_words(whole) if whole else "",
    )


def term_words(term: Term) -> str:
    """3 个工作日"""
    if term.unit == DAYS:
        return ngettext("%(n)s day", "%(n)s days", term.days) % {"n": term.days}
    return ngettext("%(n)s working day", "%(n)s working days", term.days) % {"n": term.days}


def effects_now(case: ObjectionCase) -> list[str]:
    """What holds on the record now because of this objection."""
    words = {
        EffectKind.MARK: _("The record is marked ‘objection being handled’."),
        EffectKind.SUSPEND_DISCLOSURE: _("The record is not shown to the public."),
        EffectKind.SUSPEND_SANCTIONS: _("The sanctions that stand because of this record are suspended."),
    }
    if case.status == Status.DRAFTED:
        return []
    running = case.effects.running().order_by("pk")
    return [words[EffectKind(each.kind)] for each in running if each.kind in words]
