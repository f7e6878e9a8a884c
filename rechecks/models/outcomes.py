"""How a closed case ended, for who rechecks it: the record went, stayed, or nothing was decided."""

from casework.models import Case, CaseEvent
from objections.models import ObjectionCase
from objections.models import Status as Objection
from repair.models import RepairCase
from repair.models import Status as Repair

# By machine and outcome; what is not named (withdrawn, lapsed, cleared) decided nothing.
WENT: dict[tuple[str, str], bool] = {
    (RepairCase.MACHINE, Repair.APPROVED): True,
    (RepairCase.MACHINE, Repair.REPAIRED): True,
    (RepairCase.MACHINE, Repair.REJECTED): False,
    (RepairCase.MACHINE, Repair.NOT_ACCEPTED): False,
    (ObjectionCase.MACHINE, Objection.UPHELD): True,
    (ObjectionCase.MACHINE, Objection.PARTLY_UPHELD): True,
    (ObjectionCase.MACHINE, Objection.DISMISSED): False,
    (ObjectionCase.MACHINE, Objection.UNVERIFIABLE): False,
    (ObjectionCase.MACHINE, Objection.NOT_ACCEPTED): False,
    (ObjectionCase.MACHINE, Objection.REPEATED): False,
}


def outcome_of(case: Case, *, before: CaseEvent | None = None) -> str:
    """What was decided: an objection keeps it beside the state in which it closed.

    A correction changes the state of a repair; `before` it stands what it was.
    """
    if kept := getattr(case.as_kind, "outcome", ""):
        return str(kept)
    closings = case.events.filter(closes=True, pk__lt=before.pk) if before else case.events.none()
    closing = closings.order_by("-seq").first()
    return closing.target if closing else case.status
