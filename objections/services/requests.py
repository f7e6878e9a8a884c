"""Evidence that is missing: asked for in one complete list, once per stage."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError
from casework.routing import desk_of
from objections.flows import ObjectionFlow
from objections.models import EvidenceRequest, ObjectionCase, Status
from objections.services import telling
from objections.services.moving import asked, move, paused, settle_dates
from rules.services import office_calendar

ANSWER_TIME = "supplement_answer_working_days"
DESKS = {
    Status.FILED: (ObjectionFlow.accept, "accept"),
    Status.ACCEPTED: (ObjectionFlow.check, "check"),
    Status.VERIFYING: (ObjectionFlow.verify, "verify"),
}


def ask_for(
    case: ObjectionCase, step: Any, items: Sequence[str], *, by: Any, on: date, owner: Any = None
) -> EvidenceRequest:
    """Ask the subject for everything that is missing; what is asked in one stage is asked once."""
    rules = asked(case, on)
    wanted = [item.strip() for item in items if item.strip()]
    if not wanted:
        raise CaseError(_("Name at least one thing that is missing."), field="items")
    term = rules.term(ANSWER_TIME, case.kind)
    if term is None:
        raise LookupError(f"no rule file states {ANSWER_TIME!r}")
    answer_by, asked_in = term.due(on, office_calendar()).on, Status(case.status)
    node, stage = DESKS[asked_in]
    with desk_of(case, node, owner=owner):
        move(
            case, step, by=by, on=on, clock=paused(rules, stage), answer_by=answer_by, facts={"items": wanted}
        )
        request = EvidenceRequest.objects.create(
            case=case, asked_in=asked_in, items=wanted, asked_on=on, answer_by=answer_by
        )
    settle_dates(case, on)
    telling.evidence_asked(case, request, on=on)
    return request
