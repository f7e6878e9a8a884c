"""The credit office orders a correction, and a named person of it decides where the department explains itself.

Whether a repair is revoked or granted is the department's to decide; it is never done here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework import moves
from casework.errors import CaseError
from casework.routing import desk_of
from casework.wording import person_name, plain_day
from notifications.papers import tell_reviewers
from notifications.parts import about
from notifications.services import Note, queue_letter, tell
from rechecks.flows import RecheckFlow
from rechecks.letters.orders import OrderToCorrect
from rechecks.models import CorrectionOrder, Demand, Further, RecheckCase, Verdict
from rechecks.selectors.outsiders import who_may_settle
from rechecks.texts import orders as texts
from registry.assessing import facts_of
from registry.duties import duty_group
from rules.calendar import Due
from rules.services import current_library, office_calendar

FOUND = {Verdict.WRONGLY_REPAIRED: "错修", Verdict.MISSED: "漏修"}
ASKED = {
    Demand.RESTORE: "请依法撤销原准予信用修复决定，听取信用主体的陈述、申辩后作出决定，在最长公示期的剩余期间内恢复公示",
    Demand.END: "请立即停止公示、停止共享和使用该信息，解除相应的失信惩戒措施，并向信用主体说明情况、致歉",
    Demand.GRANT: "请更正原不予修复（不予受理）的决定，准予信用修复，停止公示，并向信用主体说明情况、致歉",
}
ASKED_TOO = {
    Further.REISSUE: "请补发应当制发而没有制发或者内容有误的文书，依法送达信用主体，并将文书和送达凭证上传平台",
    Further.RECLASSIFY: "请按照行业主管部门的分类标准重新核定该信息的类别，予以更正，并将核定的依据上传平台",
}
GRAVITY = {"minor": "轻微", "general": "一般", "serious": "严重"}


class CannotSettle(CaseError):
    default = _(
        "Name a person of the office who neither found nor confirmed the fault, and had no part in the case."
    )


@dataclass(frozen=True)
class Order:
    """What the office asks of the department. Without days, those of the rules hold."""

    demand: str
    words: str
    settles: Any
    further: tuple[str, ...] = ()
    cc: str = ""
    deceived: bool = False
    correct_by: date | None = None


def recheck_of_office(number: str) -> RecheckCase:
    return moves.locked(RecheckCase.objects.order_by(), number=number)


def demands_of(recheck: RecheckCase) -> list[Demand]:
    """What can be asked for behind a finding."""
    if recheck.verdict == Verdict.WRONGLY_REPAIRED:
        return [Demand.RESTORE]
    refused = recheck.examines and recheck.examines.status in ("rejected", "not_accepted")
    return [Demand.GRANT, Demand.END] if refused else [Demand.END]


def _days(recheck: RecheckCase, name: str, on: date) -> int | None:
    figure = current_library().governing(facts_of(recheck.record), on).figure(name)
    return None if figure is None else int(figure.value)


def term(recheck: RecheckCase, name: str, on: date) -> Due:
    """The last day of a term of corrections, as the rules of the day give it."""
    days = _days(recheck, name, on)
    if days is None:
        raise LookupError(f"no rule file states {name!r}")
    return office_calendar().due(on, days)


@dataclass(frozen=True)
class LastDay:
    """Until when a correction can be asked for; `days` are the office's own where no rule states any."""

    due: Due
    days: int
    by_rule: bool


def last_day_to_correct(recheck: RecheckCase, on: date) -> LastDay:
    """The day that an order names unless it names an earlier one; it can name no later one."""
    days = _days(recheck, "correction_working_days", on)
    number = settings.CORRECTION_WORKING_DAYS if days is None else days
    return LastDay(office_calendar().due(on, number), number, days is not None)


@transaction.atomic
def order(number: str, asked: Order, *, by: Any, on: date) -> CorrectionOrder:
    """Order the department to correct, behind a finding that two persons made; it gets a letter with number and days."""
    recheck = recheck_of_office(number)
    recheck.moving_on = on
    if asked.demand not in demands_of(recheck) or (asked.deceived and asked.demand != Demand.RESTORE):
        raise CaseError(_("That does not follow from this finding."), field="demand")
    if not set(asked.further) <= set(Further.values):
        raise CaseError(_("That cannot be demanded."), field="further")
    if not asked.words.strip():
        raise CaseError(_("Say what has to be corrected."), field="words")
    _may_settle(recheck, asked.settles)
    answer = term(recheck, "correction_answer_working_days", on)
    correct = last_day_to_correct(recheck, on).due
    correct_by = _day_to_correct(asked, answer, correct)
    with desk_of(recheck, RecheckFlow.order):
        moves.make(recheck.order, by=by, on=on, words=asked.words.strip(), facts={"demand": asked.demand})
    letter = queue_letter(
        _letter(recheck, asked, answer, correct_by, provisional=correct.provisional),
        case=recheck,
        addressee=recheck.department.name,
        department=None,
        on=on,
    )
    made = CorrectionOrder.objects.create(
        recheck=recheck,
        letter=letter,
        number=letter.number,
        demand=asked.demand,
        reissue=Further.REISSUE in asked.further,
        reclassify=Further.RECLASSIFY in asked.further,
        deceived=asked.deceived,
        words=asked.words.strip(),
        cc=asked.cc.strip(),
        issued_on=on,
        issued_by=by,
        settles=asked.settles,
        answer_by=answer.on,
        correct_by=correct_by,
    )
    tell_department(recheck, texts.ordered(made))
    return made


def _day_to_correct(asked: Order, answer: Due, last: Due) -> date:
    """The day that the order names: not before the answer is due, not beyond the last day."""
    correct_by = asked.correct_by or last.on
    if correct_by < answer.on:
        raise CaseError(_("The correction cannot be due before the answer."), field="correct_by")
    if correct_by > last.on:
        words = _("“Corrected by” cannot be later than %(day)s.") % {"day": plain_day(last.on)}
        raise CaseError(words, field="correct_by")
    return correct_by


def _may_settle(recheck: RecheckCase, person: Any) -> None:
    if not who_may_settle(recheck).filter(pk=person.pk).exists():
        raise CannotSettle(field="settles")


def _letter(
    recheck: RecheckCase, asked: Order, answer: Due, correct_by: date, *, provisional: bool
) -> OrderToCorrect:
    finding = recheck.last_finding
    with translation.override("zh-hans"):
        examined = recheck.examines.as_kind.named if recheck.examines else ""
    return OrderToCorrect(
        to_department=recheck.department.name,
        examined=examined.replace(" ", ""),
        finding=FOUND[Verdict(recheck.verdict)],
        gravity=GRAVITY.get(recheck.gravity, ""),
        facts_found=finding.facts if finding else "",
        clause=finding.clause if finding else "",
        demand=ASKED[Demand(asked.demand)],
        further=tuple(words for each, words in ASKED_TOO.items() if each in asked.further),
        words=asked.words,
        deceived=asked.deceived,
        answer_by=answer.on,
        correct_by=correct_by,
        is_provisional=answer.provisional or provisional,
        settled_by=person_name(asked.settles),
        cc=asked.cc.strip(),
        platform=settings.SITE["name"],
        **about(recheck),
    )


def tell_department(recheck: RecheckCase, note: Note) -> None:
    """Everybody who reviews in the department, or whoever of them has taken the order."""
    if recheck.claimed_by:
        tell_reviewers(recheck, note)
        return
    tell(duty_group(recheck.department, "review_cases").user_set.filter(is_active=True), note, case=recheck)


def says(words: str) -> str:
    if not words.strip():
        raise CaseError(_("Give the reasons"), field="words")
    return words.strip()
