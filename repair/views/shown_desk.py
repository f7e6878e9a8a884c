"""One case on the desk as its reviewer reads it, and what the reader may do with it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.models import Case, Desk
from casework.wording import person_name, plain_day
from registry.duties import holds
from repair.models import PreparedDecision, RepairCase, Status, SubjectCheck
from repair.models.phrases import PhraseUse
from repair.phrases import Phrase
from repair.selectors import CaseFile
from repair.selectors.colleagues import stood_in_for
from repair.selectors.phrases import phrase_label, phrases
from repair.services.counter import filing_of
from repair.views.shown_cases import staff_timeline
from repair.views.shown_checks import shown_checks
from repair.views.shown_clock import shown_clock
from repair.views.shown_queue import fulfilment_lines
from repair.views.shown_rules import shown_conditions
from rules.words import source_line

RIGHTS = (
    "may_decide", "may_claim", "may_take_over", "may_assign", "may_countersign", "may_answer_transfer",
)  # fmt: skip


def file_context(file: CaseFile) -> dict[str, Any]:
    """What the page shows of the case."""
    case = file.case
    conditions = file.assessed.conditions
    open_statements = [one for one in file.statements if one.accepted is None]
    return {
        "case": case,
        "clock": shown_clock(file.clock),
        "conditions": sorted(shown_conditions(file.assessed, every=True), key=lambda c: c.css == "xx-ok"),
        "source_line": source_line(file.assessed),
        "counts": {
            "met": sum(c.met is True for c in conditions),
            "unmet": sum(c.met is False for c in conditions),
            "open": len(open_statements),
        },
        "open_statements": open_statements,
        "fulfilment": fulfilment_lines(file),
        "supplements": [
            {
                "pairs": list(zip(s.items, [*s.answers, *[""] * len(s.items)], strict=False)),
                "asked_on": s.asked_on,
                "answer_by": s.answer_by,
                "answered_on": s.answered_on,
            }
            for s in file.supplements
        ],
        "letters": file.letters,
        "timeline": staff_timeline(file),
        "checks": shown_checks(file),
        "remark": _remark(case),
        "filing": filing_of(case),
        "earlier": RepairCase.objects.filter(record=case.record).exclude(pk=case.pk).order_by("-pk")[:10],
        "supplement_left": _supplement_left(file),
        "remarks": list(case.conversation.select_related("by")),
        "proposed_code": _proposed_code(file),
        "failed_conditions": [each for each in conditions if each.met is False],
    }


def _remark(case: RepairCase) -> SubjectCheck | None:
    """What the applicant finds wrong in the facts of the entity (E7)."""
    check = SubjectCheck.objects.filter(case=case).first()
    return check if check and not check.right else None


def library_for(case: RepairCase) -> dict[str, list[Phrase]]:
    """The phrases of the case's department, by the decision they are for."""
    return {use: phrases(case.department_id, use) for use in PhraseUse.values}


def _proposed_code(file: CaseFile) -> str:
    """What kind of refusal is proposed, by its name in the library."""
    proposed = [event for event in file.events if event.verb == "propose_refusal"]
    if not file.case.proposed_by_id or not proposed:
        return ""
    return phrase_label(file.case.department_id, PhraseUse.REJECT, proposed[-1].facts.get("code", "other"))


def _supplement_left(file: CaseFile) -> int:
    asked = sum(one.stage == file.case.status for one in file.supplements)
    return max(file.case.supplement_rounds - asked, 0)


def rights(user: Any, case: RepairCase, on: date, prepared: PreparedDecision | None) -> dict[str, Any]:
    """What the reader may do with the case now, or the sentence that says why nothing."""
    if prepared:
        return dict.fromkeys(RIGHTS, False) | {"standing": _on_its_way(prepared, user)}
    reviews = holds(user, "review_cases", case.department_id)
    at_desk = case.desk == Desk.DEPARTMENT and not case.closed
    away = at_desk and case.claimed_by_id in stood_in_for(user, on)
    held = (
        reviews and at_desk and case.claimed_by_id == user.pk,
        reviews and at_desk and case.claimed_by_id is None,
        reviews and away,
        at_desk and holds(user, "lead_department", case.department_id),
        _may_countersign(user, case),
        _may_answer(user, case),
    )
    return dict(zip(RIGHTS, held, strict=True)) | {"standing": _standing(user, case, away=away)}


def _standing(user: Any, case: RepairCase, *, away: bool) -> str:
    """Why the reader can do nothing, or for whom they do it; nothing where the case is simply theirs."""
    if case.paused_for:
        return _what_comes_first(case.paused_for)
    if away:
        return _("You stand in for %(name)s") % {"name": person_name(case.claimed_by)}
    if case.desk == Desk.DEPARTMENT and not case.closed and case.claimed_by_id not in {None, user.pk}:
        words = _("%(name)s is working on this case; you can read it")
        return words % {"name": person_name(case.claimed_by)}
    if case.desk == Desk.COUNTERSIGN and not case.closed and case.proposed_by_id == user.pk:
        return _("You handle this case, so you cannot countersign it")
    if case.status == Status.SUPPLEMENTING:
        return _("The applicant is correcting the application; the clock stands still")
    return _where_it_goes(case) if case.is_handed_on else ""


def _on_its_way(prepared: PreparedDecision, user: Any) -> str:
    """A decision that has been issued and can still be taken back by its person."""
    if prepared.by_id == user.pk:
        return _("You have issued a decision on this case; until it leaves you can take it back above")
    words = _("%(name)s has issued a decision on this case; it is about to leave")
    return words % {"name": person_name(prepared.by)}


def _may_countersign(user: Any, case: RepairCase) -> bool:
    """Whether the reader signs as the second person, who is not the first."""
    waits = case.desk == Desk.COUNTERSIGN and not case.closed
    return waits and case.proposed_by_id != user.pk and holds(user, "countersign_cases", case.department_id)


def _may_answer(user: Any, case: RepairCase) -> bool:
    """Whether the reader's department is asked to take the case over, and the reader may say so."""
    asked = case.transfer_to_id if case.desk == Desk.TRANSFER else None
    return asked is not None and holds(user, "review_cases", asked)


def _what_comes_first(other: Case) -> str:
    words = _("This case waits for %(other)s on the same record; the clock stands still until that is closed")
    if other.due_on:
        words = _("This case waits for %(other)s on the same record, due on %(day)s; the clock stands still")
    return words % {"other": other.named, "day": plain_day(other.due_on)}


def _where_it_goes(case: RepairCase) -> str:
    if case.transfer_is_disputed or case.transfer_to is None:
        return _("The credit office decides where this case belongs; the term runs on")
    return _("%(department)s is asked to take this case over, answer by %(day)s; the term runs on") % {
        "department": case.transfer_to.name,
        "day": plain_day(case.transfer_answer_by),
    }


def may_transfer(file: CaseFile) -> bool:
    """Whether the question of where the case belongs is still open to its department."""
    settled = any(event.transfer == "settle" for event in file.events)
    return not settled and file.case.proposed_by_id is None


def may_extend(user: Any, file: CaseFile, on: date) -> bool:
    """Whether the reader heads the department and the term of this review can still be extended."""
    case, days = file.case, file.assessed.days("extension_working_days")
    runs = case.status == Status.ACCEPTED and case.due_on is not None and on <= case.due_on
    extended = any(event.verb == "extend" for event in file.events)
    return bool(runs and days and not extended and holds(user, "lead_department", case.department_id))
