"""The verbs of a recheck: begin, assess blindly, see the outcome, conclude, confirm or send back, hand on."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.errors import CaseError, NotOpenAnyMore
from casework.routing import desk_of
from rechecks.flows import RecheckFlow
from rechecks.models import BLIND_POINTS, Draw, Finding, Point, RecheckCase, Status, Verdict
from rechecks.selectors.anew import assess_anew
from rechecks.selectors.outsiders import had_a_part, other_checkers
from rechecks.services.moving import begin, move, of_the_office
from rechecks.services.saying import Said, is_complete, says_why_it_changed
from registry.duties import sits_in_credit_office

BARRED = _(
    "You took a step in this case, or have or had a place in its department, so you cannot check it. "
    "Ask the credit office to name another checker."
)


def open_rechecks(draw: Draw, *, on: date) -> list[RecheckCase]:
    """Begin a recheck for every drawn item, in the draw's transaction and the name of who drew.

    Where a record has an open recheck already, the item waits and begins when that one is over.
    """
    items = draw.items.select_related("case__record", "record", "checker").order_by("position")
    begun = [begin(item, by=draw.drawn_by, on=on) for item in items]
    return [case for case in begun if case is not None]


@transaction.atomic
def assess_blindly(number: str, said: Said, *, by: Any, on: date) -> RecheckCase:
    """Save the first finding, before the outcome is shown."""
    case = of_the_checker(number, by)
    if case.revealed_on is not None or said.verdict:
        raise NotOpenAnyMore
    with desk_of(case, RecheckFlow.examine):
        _keep(case, said, BLIND_POINTS, by=by, on=on)
        move(case, case.examine, by=by, on=on)
    return case


@transaction.atomic
def reveal(number: str, *, by: Any, on: date) -> RecheckCase:
    """Show the checker how the case was decided; from now on every change of the finding needs a reason."""
    case = of_the_checker(number, by)
    move(case, case.reveal, by=by, on=on)
    return case


@transaction.atomic
def conclude(number: str, said: Said, *, by: Any, on: date) -> RecheckCase:
    """Conclude beside the outcome: correct, or a fault that a second person has to confirm."""
    case = of_the_checker(number, by)
    if case.status == Status.ASSIGNED and case.revealed_on is not None:  # it was sent back
        with desk_of(case, RecheckFlow.examine):
            _keep(case, said, tuple(Point), by=by, on=on)
            move(case, case.examine, by=by, on=on)
    elif case.revealed_on is None:
        raise NotOpenAnyMore
    else:
        _keep(case, said, tuple(Point), by=by, on=on)
    with desk_of(case, RecheckFlow.conclude):
        step = case.find_correct if said.verdict == Verdict.CORRECT else case.propose
        move(case, step, by=by, on=on)
    return case


@transaction.atomic
def confirm(number: str, *, words: str = "", by: Any, on: date) -> RecheckCase:
    """Confirm as the second person what the checker found; the department is ordered to correct next."""
    case = _of_the_second(number, by)
    found = case.verdict == Verdict.WRONGLY_REPAIRED
    step = case.confirm_wrong_repair if found else case.confirm_missed
    with desk_of(case, RecheckFlow.confirm):
        move(case, step, by=by, on=on, words=words.strip(), proposer=case.checker)
    return case


@transaction.atomic
def send_back(number: str, *, reasons: str, by: Any, on: date) -> RecheckCase:
    """Do not confirm: the checker looks again, with the reasons."""
    case = _of_the_second(number, by)
    if not reasons.strip():
        raise CaseError(_("Give the reasons"), field="reasons")
    with desk_of(case, RecheckFlow.confirm):
        move(case, case.send_back, by=by, on=on, words=reasons.strip(), proposer=case.checker)
    return case


@transaction.atomic
def reassign(number: str, *, to: User, reason: str, by: Any, on: date) -> RecheckCase:
    """Name another checker, with a reason that stays in the file; the new one begins blindly."""
    if not sits_in_credit_office(by):
        raise PermissionDenied
    case = of_the_office(number)
    if not reason.strip():
        raise CaseError(_("Give the reasons"), field="reason")
    if not other_checkers(case).filter(pk=to.pk).exists() or case.findings.filter(by=to).exists():
        raise CaseError(
            _("This person cannot check the case: choose somebody who had no part in it."), field="to"
        )
    case.drafts.all().delete()  # what the one before had half typed may tell the outcome
    facts, words = {"from": case.checker.username, "to": to.username}, reason.strip()
    if case.status == Status.EXAMINED:
        with desk_of(case, RecheckFlow.conclude):
            move(case, case.reassign, by=by, on=on, words=words, facts=facts, to=to)
    else:
        move(case, case.reassign, by=by, on=on, words=words, facts=facts, to=to)
    return case


def of_the_checker(number: str, by: Any) -> RecheckCase:
    """The recheck, locked, for its checker; raises PermissionDenied, or with words where they had a part in it."""
    case = of_the_office(number)
    if case.checker_id != by.pk:
        raise PermissionDenied
    if had_a_part(by, case):
        raise CaseError(BARRED)
    return case


def _of_the_second(number: str, by: Any) -> RecheckCase:
    case = of_the_office(number)
    if case.proposed_by_id is None:
        raise NotOpenAnyMore
    if case.findings.filter(by=by).exists():
        raise CaseError(_("You found this, so you cannot confirm it."))
    if had_a_part(by, case):
        raise CaseError(BARRED)
    return case


def _keep(case: RecheckCase, said: Said, points: tuple[Point, ...], *, by: Any, on: date) -> Finding:
    """Add the finding as the next row; the database refuses it where it is not the checker's turn."""
    before = case.last_finding
    is_complete(said, points)
    if before is not None and before.by_id == by.pk:
        says_why_it_changed(said, before)
    number = (before.number if before else 0) + 1
    anew = assess_anew(case).to_json() if not said.verdict else {}
    return Finding.objects.create(case=case, number=number, by=by, on=on, anew=anew, **said.columns())
