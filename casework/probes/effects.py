"""The attacks on the effects of a case, and on the orders to the channels."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.models import LegalStep
from casework.probes.attack import Attack
from casework.probes.world import EVENT, GRANTED, MOVE, event_of

EFFECT = """
    INSERT INTO casework_effect (record_id, case_id, kind, begun_on, begun_seq, cites, confirmed, ended_on, ended_seq)
    VALUES (%(record)s, %(case)s, %(kind)s, %(day)s, %(seq)s, '', false, %(ended_on)s, %(ended_seq)s) RETURNING id"""
CHANNEL_ORDER = """
    INSERT INTO casework_channelorder (channel_id, record_id, case_id, seq, kind, attempts, next_at, last_error)
    VALUES (%(channel)s, %(record)s, %(case)s, %(seq)s, %(kind)s, 0, now(), '') RETURNING id"""


def attacks_on_effects(world: dict[str, Any]) -> Iterator[Attack]:
    """What is attacked: a mark that runs on a case, and the order that tells a channel of it."""
    stands = {"case": world["granted_case"], "record": world["granted"], "seq": world["last"] + 1}
    lawful = world | stands | {"kind": "mark", "ended_on": None, "ended_seq": None}
    running = lawful | {"effect": _made(EFFECT, lawful), "order": _made(CHANNEL_ORDER, lawful)}
    yield from _on_the_beginning(lawful)
    yield from _on_the_end(running)
    yield from _on_the_order(running)


def _on_the_beginning(lawful: dict[str, Any]) -> Iterator[Attack]:
    def begin(guard: str, **lie: Any) -> Attack:
        return Attack(guard, EFFECT, lawful | {"kind": "contested"} | lie)

    yield begin("effect_of_the_record_of_its_case", record=lawful["free"])
    yield begin("effect_begun_by_an_event", seq=lawful["seq"] + 1)
    yield begin("effect_goes_with_its_case", seq=1)
    yield begin("effect_goes_with_its_case", day=lawful["day"].replace(day=2))
    yield begin("effect_runs_once", kind="mark")
    yield begin("effect_kind_is_known", kind="erase")
    yield begin("effect_ends_once", ended_on=lawful["day"], ended_seq=lawful["seq"] + 1)


def _on_the_end(running: dict[str, Any]) -> Iterator[Attack]:
    def change(guard: str, columns: str) -> Attack:
        return Attack(guard, f"UPDATE casework_effect SET {columns} WHERE id = %(effect)s", running)

    ended = "ended_on = %(day)s, ended_seq = %(seq)s"
    yield change("effect_ended_by_an_event", f"{ended} + 1")
    yield change("effect_ends_after_it_began", ended)
    yield change("effect_ends_once", "kind = 'contested'")
    yield change("effect_ends_once", f"{ended} + 1, cites = 'other'")
    yield Attack("effect_ends_once", "DELETE FROM casework_effect WHERE id = %(effect)s", running)
    closing = LegalStep.objects.filter(machine=running["machine"], source=GRANTED, closes=True)[0]
    over = event_of(closing, case=running["case"], seq=running["seq"] + 1, world=running)
    both = f"SET CONSTRAINTS event_moved_its_case DEFERRED; {EVENT}; {MOVE}"
    yield Attack("effect_runs_while_its_case_is_open", both, running | over)


def _on_the_order(running: dict[str, Any]) -> Iterator[Attack]:
    later = running | {"seq": running["seq"] + 1}
    yield Attack("order_because_of_an_event", CHANNEL_ORDER, later)
    yield Attack("order_once", CHANNEL_ORDER, running)
    yield Attack("order_kind_is_known", CHANNEL_ORDER, running | {"kind": "erase"})
    where = "WHERE id = %(order)s"
    unseen = f"UPDATE casework_channelorder SET seen_at = now() {where}"
    yield Attack("order_seen_after_it_was_done", unseen, running)
    other = f"UPDATE casework_channelorder SET kind = 'unmark' {where}"
    yield Attack("order_keeps_what_it_says", other, running)
    gone = f"DELETE FROM casework_channelorder {where}"
    yield Attack("order_keeps_what_it_says", gone, running)


def _made(sql: str, row: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, row)
        return cursor.fetchone()[0]
