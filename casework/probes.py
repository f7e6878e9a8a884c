"""Attacks on the guards, run in a savepoint at every start; a guard that lets one pass stops the start.

Each attack is lawful but for the one thing its guard forbids, and must be refused by that guard or
by the grants of the application's role.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection, transaction

from casework.fsm import Capacity
from casework.models import LegalStep
from registry.models import Channel, Department, Membership, Publication, Record, Subject

A_DAY = date(2026, 4, 1)
GRANTED = "approved"
NO_RIGHT = "42501"
EVENT = """
    INSERT INTO casework_caseevent (case_id, seq, machine, verb, source, target, capacity, closes, second,
        actor_id, proposer_id, department_id, officer_of_id, "on", clock, stage, words, facts)
    VALUES (%(case)s, %(seq)s, %(machine)s, %(verb)s, %(source)s, %(target)s, %(capacity)s, %(closes)s, %(second)s,
        %(actor)s, %(proposer)s, %(department)s, %(officer_of)s, %(day)s, '', '', '', '{}')"""
CASE = """
    INSERT INTO casework_case (number, machine, record_id, department_id, subject_id, status, seq, closed,
        opened_on, opened_by_id, due_is_provisional, desk)
    VALUES (%(number)s, %(machine)s, %(record)s, %(department)s, %(subject)s, %(status)s, 1, false,
        %(day)s, %(actor)s, false, 'department') RETURNING id"""
ORDER = """
    INSERT INTO casework_removal (record_id, case_id, seq, target, ordered_on)
    VALUES (%(record)s, %(case)s, %(seq)s, %(target)s, %(day)s)"""
Attacks = Callable[[dict[str, Any]], "Iterator[Attack]"]
FURTHER: list[Attacks] = []  # on the guards of the rooms above, which add their own when they are ready
STATUS_GUARD = "case_stands_where_its_last_event_says"


@dataclass(frozen=True)
class Attack:
    """One statement that must fail, and the name of the guard that must refuse it."""

    guard: str
    sql: str
    params: dict[str, Any]


def check_guards(app_configs: Any = None, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """System check: every guard refuses its attack. Runs with `check --database default`."""
    if not databases or connection.alias not in databases or not _tables_exist():
        return []
    if not LegalStep.objects.exists():
        return [
            Error("The table of legal steps is empty.", hint="Run migrate --skip-checks.", id="casework.E002")
        ]
    return [
        Error(
            f"The database guard {guard!r} let an attack pass.",
            hint="Run migrations as the owner of the tables; never drop or disable guards by hand.",
            id="casework.E001",
        )
        for guard in failing_guards()
    ]


def _tables_exist() -> bool:
    """Before the first migration there is nothing to guard."""
    return LegalStep._meta.db_table in connection.introspection.table_names()


def failing_guards() -> list[str]:
    """Names of the guards that did not refuse their attack; nothing of the attempt stays."""
    with transaction.atomic():
        try:
            attacks = list(_attacks(_world()))
            return [attack.guard for attack in attacks if not _is_refused(attack)]
        finally:
            transaction.set_rollback(True)


def _is_refused(attack: Attack) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attack.sql, attack.params)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        diagnosis = refusal.__cause__.diag  # type: ignore[union-attr]
        return diagnosis.sqlstate == NO_RIGHT or diagnosis.constraint_name == attack.guard
    return False


def _world() -> dict[str, Any]:
    """A small world: a lawful case before a step of two persons, and two granted ones, one of them carried out."""
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
    record, free, granted, hidden = (
        Record.objects.create(
            subject=subject, department=ours, jurisdiction="CN", document_number="probe", document_key=f"probe {n}",
            decided_on=A_DAY, title="probe", facts="probe", basis="probe", content="probe",
        )
        for n in range(4)
    )  # fmt: skip
    channel = Channel.objects.create(code="probe", name="probe")
    shown, gone = (
        Publication.objects.create(record=each, channel=channel, shown_from=A_DAY)
        for each in (record, hidden)
    )
    world = {
        "record": record.pk, "free": free.pk, "granted": granted.pk, "hidden": hidden.pk, "subject": subject.pk,
        "department": ours.pk, "day": A_DAY, "actor": officer.pk, "stranger": stranger.pk, "theirs": theirs.pk,
        "publication": shown.pk, "gone": gone.pk,
    }  # fmt: skip
    path = _path_to_a_step_of_two()
    to_the_grant = [*path, _grant_after(path[-1])]
    world |= {"machine": path[0].machine, "path": path, "last": len(path), "stands": path[-1].target}
    world["case"] = _lawful_case(world | {"number": "PROBE-1"}, path)
    world["granted_case"] = _lawful_case(world | {"number": "PROBE-2", "record": granted.pk}, to_the_grant)
    hidden_case = _lawful_case(world | {"number": "PROBE-3", "record": hidden.pk}, to_the_grant)
    return world | {"removal": _carried_out(world | {"case": hidden_case, "seq": len(to_the_grant)})}


def _lawful_case(world: dict[str, Any], path: list[LegalStep]) -> int:
    """A case that has gone the path, step by step as the guards ask."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # the status guard, if it is there, and its like
        cursor.execute(CASE, world | {"status": path[0].target})
        case = cursor.fetchone()[0]
        for seq, step in enumerate(path, start=1):
            cursor.execute(EVENT, world | event_of(step, case=case, seq=seq, world=world))
        cursor.execute(
            "UPDATE casework_case SET seq = %s, status = %s WHERE id = %s", [len(path), path[-1].target, case]
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return case


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


def event_of(step: LegalStep, *, case: int, seq: int, world: dict[str, Any]) -> dict[str, Any]:
    """The columns of a lawful event for a step."""
    officer_of = world["department"] if step.capacity == Capacity.DEPARTMENT else None
    columns = ("machine", "verb", "source", "target", "capacity", "closes", "second")
    return {name: getattr(step, name) for name in columns} | {
        "case": case, "seq": seq, "actor": world["actor"], "department": world["department"],
        "officer_of": officer_of, "proposer": world["stranger"] if step.second else None, "day": A_DAY,
    }  # fmt: skip


def _path_to_a_step_of_two() -> list[LegalStep]:
    """The shortest legal way from a beginning to a state from which a step of two persons leads on."""
    steps = list(LegalStep.objects.order_by("machine", "pk"))
    doors = {(step.machine, step.source) for step in steps if step.second}
    ways = [[step] for step in steps if not step.source]
    for way in ways:  # grows while it is walked: breadth first
        if (way[0].machine, way[-1].target) in doors:
            return way
        been = {each.target for each in way}
        ways += [
            [*way, step]
            for step in steps
            if step.machine == way[0].machine and step.source == way[-1].target and step.target not in been
        ]
    raise LookupError("no machine declares a step of two persons")


def _attacks(world: dict[str, Any]) -> Iterator[Attack]:
    yield from _attacks_on_the_case(world)
    yield from _attacks_on_the_chain(world)
    yield from _attacks_on_the_removal(world)
    for attacks in FURTHER:
        yield from attacks(world)


def _attacks_on_the_case(world: dict[str, Any]) -> Iterator[Attack]:
    def update(guard: str, change: str) -> Attack:
        return Attack(guard, f"UPDATE casework_case SET {change} WHERE id = %(case)s", world)

    first = world["path"][0].target
    yield update(STATUS_GUARD, "status = 'approved'")
    yield update(STATUS_GUARD, "closed = NOT closed")
    yield update("case_goes_forward", f"seq = 1, status = '{first}'")
    yield update("case_goes_forward", "department_id = %(theirs)s")
    second = world | {"number": "PROBE-4", "status": first}
    yield Attack("case_one_open_per_record", CASE, second)
    yield Attack(STATUS_GUARD, CASE, second | {"record": world["free"], "status": GRANTED})
    yield Attack(
        "case_in_the_department_of_its_record",
        "UPDATE registry_record SET department_id = %(theirs)s WHERE id = %(record)s",
        world,
    )


def _attacks_on_the_chain(world: dict[str, Any]) -> Iterator[Attack]:
    steps = LegalStep.objects.filter(machine=world["machine"]).order_by("pk")
    onward = steps.filter(source=world["stands"], capacity=Capacity.DEPARTMENT, second=False)[0]
    two = steps.filter(source=world["stands"], second=True)[0]
    elsewhere = steps.filter(second=False).exclude(source__in=["", world["stands"]])[0]
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
    yield event("event_in_the_department_of_its_case", **theirs)
    yield event("event_of_an_officer_of_the_department", actor=world["stranger"])
    yield event("event_of_an_officer_names_the_department", officer_of=None)
    alone = event_of(two, case=world["case"], seq=world["last"] + 1, world=world)
    yield Attack("event_of_two_persons_has_two", EVENT, alone | {"proposer": world["actor"]})
    yield Attack("event_of_two_persons_has_two", EVENT, alone | {"proposer": None})
    yield event("event_moved_its_case")
    where = "WHERE case_id = %(case)s AND seq = 1"
    yield Attack("event_is_never_changed", f"UPDATE casework_caseevent SET words = 'other' {where}", world)
    yield Attack("event_is_never_changed", f"DELETE FROM casework_caseevent {where}", world)


def _attacks_on_the_removal(world: dict[str, Any]) -> Iterator[Attack]:
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
    other = f"UPDATE registry_publication SET state = 'withdrawn'{where}"
    yield Attack("publication_state_has_a_guard", other, world)
    again = "UPDATE registry_publication SET state = 'shown', ended_on = NULL, removal_id = NULL WHERE id = %(gone)s"
    yield Attack("publication_stays_ended", again, world)
