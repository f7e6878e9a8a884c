"""Attacks on the guards of who decides in a dispute: named without a step, of the department, or not named any more."""

from collections.abc import Iterator
from typing import Any

from casework.probes.attack import Attack
from casework.probes.world import EVENT, MOVE, event_of
from rechecks.models import CorrectionOrder
from rechecks.probes.rechecks import step_of

WITH_WORDS = EVENT.replace("'', '', '', '{}')", "'', '', 'probe', '{}')")
STEP = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {WITH_WORDS}"
ROW = """
    INSERT INTO rechecks_othersettler (order_id, event_id, settles_id)
    SELECT %(order)s, id, %(instead)s FROM casework_caseevent WHERE case_id = %(case)s AND seq = %(seq)s"""
NAMED = f"SET CONSTRAINTS event_moved_its_case, step_names_another_settler DEFERRED; {WITH_WORDS}; {ROW}"
# All of it is one attack: what a generator did itself would stand in the way of the attacks before it.
LATE = f"""
    SET CONSTRAINTS ALL DEFERRED; {WITH_WORDS}; {ROW}; {MOVE}; SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS event_moved_its_case DEFERRED; {WITH_WORDS.replace("%(", "%(late_")}"""


def attacks_on_settlers(orders: dict[str, Any]) -> Iterator[Attack]:
    """`orders` is the world of the orders, with one that the department disputes."""
    ours = orders | {"order": CorrectionOrder.objects.get(recheck=orders["explained"]).pk}
    naming = ours | _event(ours, "name_settler", seq=9)
    yield Attack("step_names_another_settler", STEP, naming)
    outside = "other_settler_is_from_outside"
    for person in ("insider", "helper", "checker"):
        yield Attack(outside, NAMED, naming | {"instead": ours[person]})
    by_a_step = "other_settler_is_named_by_a_step"
    yield Attack(by_a_step, NAMED, naming | {"actor": ours["insider"]})
    yield Attack(by_a_step, NAMED, naming | {"actor": ours["instead"]})
    yield Attack(by_a_step, ROW, naming | {"seq": 8})  # a step that names nobody
    for change in ("UPDATE rechecks_othersettler SET id = id", "DELETE FROM rechecks_othersettler"):
        yield Attack("other_settler_is_never_changed", f"{NAMED}; {change}", naming)
    settles = _event(ours, "uphold_order", seq=10) | {"actor": ours["settles"]}
    later = naming | {f"late_{name}": value for name, value in settles.items()}
    yield Attack("dispute_is_settled_by_the_named_person", LATE, later)


def _event(world: dict[str, Any], verb: str, *, seq: int) -> dict[str, Any]:
    event = event_of(step_of(verb), case=world["explained"], seq=seq, world=world)
    return event | {"actor": world["issuer"]}
