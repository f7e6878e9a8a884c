"""Attacks on the guards of draws: nothing redrawn quietly, no list but the one drawn, nobody checks their own."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.models import Case
from casework.probes.attack import Attack
from rechecks.drawing import CASES, RECORDS, digest
from rechecks.drawing.files import FORMATS, line
from rechecks.models import DrawnPopulation
from registry.models import Record

POPULATION = """
    INSERT INTO rechecks_drawnpopulation
        (sha256, content, algorithm, holds, period_from, period_to, kinds, size, seed_from, frozen_by_id, frozen_on)
    VALUES (%(sha256)s, %(frozen)s, 'probe', %(holds)s, %(day)s, %(until)s, '["probe"]', %(size)s, %(seed_from)s, %(actor)s, %(day)s)"""
DRAW = """
    INSERT INTO rechecks_draw
        (population_id, seed, seed_source, again_because, list_sha256, content, drawn_by_id, drawn_on)
    VALUES (%(population)s, 'probe', %(whence)s, %(why)s, %(list_sha256)s, %(list)s, %(actor)s, %(day)s)"""
ITEM = """
    INSERT INTO rechecks_drawnitem (draw_id, position, case_id, record_id, checker_id)
    VALUES (%(draw)s, %(position)s, %(drawn)s, %(drawn_record)s, %(checker)s)"""

# One draw and two rows of it, as the list says, of one and the same thing.
LATEST = ITEM.replace("%(draw)s", "(SELECT max(id) FROM rechecks_draw)")
TWICE = f"SET CONSTRAINTS draw_is_whole DEFERRED; {DRAW}; {LATEST}; {LATEST.replace('%(position)s', '2')}"
FILE = {"format": FORMATS[CASES], "seed_from": "stated"}
OF_RECORDS = {"format": FORMATS[RECORDS], "seed_from": "stated"}


def attacks_on_draws(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if DrawnPopulation._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings draws there is nothing to guard
    world |= _a_draw(world)
    world |= _a_draw_of_records(world)
    text = line(FILE | {"another": "population"})
    another = world | {"sha256": digest(text), "frozen": text}
    again = world | {"why": "probe"}
    yield Attack("population_keeps_its_digest", POPULATION, another | {"sha256": digest("something else")})
    yield Attack("population_states_its_seed", POPULATION, another | {"seed_from": "another"})
    yield Attack("population_says_what_it_holds", POPULATION, another | {"holds": RECORDS})
    yield Attack("population_holds_what_is_known", POPULATION, another | {"holds": "probes"})
    yield Attack("population_period_runs_forward", POPULATION, another | {"until": "2026-03-31"})
    yield Attack("draw_keeps_its_list", DRAW, again | {"list_sha256": digest("something else")})
    yield Attack("draw_says_its_seed_and_whence", DRAW, again | {"whence": ""})
    yield Attack("draw_takes_the_stated_seed", DRAW, again | {"whence": "another"})
    yield Attack("draw_again_says_why", DRAW, world)
    yield Attack("draw_is_whole", DRAW, again)
    yield Attack("drawn_item_is_within_its_list", ITEM, world | {"position": 2})
    yield Attack(
        "drawn_item_is_within_its_list", ITEM, world | {"drawn": None, "drawn_record": world["free"]}
    )
    yield Attack("drawn_item_is_a_case_or_a_record", ITEM, world | {"drawn": None})
    yield Attack("drawn_item_position_once", ITEM, world)
    for guard, twice in (
        ("drawn_item_case_once", world["case_twice"]),
        ("drawn_item_record_once", world["record_twice"]),
    ):
        yield Attack(guard, TWICE, world | twice)
    yield Attack("checker_had_no_part", ITEM, world | {"checker": world["actor"]})
    yield Attack("checker_is_of_another_department", ITEM, world | {"checker": world["colleague"]})
    for guard, table, column in (
        ("population_is_never_changed", "rechecks_drawnpopulation", "content"),
        ("draw_is_never_changed", "rechecks_draw", "seed"),
        ("drawn_item_is_never_changed", "rechecks_drawnitem", "position"),
    ):
        yield Attack(guard, f"UPDATE {table} SET {column} = {column}", world)  # noqa: S608
        yield Attack(guard, f"DELETE FROM {table}", world)  # noqa: S608


def _a_draw(world: dict[str, Any]) -> dict[str, Any]:
    """One case drawn for one checker from elsewhere, and a colleague of the department who took no step."""
    users = get_user_model().objects
    checker, colleague = (users.create(username=f"probe-{name}") for name in ("checker", "colleague"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registry_membership (user_id, department_id, since) VALUES (%s, %s, %s)",
            [colleague.pk, world["department"], world["day"]],
        )
        frozen = line(FILE)
        row = {"position": 1, "item": Case.objects.get(pk=world["case"]).number, "checker": checker.username}
        text = line({"population_sha256": digest(frozen), "seed": "probe"}) + line(row)
        ours = world | {
            "sha256": digest(frozen), "frozen": frozen, "until": world["day"], "list": text,
            "list_sha256": digest(text), "holds": CASES, "size": 1, "seed_from": "stated", "whence": "stated", "why": "", "position": 1, "drawn": world["case"], "drawn_record": None,
            "checker": checker.pk, "colleague": colleague.pk,
        }  # fmt: skip
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # the list and its rows belong together
        for name, sql in (("population", POPULATION), ("draw", DRAW)):
            cursor.execute(f"{sql} RETURNING id", ours)
            ours[name] = cursor.fetchone()[0]
        cursor.execute(ITEM, ours)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return ours


def _a_draw_of_records(world: dict[str, Any]) -> dict[str, Any]:
    """One record drawn because it should be gone; and lists that name one case, or one record, twice."""
    record, case = Record.objects.get(pk=world["free"]), Case.objects.get(pk=world["case"])
    checker = get_user_model().objects.get(pk=world["checker"]).username
    of_records = world | {"holds": RECORDS, "drawn": None, "drawn_record": record.pk}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        one = _listed(cursor, of_records, OF_RECORDS | {"another": 1}, [record.public_id], checker)
        cursor.execute(f"{DRAW} RETURNING id", one | {"why": "probe"})
        one["draw"] = cursor.fetchone()[0]
        cursor.execute(f"{ITEM} RETURNING id", one)
        item = cursor.fetchone()[0]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        twice = {
            "case_twice": _listed(cursor, world, FILE | {"another": 2}, [case.number] * 2, checker),
            "record_twice": _listed(
                cursor, of_records, OF_RECORDS | {"another": 2}, [record.public_id] * 2, checker
            ),
        }
    return twice | {"record_item": item, "record_checker": world["checker"]}


def _listed(
    cursor: Any, world: dict[str, Any], header: dict[str, Any], items: list[str], checker: str
) -> dict[str, Any]:
    """A population of its own, and the list that its draw says."""
    frozen = line(header)
    rows = ({"position": n, "item": item, "checker": checker} for n, item in enumerate(items, start=1))
    says = {"population_sha256": digest(frozen), "seed": "probe"}
    text = line(says) + "".join(line(each) for each in rows)
    ours = world | {
        "sha256": digest(frozen), "frozen": frozen, "size": len(items), "list": text, "list_sha256": digest(text),
        "why": "probe", "position": 1,
    }  # fmt: skip
    cursor.execute(f"{POPULATION} RETURNING id", ours)
    return ours | {"population": cursor.fetchone()[0]}
