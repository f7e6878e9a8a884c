"""The letter with which an objection would be answered, without answering it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from notifications import preview
from notifications.models import Letter, LetterPreview
from objections.letters import Result, ReviewResult
from objections.models import ObjectionCase, Status
from objections.services import answer_facts, law
from objections.services.finishing import note_review_term
from objections.services.papers import issue

ANSWERS = (Result.kind, ReviewResult.kind)


def preview_letter(case: ObjectionCase, step: Callable[[], Any], *, by: Any, on: date) -> LetterPreview:
    """Take the step that answers the objection, keep its letter's sheet, and take it back."""
    letters = Letter.objects.of_case(case).filter(kind__in=ANSWERS)
    last = letters.values_list("pk", flat=True).first() or 0

    def issued() -> Letter:
        step()
        return letters.filter(pk__gt=last).first() or _proposed_dismissal(case.number, on)

    return preview.preview(case, issued, by=by)


def _proposed_dismissal(number: str, on: date) -> Letter:
    """A proposal issues nothing yet: this is the letter that its second person would sign."""
    case = ObjectionCase.objects.get(number=number)
    rules = law.governing(case, on)
    case.outcome = Status.DISMISSED
    note_review_term(case, rules, on)
    return issue(case, answer_facts.result(case, rules, on=on), on=on)
