"""Attacks on what a revoked repair brings back: none without a confirmed finding, none longer, no bar on somebody else."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.fsm import TransferMark
from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.world import EVENT, MOVE, ORDER, event_of, go_on, lawful_case
from rechecks.models import BLIND_POINTS, CorrectionOrder, Point, RecheckCase
from rechecks.probes.orders import confirmed
from rechecks.probes.rechecks import ROW, people, points_of
from registry.models import Publication, Record

REVOKED = f"SET CONSTRAINTS event_moved_its_case, revocation_has_a_finding DEFERRED; {EVENT}; {MOVE}"
RESTORATION = """
    INSERT INTO casework_restoration (record_id, case_id, seq, target, finding_id, finding_seq, finding_target, ground,
        shown_until, "on")
    VALUES (%(record)s, %(case)s, %(seq)s, 'revoked', %(finding)s, %(finding_seq)s, 'wrongly_repaired', 'probe',
        %(shown_until)s, %(day)s)"""
BAR = """
    INSERT INTO casework_applicationbar (subject_id, restoration_id, starts_on, until, cites, confirmed)
    VALUES (%(subject)s, %(restoration)s, %(day)s, %(shown_until)s, 'probe', false)"""
SHOWN_AGAIN = """
    UPDATE registry_publication SET state = 'restored', ended_on = NULL, restoration_id = %(restoration)s,
        shown_until = %(shown_until)s WHERE id = %(publication)s"""
SUBJECT = """
    INSERT INTO registry_subject (public_id, kind, name, uscc, id_type, id_number, other_codes, legal_representative,
        address, standing, repair_barred_from, repair_barred_until)
    VALUES (%(code)s, 'organisation', 'probe', %(code)s, '', '', '{}', '', '', '', %(starts_on)s, %(until)s)"""


def attacks_on_restorations(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if CorrectionOrder._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings orders there is nothing to guard
    ours = world | people(world, "-of-restorations") | {"shown_until": "2026-06-30"}
    ours |= {
        "assessed": "should_stay", "clause": "probe", "gravity": "general", "reason": "",
        "verdict": "wrongly_repaired", "five": points_of(BLIND_POINTS), "eight": points_of(tuple(Point)),
        "by": ours["checker"], "issuer": ours["second"],
    }  # fmt: skip
    granted, restored, barred, moved = (_found_wrong(ours, n) for n in range(1, 5))
    restored, barred = restored | _restored(restored), barred | _restored(barred)
    yield from _on_the_restoration(granted, restored)
    yield from _on_the_bar(restored, barred)
    found_by_none = moved | _revocation(moved) | {"finding_seq": _handed_on(moved)}
    yield Attack("restoration_finding_is_confirmed", f"{REVOKED}; {RESTORATION}", found_by_none)
    for guard, table in (
        ("restoration_is_never_changed", "casework_restoration"),
        ("application_bar_is_never_changed", "casework_applicationbar"),
    ):
        yield Attack(guard, f"UPDATE {table} SET id = id", ours)  # noqa: S608
        yield Attack(guard, f"DELETE FROM {table}", ours)  # noqa: S608


def _on_the_restoration(granted: dict[str, Any], restored: dict[str, Any]) -> Iterator[Attack]:
    revoked = granted | _revocation(granted)
    yield Attack("revocation_has_a_finding", REVOKED, revoked)
    yield Attack("restoration_took_effect", f"{REVOKED}; {RESTORATION}", revoked)
    elsewhere = "restoration_stands_on_a_finding_about_its_record"
    others = {name: restored[name] for name in ("finding", "finding_seq")}
    yield Attack(elsewhere, f"{REVOKED}; {RESTORATION}", revoked | others)
    longer = "UPDATE registry_publication SET shown_until = '2026-07-01' WHERE id = %(publication)s"
    yield Attack("publication_is_not_lengthened", longer, restored)


def _on_the_bar(restored: dict[str, Any], barred: dict[str, Any]) -> Iterator[Attack]:
    with connection.cursor() as cursor:
        nobody = {"code": "PROBE-OTHER", "starts_on": None, "until": None}
        cursor.execute(f"{SUBJECT} RETURNING id", nobody)
        other = cursor.fetchone()[0]
        cursor.execute(BAR, barred)
    yield Attack("application_bar_of_its_subject", BAR, restored | {"subject": other})
    yield Attack(
        "subject_is_barred_by_its_bars",
        "UPDATE registry_subject SET repair_barred_from = %(day)s, repair_barred_until = '2026-05-01' WHERE id = %(subject)s",
        restored,
    )
    from_the_start = {"code": "PROBE-BARRED", "starts_on": restored["day"], "until": restored["shown_until"]}
    yield Attack("subject_begins_without_a_bar", SUBJECT, from_the_start)


def _found_wrong(world: dict[str, Any], n: int) -> dict[str, Any]:
    """A repair carried out, and a recheck of its record that two persons found wrongly repaired."""
    record = Record.objects.get(pk=world["free"])
    record.pk, record.public_id, record.document_key = None, f"probe-restored-{n}", f"probe restored {n}"
    record.save(force_insert=True)
    machine = world["path"][0].machine
    ours = world | {"record": record.pk, "number": f"PROBE-W{n}", "machine": machine}
    way = [*world["path"]]
    way.append(LegalStep.objects.get(machine=way[0].machine, source=way[-1].target, target="approved"))
    ours["case"] = lawful_case(ours, way)
    shown = Publication.objects.create(
        record=record, channel_id=world["channel"], shown_from=world["day"], shown_until="2026-06-30"
    )
    ours |= {"publication": shown.pk, "seq": len(way), "target": "approved"}
    with connection.cursor() as cursor:
        cursor.execute(f"{ORDER} RETURNING id", ours)
        ours["removal"] = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE registry_publication SET state = 'ended_by_repair', ended_on = %(day)s, removal_id = %(removal)s"
            " WHERE id = %(publication)s",
            ours,
        )
    done = LegalStep.objects.get(machine=way[0].machine, source="approved", target="repaired")
    go_on(ours, ours["case"], [done], after=len(way))
    ours["steps"] = len(way) + 1
    return ours | _finding(ours | {"number": f"PROBE-FW{n}", "machine": RecheckCase.MACHINE})


def _finding(world: dict[str, Any]) -> dict[str, Any]:
    """The event by which the second person confirmed it."""
    begins = LegalStep.objects.get(machine=RecheckCase.MACHINE, source="", capacity="office")
    recheck = lawful_case(world, [begins])
    with connection.cursor() as cursor:
        cursor.execute(ROW, world | {"recheck": recheck, "examined": world["case"]})
    confirmed(world | {"recheck": recheck})
    return {"finding": recheck, "finding_seq": 5}


def _handed_on(world: dict[str, Any]) -> int:
    """The recheck goes with its record to another department: a step from the same state to the same, by nobody's finding."""
    step = LegalStep.objects.get(
        machine=RecheckCase.MACHINE, source="wrongly_repaired", transfer=TransferMark.FOLLOW
    )
    seq: int = world["finding_seq"] + 1
    event = world | event_of(step, case=world["finding"], seq=seq, world=world)
    event |= {"to": world["theirs"], "its": world["theirs"]}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(EVENT, event)
        cursor.execute(MOVE, event)
        cursor.execute("UPDATE registry_record SET department_id = %(theirs)s WHERE id = %(record)s", event)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return seq


def _revocation(world: dict[str, Any]) -> dict[str, Any]:
    step = LegalStep.objects.get(machine=world["path"][0].machine, source="repaired", target="revoked")
    return event_of(step, case=world["case"], seq=world["steps"] + 1, world=world)


def _restored(world: dict[str, Any]) -> dict[str, Any]:
    """Revoked lawfully: the record is shown again, for what is left."""
    ours = world | _revocation(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for sql in (EVENT, MOVE):
            cursor.execute(sql, ours)
        cursor.execute(f"{RESTORATION} RETURNING id", ours)
        ours["restoration"] = cursor.fetchone()[0]
        cursor.execute(SHOWN_AGAIN, ours)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return ours
