"""Attacks on the guards of correction orders: none without its finding, nothing revoked unheard, nothing closed too soon."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.probes.attack import Attack
from casework.probes.world import EVENT, MOVE, event_of, go_on
from rechecks.models import BLIND_POINTS, OtherSettler, Point, RecheckCase
from rechecks.probes.compliance import attacks_on_compliance
from rechecks.probes.rechecks import (
    CONCLUDED,
    finds,
    goes,
    people,
    points_of,
    recheck_of_a_closed_case,
    step_of,
)
from rechecks.probes.settlers import attacks_on_settlers
from rechecks.probes.supervision import LETTER

STEP = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}"
SIGNED = """
    UPDATE rechecks_recheckcase SET confirmed_by_id = %(issuer)s, confirmed_on = %(day)s
    WHERE case_ptr_id = %(recheck)s"""
ROW = """
    INSERT INTO rechecks_correctionorder (recheck_id, letter_id, number, demand, reissue, reclassify, deceived, words, cc, issued_on,
        issued_by_id, settles_id, answer_by, correct_by)
    VALUES (%(recheck)s, %(letter)s, %(order_number)s, %(demand)s, %(reissue)s, false, %(deceived)s, %(words)s, '', %(day)s, %(issuer)s,
        %(settles)s, %(answer_by)s, %(correct_by)s)"""
ORDERED = f"SET CONSTRAINTS event_moved_its_case, correction_has_its_order DEFERRED; {EVENT}; {ROW}"
PROPOSAL = """
    INSERT INTO rechecks_proposal (recheck_id, by_id, "on", ground, clause, statement_by, notice_id)
    VALUES (%(recheck)s, %(actor)s, %(day)s, %(ground)s, '', %(statement_by)s, %(notice)s)"""
STATEMENT = """
    INSERT INTO rechecks_statement (proposal_id, text, way, by_id, "on")
    VALUES (%(proposal)s, %(text)s, 'online', %(insider)s, %(on)s)"""


def attacks_on_orders(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if OtherSettler._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings orders there is nothing to guard
    ours = _orders(world)
    yield from _on_the_order(ours)
    yield from _on_the_hearing(ours)
    yield from attacks_on_compliance(ours)
    moved = "UPDATE rechecks_correctionorder SET correct_by = correct_by + 1"
    yield Attack("correction_order_is_never_changed", moved, ours)
    moved = "UPDATE rechecks_proposal SET statement_by = statement_by + 1"
    yield Attack("proposal_is_never_changed", moved, ours)
    for guard, table in (
        ("correction_order_is_never_changed", "rechecks_correctionorder"),
        ("proposal_is_never_changed", "rechecks_proposal"),
        ("statement_is_never_changed", "rechecks_statement"),
        ("compliance_is_never_changed", "rechecks_compliance"),
        ("acceptance_is_never_changed", "rechecks_acceptance"),
    ):
        yield Attack(guard, f"UPDATE {table} SET id = id", ours)  # noqa: S608
        yield Attack(guard, f"DELETE FROM {table}", ours)  # noqa: S608


def _on_the_order(ours: dict[str, Any]) -> Iterator[Attack]:
    order = ours | {"recheck": ours["confirmed"]} | _event(ours, "order", case=ours["confirmed"], seq=6)
    order |= {"order_number": "PROBE-2", "letter": ours["second_letter"]}
    yield Attack("correction_has_its_order", STEP, order)
    finding = "correction_order_stands_on_a_finding"
    yield Attack(finding, ORDERED, order | {"settles": ours["checker"]})
    yield Attack(finding, ORDERED, order | {"demand": "end"})
    outside = "correction_order_is_settled_from_outside"
    yield Attack(outside, ORDERED, order | {"settles": ours["insider"]})
    yield Attack(outside, ORDERED, order | {"settles": ours["helper"]})
    yield Attack("correction_order_demand_is_known", ORDERED, order | {"demand": "forget"})
    yield Attack("correction_order_leaves_time", ORDERED, order | {"answer_by": "2026-01-01"})
    yield Attack("correction_order_says_what", ORDERED, order | {"words": ""})
    deceit = order | {"demand": "end", "deceived": True}
    yield Attack("correction_order_of_deceit_restores", ORDERED, deceit)
    settle = _event(ours, "uphold_order", case=ours["explained"], seq=9)
    yield Attack("dispute_is_settled_by_the_named_person", STEP, settle | {"actor": ours["issuer"]})
    yield from attacks_on_settlers(ours)


def _on_the_hearing(ours: dict[str, Any]) -> Iterator[Attack]:
    unheard = _event(ours, "correct", case=ours["hearing"], seq=8) | {"proposer": ours["actor"]}
    yield Attack("subject_is_heard_first", STEP, unheard | {"actor": ours["insider"]})
    late = ours | {"text": "probe", "on": "2030-01-01"}
    yield Attack("statement_is_in_time", STATEMENT, late)
    yield Attack("statement_says_something", STATEMENT, late | {"text": "", "on": ours["day"]})
    other = ours | {"recheck": ours["confirmed"]}
    yield Attack("proposal_says_why", PROPOSAL, other | {"ground": ""})
    yield Attack("proposal_to_revoke_hears_the_subject", PROPOSAL, other | {"notice": None})


def _orders(world: dict[str, Any]) -> dict[str, Any]:
    """Wrong repairs: confirmed, disputed by the department, one whose subject is being heard, and one corrected."""
    ours = world | people(world, "-of-orders") | {"machine": RecheckCase.MACHINE}
    ours |= {
        "assessed": "should_stay", "clause": "probe", "gravity": "general", "reason": "", "verdict": "wrongly_repaired",
        "five": points_of(BLIND_POINTS), "eight": points_of(tuple(Point)), "by": ours["checker"],
        "demand": "restore", "reissue": False, "deceived": False, "words": "probe", "answer_by": world["day"],
        "correct_by": world["day"], "ground": "probe", "statement_by": "2026-12-31",
    }  # fmt: skip
    settles = people(world, "-who-settles")["second"]
    ours |= {"settles": settles, "issuer": ours["second"]}
    ours["instead"] = people(world, "-who-settles-instead")["second"]
    for n, name in enumerate(("confirmed", "explained", "hearing", "corrected"), start=10):
        ours[name], _examined = recheck_of_a_closed_case(ours, n, with_row=True)
        confirmed(ours | {"recheck": ours[name]})
    with connection.cursor() as cursor:
        names = (
            "letter",
            "second_letter",
            "third_letter",
            "fourth_letter",
            "notice",
            "second_notice",
            "third_notice",
        )
        for n, name in enumerate(names):
            ours["letter_key"] = f"PROBE-ORD-{n}"
            cursor.execute(f"{LETTER} RETURNING id", ours)
            ours[name] = cursor.fetchone()[0]
    first, second = ({"notice": ours[name]} for name in ("second_notice", "notice"))
    heard = _heard(ours | first | {"recheck": ours["explained"], "order_number": "PROBE-0"})
    third = {"order_number": "PROBE-1", "letter": ours["third_letter"]}
    ours["proposal"] = _heard(ours | second | third | {"recheck": ours["hearing"]})
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, ours | {"proposal": heard, "text": "probe", "on": ours["day"]})
    go_on(ours, ours["explained"], [step_of("explain")], after=7)
    fourth = {"order_number": "PROBE-3", "letter": ours["fourth_letter"], "notice": ours["third_notice"]}
    _corrected(ours | fourth | {"recheck": ours["corrected"], "reissue": True})
    return ours


def confirmed(world: dict[str, Any]) -> None:
    """Examined blind, shown, proposed, and confirmed by a second person: five events."""
    finds(world | {"finding": 1, "verdict": "", "points": world["five"]})
    goes(world, world["recheck"], ["examine", "reveal"], after=1)
    finds(world | {"finding": 2, "points": world["eight"]})
    goes(world, world["recheck"], ["propose"], after=3)
    confirm = world | _event(world, "confirm_wrong_repair", case=world["recheck"], seq=5)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(CONCLUDED, world)
        cursor.execute(EVENT, confirm)
        cursor.execute(MOVE, confirm)
        cursor.execute(SIGNED, world)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _ordered(world: dict[str, Any]) -> None:
    order = world | _event(world, "order", case=world["recheck"], seq=6)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(EVENT, order)
        cursor.execute(MOVE, order)
        cursor.execute(ROW, order)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _heard(world: dict[str, Any]) -> int:
    """Ordered, and the subject told; returns the proposal."""
    _ordered(world)
    with connection.cursor() as cursor:
        cursor.execute(f"{PROPOSAL} RETURNING id", world)
        proposal: int = cursor.fetchone()[0]
    go_on(world, world["recheck"], [step_of("hear")], after=6)
    return proposal


def _corrected(world: dict[str, Any]) -> None:
    """Decided by a second person after the subject has spoken; what else was demanded is still to be proved."""
    heard = _heard(world)
    decided = world | _event(world, "correct", case=world["recheck"], seq=8)
    decided |= {"actor": world["insider"], "proposer": world["actor"]}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, world | {"proposal": heard, "text": "probe", "on": world["day"]})
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(EVENT, decided)
        cursor.execute(MOVE, decided)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _event(world: dict[str, Any], verb: str, *, case: int, seq: int) -> dict[str, Any]:
    """A lawful event: by the office's second person, or by the reviewer of the department."""
    event = event_of(step_of(verb), case=case, seq=seq, world=world)
    if event["capacity"] == "department":
        return event
    return event | {"actor": world["issuer"], "proposer": world["checker"] if event["second"] else None}
