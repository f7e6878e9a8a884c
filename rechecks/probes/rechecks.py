"""Attacks on the guards of rechecks: no checker with a part in it, no finding rewritten, none after a look at the outcome."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.world import EVENT, event_of, go_on, lawful_case
from rechecks.models import BLIND_POINTS, Finding, Point, RecheckCase, Status
from registry.models import Membership, Record

STEP = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}"
ROW = """
    INSERT INTO rechecks_recheckcase (case_ptr_id, examines_id, item_id, checker_id, verdict, procedural_fault, gravity)
    VALUES (%(recheck)s, %(examined)s, %(item)s, %(checker)s, '', false, '')"""
FINDING = """
    INSERT INTO rechecks_finding (case_id, number, assessed, verdict, procedural_fault, clause, gravity, facts,
        suggestion, reason, points, anew, by_id, "on")
    VALUES (%(recheck)s, %(finding)s, %(assessed)s, %(verdict)s, false, %(clause)s, %(gravity)s, 'probe', '', %(reason)s,
        %(points)s, '{}', %(by)s, %(day)s)"""
CONCLUDED = """
    UPDATE rechecks_recheckcase SET verdict = %(verdict)s, gravity = 'general', concluded_on = %(day)s,
        proposed_by_id = %(checker)s WHERE case_ptr_id = %(recheck)s"""


def attacks_on_rechecks(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if Finding._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings rechecks there is nothing to guard
    world = world | _rechecks(world)
    yield from _on_who_checks(world)
    yield from _on_findings(world)
    yield from _on_steps(world)
    yield from _on_the_row(world)


def _on_who_checks(world: dict[str, Any]) -> Iterator[Attack]:
    fresh = world | {"recheck": world["without_row"]}
    yield Attack("recheck_checker_had_no_part", ROW, fresh | {"checker": world["helper"]})
    yield Attack("recheck_checker_is_of_another_department", ROW, fresh | {"checker": world["insider"]})
    closed_case = "recheck_examines_a_closed_case_of_its_record"
    yield Attack(closed_case, ROW, fresh | {"examined": world["granted_case"]})
    drawn = {"examined": None, "item": world["record_item"], "checker": world["record_checker"]}
    yield Attack("recheck_is_of_the_drawn_record", ROW, fresh | drawn)  # the record drawn is another one


def _on_findings(world: dict[str, Any]) -> Iterator[Attack]:
    blind = world | {"recheck": world["assigned"], "finding": 1, "verdict": "", "points": world["five"]}
    its_time = "finding_is_the_checkers_in_its_time"
    yield Attack(its_time, FINDING, blind | {"by": world["second"]})
    yield Attack(its_time, FINDING, blind | {"finding": 2})
    yield Attack(
        its_time, FINDING, world | {"finding": 3, "points": world["eight"]}
    )  # it waits for the second
    told = {"verdict": "missed", "points": world["eight"]}
    yield Attack("finding_is_blind_at_first", FINDING, blind | told)
    yield Attack("finding_goes_through_its_points", FINDING, blind | {"points": "{}"})
    without_a_note = world["five"].replace('"ok"', '"not_ok"')
    yield Attack("finding_goes_through_its_points", FINDING, blind | {"points": without_a_note})
    shown = world | {"recheck": world["shown"], "finding": 2, "points": world["eight"]}
    yield Attack("finding_says_why_it_changed", FINDING, shown | {"assessed": "should_stay"})
    yield Attack("finding_of_a_fault_says_which", FINDING, shown | {"clause": ""})
    yield Attack("finding_is_never_changed", "UPDATE rechecks_finding SET reason = reason", world)
    yield Attack("finding_is_never_changed", "DELETE FROM rechecks_finding", world)


def _on_steps(world: dict[str, Any]) -> Iterator[Attack]:
    examine = _event(world, "examine", case=world["assigned"], seq=2)
    yield Attack("recheck_follows_its_finding", STEP, examine)
    look = _event(world, "reveal", case=world["shown"], seq=4)
    yield Attack("recheck_step_is_its_checkers", STEP, look | {"actor": world["second"]})
    confirm = _event(world, "confirm_missed", case=world["recheck"], seq=5)
    confirm |= {"proposer": world["checker"]}
    yield Attack("recheck_is_done_by_outsiders", STEP, confirm | {"actor": world["insider"]})
    yield Attack("recheck_is_confirmed_by_another", STEP, confirm | {"proposer": world["stranger"]})
    otherwise = _event(world, "confirm_wrong_repair", case=world["recheck"], seq=5)
    yield Attack("recheck_follows_its_finding", STEP, otherwise | {"proposer": world["checker"]})


def _on_the_row(world: dict[str, Any]) -> Iterator[Attack]:
    change = "UPDATE rechecks_recheckcase SET {} WHERE case_ptr_id = %(recheck)s"
    for guard, lie in (
        ("recheck_says_what_was_found", "verdict = 'correct'"),
        ("recheck_is_drawn_for_what_it_examines", "examines_id = NULL"),
        ("recheck_confirmed_by_another_than_found", "confirmed_by_id = %(checker)s, confirmed_on = %(day)s"),
    ):
        yield Attack(guard, change.format(lie), world)


def _rechecks(world: dict[str, Any]) -> dict[str, Any]:
    """Of a closed case: one without its row, one assigned, one whose outcome is shown, one that waits for the second."""
    ours = world | people(world) | {"machine": RecheckCase.MACHINE}
    ours |= {
        "assessed": "should_go", "verdict": "missed", "clause": "probe", "gravity": "general", "reason": "",
        "five": points_of(BLIND_POINTS), "eight": points_of(tuple(Point)), "by": ours["checker"],
    }  # fmt: skip
    for n, name in enumerate(("without_row", "assigned", "shown", "recheck")):
        ours[name], examined = recheck_of_a_closed_case(ours, n, with_row=name != "without_row")
        if name == "without_row":
            ours["examined"] = examined
    for name in ("shown", "recheck"):
        finds(ours | {"recheck": ours[name], "finding": 1, "verdict": "", "points": ours["five"]})
        goes(ours, ours[name], ["examine", "reveal"], after=1)
    waits = ours | {"finding": 2, "points": ours["eight"]}
    finds(waits)
    goes(ours, ours["recheck"], ["propose"], after=3)
    with connection.cursor() as cursor:
        cursor.execute(CONCLUDED, waits)
    return ours


def people(world: dict[str, Any], room: str = "") -> dict[str, Any]:
    """A checker and a second person, somebody of the department, and somebody who closes what is checked."""
    users = get_user_model().objects
    names = ("rechecker", "second", "insider", "helper")
    people = {name: users.create(username=f"probe-{name}{room}").pk for name in names}
    Membership.objects.create(
        user_id=people["insider"], department_id=world["department"], since=world["day"]
    )
    return people | {"checker": people["rechecker"], "item": None}


def recheck_of_a_closed_case(world: dict[str, Any], n: int, *, with_row: bool) -> tuple[int, int]:
    """A case of a record of its own, closed by a step of somebody without a place in the department."""
    record = Record.objects.get(pk=world["free"])
    record.pk, record.public_id, record.document_key = None, f"probe-{n}", f"probe recheck {n}"
    record.save(force_insert=True)
    here = world | {"record": record.pk}
    repair = here | {"machine": world["path"][0].machine, "number": f"PROBE-R{n}"}
    way = [*world["path"]]
    examined = lawful_case(repair, way)
    ends = LegalStep.objects.filter(
        machine=repair["machine"], source=way[-1].target, closes=True, capacity="system", transfer=""
    )[0]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    go_on(repair | {"actor": world["helper"]}, examined, [ends], after=len(way))
    begins = LegalStep.objects.get(machine=RecheckCase.MACHINE, source="", capacity="office")
    recheck = lawful_case(here | {"number": f"PROBE-F{n}"}, [begins])
    if with_row:
        with connection.cursor() as cursor:
            cursor.execute(ROW, world | {"recheck": recheck, "examined": examined})
    return recheck, examined


def points_of(points: tuple[Point, ...]) -> str:
    """Every point in order."""
    return json.dumps({point.value: {"answer": "ok", "note": ""} for point in points})


def finds(world: dict[str, Any]) -> None:
    """A finding is kept."""
    with connection.cursor() as cursor:
        cursor.execute(FINDING, world)


# From where a step leads that leads on from several states.
FROM = (Status.EXAMINED, Status.WRONGLY_REPAIRED, Status.HEARING)


def step_of(verb: str) -> LegalStep:
    """The step of that name on the way of a wrong repair."""
    steps = LegalStep.objects.filter(machine=RecheckCase.MACHINE, verb=verb)
    return steps.get() if steps.count() == 1 else steps.get(source__in=FROM)


def goes(world: dict[str, Any], case: int, verbs: list[str], *, after: int) -> None:
    """The recheck goes these steps, by its checker."""
    go_on(world | {"actor": world["checker"]}, case, [step_of(verb) for verb in verbs], after=after)


def _event(world: dict[str, Any], verb: str, *, case: int, seq: int) -> dict[str, Any]:
    event = event_of(step_of(verb), case=case, seq=seq, world=world)
    return event | {"actor": world["second"] if event["second"] else world["checker"]}
