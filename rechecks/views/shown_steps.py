"""The steps of every kind of case as the register of steps shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy

from casework.fsm import Capacity
from casework.models import CaseEvent
from objections.models import ObjectionCase
from objections.models.contest import ContestCase, ContestStatus
from objections.views.shown_progress import verb_words as objection_words
from rechecks.models import RecheckCase, Status
from repair.models import RepairCase
from repair.views.shown_cases import verb_words as repair_words

STATUS_OF = {RecheckCase.MACHINE: Status, ContestCase.MACHINE: ContestStatus}
WORDS_OF = {RepairCase.MACHINE: repair_words, ObjectionCase.MACHINE: objection_words}
CAPACITIES = {
    Capacity.APPLICANT: pgettext_lazy("capacity", "party"),
    Capacity.DEPARTMENT: pgettext_lazy("capacity", "department"),
    Capacity.OFFICE: pgettext_lazy("capacity", "credit office"),
    Capacity.SYSTEM: pgettext_lazy("capacity", "system"),
}


@dataclass(frozen=True)
class ShownStep:
    """One step: who took it, as what, on which case, and what it is called."""

    at: datetime
    actor: Any
    capacity: str
    case: Any
    step: str


def shown_steps(events: list[CaseEvent]) -> list[ShownStep]:
    words = {machine: of_kind() for machine, of_kind in WORDS_OF.items()}
    return [
        ShownStep(
            each.at, each.actor, str(CAPACITIES[Capacity(each.capacity)]), each.case, _step(each, words)
        )
        for each in events
    ]


def _step(event: CaseEvent, words: dict[str, dict[str, str]]) -> str:
    """What the step is called; of a kind that names none, where the case stands after it."""
    if event.machine in STATUS_OF:
        return str(STATUS_OF[event.machine](event.target).label)
    said = words[event.machine].get(event.verb, event.verb)
    other = event.to_department.short_name if event.to_department else ""
    return (
        said % {"department": other, "other": (event.facts or {}).get("other", "")} if "%(" in said else said
    )
