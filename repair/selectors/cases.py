"""One case with everything its page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.clocks import StageClock, stage_clock
from casework.models import CaseEvent
from notifications.models import Letter
from repair.letters import Commitment
from repair.models import RepairCase
from repair.services.law import assess_case
from rules.assessment import Assessment
from rules.services import office_calendar


@dataclass(frozen=True)
class CaseFile:
    """A case, its assessment under its own rules, the running term, its history and papers."""

    case: RepairCase
    assessed: Assessment
    clock: StageClock | None
    events: list[CaseEvent]
    statements: list[Any]
    supplements: list[Any]
    letters: list[Letter]
    receipts: list[Any]
    handovers: list[Any]


def case_file(case: RepairCase, on: date) -> CaseFile:
    """Read a case for its page; the order of events is oldest first."""
    events = list(case.events.select_related("actor", "department", "to_department"))
    removal = getattr(case, "removal", None)
    return CaseFile(
        case=case,
        assessed=assess_case(case, on),
        clock=stage_clock(events, as_of=on, calendar=office_calendar()),
        events=events,
        statements=list(case.statements.select_related("obligation", "judged_by")),
        supplements=list(case.supplements.order_by("pk")),
        letters=list(Letter.objects.of_case(case)),
        receipts=list(removal.receipts.select_related("channel")) if removal else [],
        handovers=list(case.handovers.select_related("giver", "taker", "by")),
    )


def commitments_of(case: RepairCase) -> list[Letter]:
    """Every commitment signed in a case, newest first: the one that holds, and those before it."""
    return list(Letter.objects.of_case(case).filter(kind=Commitment.kind))
