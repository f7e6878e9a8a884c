"""For the permission table: one recheck at each of its desks, checked by the reviewer of another department."""

from rechecks.models import RecheckCase
from rechecks.services import assess_blindly, conclude, reveal
from rechecks.services.moving import start
from tests.permissions.sheets import BLIND, OPEN_EYED
from tests.world import Office


def rechecks_on_stage(office: Office) -> dict[str, RecheckCase]:
    """Assigned, assessed, with the outcome shown, and waiting for a second person."""
    said = {"by": office.stranger.user, "on": office.day.today}
    made = {
        name: _assigned(office)
        for name in ("recheck", "recheck assessed", "recheck shown", "recheck proposed")
    }
    for name in list(made)[1:]:
        assess_blindly(made[name].number, BLIND, **said)
    for name in list(made)[2:]:
        reveal(made[name].number, **said)
    conclude(made["recheck proposed"].number, OPEN_EYED, **said)
    return {name: RecheckCase.objects.get(pk=case.pk) for name, case in made.items()}


def _assigned(office: Office) -> RecheckCase:
    closed = office.representative.withdraws(office.has_received())
    case = RecheckCase(record=closed.record, examines_id=closed.pk, checker=office.stranger.user)
    return start(case, by=office.credit_officer.user, on=office.day.today)
