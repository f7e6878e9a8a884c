"""The attacks, by what they are made on: the case, the chain of its events, its transfer, its removal."""

from collections.abc import Iterator
from typing import Any

from casework.fsm import Capacity, TransferMark
from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.world import CASE, EVENT, GRANTED, MOVE, ORDER, event_of, transfer_step

STATUS_GUARD = "case_stands_where_its_last_event_says"
PLACE_GUARD = "event_in_the_department_of_its_case"
TRANSFER_GUARD = "event_keeps_to_the_transfer"


def attacks(world: dict[str, Any]) -> Iterator[Attack]:
    """Every attack, in the world that is made for them."""
    yield from _on_the_case(world)
    yield from _on_the_chain(world)
    yield from _on_the_transfer(world)
    yield from _on_the_wait(world)
    yield from _on_the_record(world)
    yield from _on_the_removal(world)


def _on_the_case(world: dict[str, Any]) -> Iterator[Attack]:
    def update(guard: str, change: str) -> Attack:
        return Attack(guard, f"UPDATE casework_case SET {change} WHERE id = %(case)s", world)

    first = world["path"][0].target
    yield update(STATUS_GUARD, "status = 'approved'")
    yield update(STATUS_GUARD, "closed = NOT closed")
    yield update("case_goes_forward", f"seq = 1, status = '{first}'")
    yield update("case_goes_forward", "department_id = %(theirs)s")
    yield update("case_goes_forward", "transfer_to_id = %(theirs)s")
    second = world | {"number": "PROBE-N", "status": first}
    yield Attack("case_one_open_per_record", CASE, second)
    yield Attack(STATUS_GUARD, CASE, second | {"record": world["free"], "status": GRANTED})
    asked = second | {"record": world["free"], "asked": world["theirs"]}
    yield Attack("case_begins_with_its_own_department", CASE, asked)


def _on_the_chain(world: dict[str, Any]) -> Iterator[Attack]:
    onward, two, elsewhere = _steps(world)
    lawful = event_of(onward, case=world["case"], seq=world["last"] + 1, world=world)

    def event(guard: str, **lie: Any) -> Attack:
        return Attack(guard, EVENT, lawful | lie)

    yield event("event_is_a_legal_step", verb="decree")
    yield event("event_is_a_legal_step", target="repaired")
    yield event("event_is_a_legal_step", closes=not lawful["closes"])
    yield event("event_follows_the_one_before", seq=world["last"] + 2)
    past = event_of(elsewhere, case=world["case"], seq=world["last"] + 1, world=world)
    yield Attack("event_follows_the_one_before", EVENT, past)
    yield event("event_first_has_no_source", seq=1)
    fork = event_of(world["path"][-1], case=world["case"], seq=world["last"], world=world)
    yield Attack("event_key_of_the_next", EVENT, fork)
    theirs = {"department": world["theirs"], "officer_of": world["theirs"], "actor": world["stranger"]}
    yield event(PLACE_GUARD, **theirs)
    yield event("event_of_an_officer_of_the_department", actor=world["stranger"])
    yield event("event_of_an_officer_names_the_department", officer_of=None)
    alone = event_of(two, case=world["case"], seq=world["last"] + 1, world=world)
    yield Attack("event_of_two_persons_has_two", EVENT, alone | {"proposer": world["actor"]})
    yield Attack("event_of_two_persons_has_two", EVENT, alone | {"proposer": None})
    yield event("event_moved_its_case")
    where = "WHERE case_id = %(case)s AND seq = 1"
    yield Attack("event_is_never_changed", f"UPDATE casework_caseevent SET words = 'other' {where}", world)
    yield Attack("event_is_never_changed", f"DELETE FROM casework_caseevent {where}", world)


def _steps(world: dict[str, Any]) -> tuple[LegalStep, LegalStep, LegalStep]:
    """A step that the case could take, one of two persons, and one from another state."""
    steps = LegalStep.objects.filter(machine=world["machine"], transfer=TransferMark.NONE).order_by("pk")
    onward = steps.filter(source=world["stands"], capacity=Capacity.DEPARTMENT, second=False)[0]
    two = steps.filter(source=world["stands"], second=True)[0]
    elsewhere = steps.filter(second=False).exclude(source__in=["", world["stands"]])[0]
    return onward, two, elsewhere


def _on_the_transfer(world: dict[str, Any]) -> Iterator[Attack]:
    def step(case: str, seq: int, mark: str, **lie: Any) -> dict[str, Any]:
        taken = transfer_step(world["path"][-1], mark)
        return world | event_of(taken, case=world[case], seq=seq, world=world) | lie

    after, asked = world["last"] + 1, world["last"] + 2
    ours = {"department": world["department"], "officer_of": world["department"], "actor": world["actor"]}
    mark = TransferMark
    yield Attack(PLACE_GUARD, EVENT, step("case", after, mark.TAKE))  # nobody was asked
    yield Attack(PLACE_GUARD, EVENT, step("asked_case", asked, mark.TAKE, to=world["department"], **ours))
    yield Attack(PLACE_GUARD, EVENT, step("asked_case", asked, mark.RETURN, **ours))
    named = "event_of_a_transfer_names_the_other_department"
    yield Attack(named, EVENT, step("case", after, mark.ASK, to=world["department"]))
    yield Attack(named, EVENT, step("case", after, mark.ASK, to=None))
    yield Attack(TRANSFER_GUARD, EVENT, step("case", after, mark.REFER))
    yield Attack(TRANSFER_GUARD, EVENT, step("case", after, mark.SETTLE))
    yield Attack(TRANSFER_GUARD, EVENT, step("case", after, mark.SUCCEED))  # no department has merged
    yield Attack(TRANSFER_GUARD, EVENT, step("asked_case", asked, mark.ASK))
    onward = event_of(_steps(world)[0], case=world["asked_case"], seq=asked, world=world)
    yield Attack(TRANSFER_GUARD, EVENT, onward)  # a decision while another department is asked
    again = step("disputed_case", world["disputed_last"] + 1, mark.RETURN)
    yield Attack(TRANSFER_GUARD, EVENT, again)  # given back a second time
    both = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}; {MOVE}"
    taken = step("asked_case", asked, mark.TAKE)
    yield Attack("case_goes_forward", both, taken | {"its": world["department"]})  # taken over, and kept
    yield Attack("case_goes_forward", both, taken | {"asked": world["theirs"]})
    yield Attack("case_in_the_department_of_its_record", both, taken)  # and the record left behind


def _on_the_wait(world: dict[str, Any]) -> Iterator[Attack]:
    """On a case that the system lets wait: for itself, for one of another record, for one that is closed."""
    system = LegalStep.objects.filter(machine=world["machine"], source=world["stands"], transfer="")
    step = system.filter(capacity=Capacity.SYSTEM, target=world["stands"])[0]
    lawful = world | event_of(step, case=world["case"], seq=world["last"] + 1, world=world)
    waits = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}; {MOVE}"
    elsewhere = lawful | {"waits_for": world["granted_case"]}
    yield Attack("case_waits_for_a_case_of_its_record", waits, elsewhere)
    yield Attack("case_waits_for_another_while_open", waits, lawful | {"waits_for": world["case"]})
    alone = "UPDATE casework_case SET paused_for_id = %(granted_case)s WHERE id = %(case)s"
    yield Attack("case_waits_as_its_event_says", alone, world)
    onward = event_of(_steps(world)[0], case=world["case"], seq=world["last"] + 1, world=world)
    by_an_officer = world | onward | {"waits_for": world["granted_case"]}
    yield Attack("event_leaves_a_waiting_case_alone", EVENT, by_an_officer)


def _on_the_record(world: dict[str, Any]) -> Iterator[Attack]:
    change = "UPDATE registry_record SET department_id = %(theirs)s WHERE id = "
    yield Attack("record_goes_with_its_case", f"{change}%(record)s", world)
    yield Attack("record_goes_with_its_case", f"{change}%(free)s", world)
    where = "WHERE id = %(record_move)s"
    yield Attack(
        "record_move_is_never_changed", f"UPDATE registry_recordmove SET because = '' {where}", world
    )
    yield Attack("record_move_is_never_changed", f"DELETE FROM registry_recordmove {where}", world)


def _on_the_removal(world: dict[str, Any]) -> Iterator[Attack]:
    order = world | {"seq": world["last"]}
    yield Attack("removal_of_an_approved_case", ORDER, order | {"target": GRANTED})
    yield Attack("removal_follows_an_approval", ORDER, order | {"target": world["stands"]})
    granted = {"case": world["granted_case"], "seq": world["last"] + 1, "target": GRANTED}
    yield Attack("removal_of_the_record_of_its_case", ORDER, world | granted | {"record": world["free"]})
    change = "UPDATE casework_removal SET ordered_on = ordered_on WHERE id = %(removal)s"
    yield Attack("removal_is_never_changed", change, world)
    yield Attack("removal_is_never_changed", "DELETE FROM casework_removal WHERE id = %(removal)s", world)
    hide = "UPDATE registry_publication SET state = 'ended_by_repair', ended_on = %(day)s"
    where = " WHERE id = %(publication)s"
    yield Attack("publication_ended_by_repair_names_its_removal", hide + where, world)
    yield Attack("publication_ended_by_a_removal_of_its_record", f"{hide}, removal_id = 0{where}", world)
    early = "UPDATE registry_publication SET state = 'ended_at_maximum', ended_on = %(day)s, shown_until = %(day)s"
    yield Attack("publication_ended_at_maximum_after_its_last_day", early + where, world)
    other = f"UPDATE registry_publication SET state = 'forgotten'{where}"
    yield Attack("publication_state_has_a_guard", other, world)
    again = "UPDATE registry_publication SET state = 'shown', ended_on = NULL, removal_id = NULL WHERE id = %(gone)s"
    yield Attack("publication_stays_ended", again, world)
