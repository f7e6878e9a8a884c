"""The letter that a step would issue, without taking it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from notifications import preview
from notifications.models import Letter, LetterPreview
from notifications.papers import issue
from repair.models import RepairCase
from repair.services.decision_facts import refused_facts
from repair.services.law import assess_case
from repair.services.prepare import take_what_waits_before


def preview_letter(case: RepairCase, step: Callable[[], Any], *, by: Any, on: date) -> LetterPreview:
    """Take the step, keep its letter's sheet, and take it back; numbers and case stay as they were."""
    last = Letter.objects.of_case(case).values_list("pk", flat=True).first() or 0

    def issued() -> Letter:
        take_what_waits_before(case, on)
        step()
        letter = Letter.objects.of_case(case).filter(pk__gt=last).first()
        return letter or _proposed_refusal(case.number, on)

    return preview.preview(case, issued, by=by)


def _proposed_refusal(number: str, on: date) -> Letter:
    """A proposal issues nothing yet: this is the letter that its second person would sign."""
    case = RepairCase.objects.get(number=number)
    case.moving_on = on
    assess_case(case, on)
    return issue(case, refused_facts(case), on=on)
