"""The status of a case in memory: it changes by its steps only, and a stale copy changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template import Context, Template

from casework import moves
from casework.errors import ConditionsNotMet, NotOpenAnyMore
from casework.fsm import ConcurrentTransition, Step, steps_of
from casework.models import CaseEvent
from repair import services
from repair.models import RepairCase, Status

VERBS = sorted({step.verb for step in steps_of(RepairCase)} - {"apply"})


def test_a_template_that_names_a_step_does_not_run_it(office):
    case = office.has_judged()
    named = "".join(f"[{{{{ case.{verb} }}}}]" for verb in VERBS)
    assert Template(named).render(Context({"case": case})) == "[]" * len(VERBS)
    assert (case.status, office.status_of(case)) == (Status.ACCEPTED, Status.ACCEPTED)
    assert case.decided_on is None


def test_a_template_reads_the_status(office):
    case = office.has_judged()
    assert Template("{{ case.status }}").render(Context({"case": case})) == "accepted"


def test_a_status_is_not_assigned(office):
    case = office.reload(office.has_received())
    with pytest.raises(AttributeError):
        case.status = Status.APPROVED
    case.status = Status.SUBMITTED  # what a form does that writes every field back
    assert case.status == Status.SUBMITTED


def test_reading_a_case_that_is_gone_does_not_switch_protection_off(office):
    case = office.reload(office.has_received())
    with pytest.raises(RepairCase.DoesNotExist):
        RepairCase(pk=0).refresh_from_db()
    with pytest.raises(AttributeError):
        case.status = Status.APPROVED


def test_reading_a_case_again_shows_where_it_stands_now(office):
    case = office.has_received()
    stale = office.reload(case)
    office.reviewer.accepts(case)
    stale.refresh_from_db()
    assert stale.status == Status.ACCEPTED
    with pytest.raises(AttributeError):
        stale.status = Status.APPROVED


def test_a_case_can_be_read_without_its_status(office):
    case = office.has_received()
    assert RepairCase.objects.only("number").get(pk=case.pk).status == Status.SUBMITTED
    assert RepairCase.objects.defer("status").get(pk=case.pk).status == Status.SUBMITTED


def test_a_stale_copy_cannot_be_saved_over_what_has_happened(office):
    case = office.has_received()
    stale = office.reload(case)
    office.reviewer.accepts(case)
    with pytest.raises(ConcurrentTransition), transaction.atomic():
        stale.save()
    assert office.status_of(case) == Status.ACCEPTED


def test_a_stale_copy_cannot_take_a_step(office):
    case = office.has_received()
    stale = office.reload(case)
    office.reviewer.accepts(case)
    with pytest.raises(NotOpenAnyMore):
        moves.make(stale.withdraw, by=office.representative.user, on=office.day.today)
    assert office.status_of(case) == Status.ACCEPTED


def test_a_second_copy_of_the_same_state_cannot_take_the_same_step_again(office):
    """A proposal leaves the status as it is, so only the number of the event tells the copies apart."""
    case = office.has_taken_up()
    stale = office.reload(case)
    office.reviewer.proposes_refusal(case)
    said = {"reasons": "整改复查未通过。", "remedy": "复查通过后可再次申请。"}
    with pytest.raises(NotOpenAnyMore):
        moves.make(stale.propose_refusal, by=office.reviewer.user, on=office.day.today, **said)
    assert CaseEvent.objects.filter(case=case, verb="propose_refusal").count() == 1


def test_the_door_asks_first_whether_the_step_is_open_then_who_asks_then_the_conditions(office):
    case = office.has_taken_up()
    today, stranger = office.day.today, office.stranger.user
    with pytest.raises(NotOpenAnyMore):
        moves.make(office.reload(case).accept, by=stranger, on=today)
    with pytest.raises(PermissionDenied):
        moves.make(office.reload(case).approve, by=stranger, on=today)
    with pytest.raises(ConditionsNotMet):
        services.approve(case.number, by=office.reviewer.user, on=today)


def test_every_step_of_two_persons_is_taken_by_the_department():
    assert all(step.capacity == "department" for step in steps_of(RepairCase) if step.second)


def test_a_case_is_over_where_no_step_leads_on_but_the_correction_of_a_wrong_decision():
    steps = steps_of(RepairCase)
    over = {step.target for step in steps if step.closes}
    onward = {step.source for step in steps if step.verb not in ("revoke", "grant_after_all")}
    assert over & onward == set()
    assert over == {"not_accepted", "rejected", "withdrawn", "lapsed", "repaired", "revoked", "cleared"}


def test_every_status_is_reached_and_known():
    assert {step.target for step in steps_of(RepairCase)} == set(Status)


def test_only_a_grant_leads_to_a_removal():
    """One that is granted already may follow its record to another department; that grants nothing."""
    steps = [step for step in steps_of(RepairCase) if step.source != Status.APPROVED]
    granted = [step for step in steps if step.target == Status.APPROVED]
    assert set(granted) == {
        Step("approve", "accepted", "approved", "department", closes=False, second=False),
        Step("grant_after_all", "rejected", "approved", "department", closes=False, second=True),
        Step("grant_after_all", "not_accepted", "approved", "department", closes=False, second=True),
    }
