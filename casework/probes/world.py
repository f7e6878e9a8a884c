"""A small world for the attacks: cases that have gone their way lawfully, as far as each attack needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.fsm import ABROAD, Capacity, TransferMark
from casework.guards import STEP_COLUMNS
from casework.models import LegalStep
from registry.models import Channel, Department, Membership, Publication, Record, RecordMove, Subject

A_DAY = date(2026, 4, 1)
GRANTED = "approved"
NAMING = (
    TransferMark.ASK, TransferMark.REFER, TransferMark.TAKE, TransferMark.SETTLE, TransferMark.SUCCEED,
)  # fmt: skip
EVENT = """
    INSERT INTO casework_caseevent (case_id, seq, machine, verb, source, target, capacity, closes, second, transfer,
        to_department_id, waits_for_id, actor_id, proposer_id, department_id, officer_of_id, "on", clock, stage, words, facts)
    VALUES (%(case)s, %(seq)s, %(machine)s, %(verb)s, %(source)s, %(target)s, %(capacity)s, %(closes)s, %(second)s,
        %(transfer)s, %(to)s, %(waits_for)s, %(actor)s, %(proposer)s, %(department)s, %(officer_of)s, %(day)s, '', '', '', '{}')"""
# The case moves to where the event has led it, to the department `its`, with the question put to `asked`,
# and waits for what the event says.
MOVE = """
    UPDATE casework_case SET seq = %(seq)s, status = %(target)s, closed = %(closes)s,
        department_id = %(its)s, transfer_to_id = %(asked)s, paused_for_id = %(waits_for)s WHERE id = %(case)s"""
CASE = """
    INSERT INTO casework_case (number, machine, record_id, department_id, subject_id, status, seq, closed,
        opened_on, opened_by_id, due_is_provisional, desk, transfer_to_id)
    VALUES (%(number)s, %(machine)s, %(record)s, %(department)s, %(subject)s, %(status)s, 1, false,
        %(day)s, %(actor)s, false, 'department', %(asked)s) RETURNING id"""
ORDER = """
    INSERT INTO casework_removal (record_id, case_id, seq, target, ordered_on)
    VALUES (%(record)s, %(case)s, %(seq)s, %(target)s, %(day)s)"""


def probed_world() -> dict[str, Any]:
    """Lawful cases: before a step of two persons, granted, carried out, handed on, and disputed."""
    world = _people_and_records()
    path = _path_to_a_step_of_two()
    to_the_grant = [*path, _grant_after(path[-1])]
    handed_on, disputed = (
        [*path, *(transfer_step(path[-1], mark) for mark in marks)]
        for marks in (
            [TransferMark.ASK],
            [TransferMark.ASK, TransferMark.RETURN, TransferMark.REFER],
        )
    )
    world |= {"machine": path[0].machine, "path": path, "last": len(path), "stands": path[-1].target}
    world |= {"disputed_last": len(disputed)}
    ways = {
        "case": ("record", path),
        "granted_case": ("granted", to_the_grant),
        "hidden_case": ("hidden", to_the_grant),
        "asked_case": ("asked_for", handed_on),
        "disputed_case": ("fought_over", disputed),
    }
    for n, (name, (record, way)) in enumerate(ways.items()):
        world[name] = lawful_case(world | {"number": f"PROBE-{n}", "record": world[record]}, way)
    removed = world | {"case": world["hidden_case"], "seq": len(to_the_grant)}
    return world | {"removal": _carried_out(removed)}


def _people_and_records() -> dict[str, Any]:
    ours, theirs = (
        Department.objects.create(
            uscc=f"PROBE-{n}", name=f"probe {n}", short_name="p", letter_prefix="p", region="0"
        )
        for n in (1, 2)
    )
    users = get_user_model()
    officer, stranger = (users.objects.create(username=f"probe-{name}") for name in ("officer", "stranger"))
    Membership.objects.create(user=officer, department=ours, since=A_DAY)
    Membership.objects.create(user=stranger, department=theirs, since=A_DAY)
    subject = Subject.objects.create(kind="organisation", name="probe", uscc="PROBE-SUBJECT")
    records = {
        name: Record.objects.create(
            subject=subject, department=ours, jurisdiction="CN", document_number="probe", document_key=f"probe {name}",
            decided_on=A_DAY, title="probe", facts="probe", basis="probe", content="probe",
        )
        for name in ("record", "free", "granted", "hidden", "asked_for", "fought_over")
    }  # fmt: skip
    move = RecordMove.objects.create(record=records["free"], source=theirs, target=ours, on=A_DAY)
    channel = Channel.objects.create(code="probe", name="probe")
    shown, gone = (
        Publication.objects.create(record=records[each], channel=channel, shown_from=A_DAY)
        for each in ("record", "hidden")
    )
    return {name: record.pk for name, record in records.items()} | {
        "subject": subject.pk, "department": ours.pk, "its": ours.pk, "asked": None, "theirs": theirs.pk,
        "day": A_DAY, "actor": officer.pk, "stranger": stranger.pk,
        "channel": channel.pk, "publication": shown.pk, "gone": gone.pk, "record_move": move.pk,
    }  # fmt: skip


def lawful_case(world: dict[str, Any], path: list[LegalStep]) -> int:
    """A case that has gone the path, step by step as the guards ask."""
    with _guards_at_the_end() as cursor:
        cursor.execute(CASE, world | {"status": path[0].target})
        case = cursor.fetchone()[0]
        _walk(cursor, world, case, path, after=0)
    return case


def go_on(world: dict[str, Any], case: int, path: list[LegalStep], *, after: int) -> None:
    """Let a case that has gone `after` steps go these."""
    with _guards_at_the_end() as cursor:
        _walk(cursor, world, case, path, after=after)


@contextmanager
def _guards_at_the_end() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # the status guard, if it is there, and its like
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _walk(cursor: Any, world: dict[str, Any], case: int, path: list[LegalStep], *, after: int) -> None:
    for seq, step in enumerate(path, start=after + 1):
        columns = world | event_of(step, case=case, seq=seq, world=world)
        cursor.execute(EVENT, columns)
        cursor.execute(MOVE, columns)


def _carried_out(world: dict[str, Any]) -> int:
    """The removal of a granted case, with its publication ended."""
    with connection.cursor() as cursor:
        order = ORDER + " RETURNING id"
        cursor.execute(order, world | {"record": world["hidden"], "target": GRANTED})
        removal = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE registry_publication SET state = 'ended_by_repair', ended_on = %s, removal_id = %s WHERE id = %s",
            [A_DAY, removal, world["gone"]],
        )
    return removal


def _grant_after(step: LegalStep) -> LegalStep:
    return LegalStep.objects.get(machine=step.machine, source=step.target, target=GRANTED)


def transfer_step(after: LegalStep, mark: str) -> LegalStep:
    """The step of a transfer from where another one has led."""
    return LegalStep.objects.get(machine=after.machine, source=after.target, transfer=mark)


def event_of(step: LegalStep, *, case: int, seq: int, world: dict[str, Any]) -> dict[str, Any]:
    """The columns of a lawful event for a step, and where the case goes with it."""
    abroad = step.transfer in ABROAD
    place, actor = (world["theirs"], world["stranger"]) if abroad else (world["department"], world["actor"])
    to = world["theirs"] if step.transfer in NAMING else None
    taken = step.transfer in (TransferMark.TAKE, TransferMark.SETTLE)
    return {name: getattr(step, name) for name in STEP_COLUMNS} | {
        "case": case, "seq": seq, "actor": actor, "department": place, "to": to, "day": A_DAY,
        "officer_of": place if step.capacity == Capacity.DEPARTMENT else None,
        "proposer": world["stranger"] if step.second else None,
        "its": to if taken else world["department"], "asked": None if taken else to, "waits_for": None,
    }  # fmt: skip


def _path_to_a_step_of_two() -> list[LegalStep]:
    """The shortest legal way from a beginning to a state from which a step of two persons leads on.

    Of a machine that grants, and where a case can be handed on: removals and transfers are attacked too.
    """
    grants = LegalStep.objects.filter(target=GRANTED).values("machine")
    here = LegalStep.objects.filter(machine__in=grants).values_list("machine", "source")
    doors = set(here.filter(second=True)) & set(here.filter(transfer=TransferMark.ASK))
    if way := _shortest_way(lambda step: (step.machine, step.target) in doors):
        return way
    raise LookupError("no machine that grants declares a step of two persons")


def way_to(target: str) -> list[LegalStep]:
    """The shortest legal way from a beginning to a state, without a transfer; empty where no machine has it."""
    return _shortest_way(lambda step: step.target == target)


def _shortest_way(arrives: Callable[[LegalStep], bool]) -> list[LegalStep]:
    named = ("machine", "verb", "source", "target")  # the same way on every database
    steps = list(LegalStep.objects.filter(transfer=TransferMark.NONE).order_by(*named))
    ways = [[step] for step in steps if not step.source]
    for way in ways:  # grows while it is walked: breadth first
        if arrives(way[-1]):
            return way
        been = {each.target for each in way}
        ways += [
            [*way, step]
            for step in steps
            if step.machine == way[0].machine and step.source == way[-1].target and step.target not in been
        ]
    return []
