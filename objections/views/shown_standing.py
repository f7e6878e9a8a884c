"""Where an objection stands, as staff say it, and what its history says among them."""

from django.utils.translation import gettext as _

from casework.fsm import Capacity
from casework.models import CaseEvent
from casework.wording import moment, person_name
from objections.models import ObjectionCase, Status
from objections.models.status import CHANGES_THE_RECORD
from objections.views.shown_progress import Standing, standing, title_of
from repair.views.shown_cases import Step

S = Status


def staff_standing(case: ObjectionCase) -> Standing:
    """The state in a word; what is over is said as its party reads it."""
    if case.closed or case.status in (S.DRAFTED, *CHANGES_THE_RECORD):
        return standing(case)
    words, css = {
        S.FILED: (_("To be taken up"), "xx-p"),
        S.ACCEPTED: (_("To be compared"), "xx-p"),
        S.VERIFYING: (_("Being verified"), "xx-v"),
        S.SUPPLEMENTING: (_("Waiting for evidence"), "xx-w"),
        S.MISROUTED: (_("Whose it is, is open"), "xx-t"),
        S.APPLIED_TO_RECORD: (_("Corrected, channels follow"), "xx-ok"),
        S.REVIEWING: (_("To be re-checked"), "xx-v"),
        S.REVIEWING_ABOVE: (_("Re-checked above"), "xx-v"),
    }[Status(case.status)]
    return Standing(words, css)


def among_staff() -> dict[str, str]:
    """Steps that only staff read of."""
    return {
        "propose_dismissal": _("“Stays as it is” proposed"),
        "send_back": _("Not confirmed, to be answered again"),
        "note_no_answer": _("No answer in time; reminded, and the credit office told"),
        "redate": _("Due date moved: the calendar was corrected"),
    }


def history(case: ObjectionCase, events: list[CaseEvent]) -> list[Step]:
    """Every step, newest first, with who took it and what was said."""
    return [
        Step(
            title=among_staff().get(event.verb) or title_of(case, event),
            words="",
            icon="",
            css="",
            said=_said(event),
            who="" if event.capacity == Capacity.SYSTEM else person_name(event.actor),
            when=moment(event.at),
        )
        for event in reversed(events)
    ]


def _said(event: CaseEvent) -> str:
    items = event.facts.get("items") if event.facts else None
    return "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)) if items else event.words
