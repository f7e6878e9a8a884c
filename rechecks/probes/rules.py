"""Attacks on the guards of rules and calendar: nothing released alone, untried, or otherwise than it was drafted."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.probes.attack import Attack
from rechecks.drawing import digest
from rechecks.models import RuleDraft

DRAFT = """
    INSERT INTO rechecks_ruledraft
        (sha256, drafted_by_id, drafted_on, kind, instrument, content, takes_effect_on, figure, because)
    VALUES (%(sha256)s, %(actor)s, %(day)s, %(kind)s, 'PROBE', %(content)s, %(from)s, '', %(why)s)"""
RUN = """
    INSERT INTO rechecks_dryrun
        (draft_id, sha256, takes_effect_on, asked_by_id, after_version, finished_at, seconds, counts, problem)
    VALUES (%(draft)s, %(sha256)s, %(from)s, %(actor)s, 1, %(finished)s, %(seconds)s, '{}', '')"""
VERSION = """
    INSERT INTO rules_rulesetversion (instrument, ordinal, content, sha256, loaded_at, loaded_from, takes_effect_on)
    VALUES ('PROBE', %(ordinal)s, %(content)s::jsonb, %(sha256)s, now(), 'probe', %(from)s)"""
RELEASE = """
    INSERT INTO rechecks_rulerelease (draft_id, dry_run_id, version_id, sha256, takes_effect_on, drafted_by_id,
        released_by_id, released_on)
    VALUES (%(draft)s, %(run)s, %(version)s, %(sha256)s, %(from)s, %(actor)s, %(second)s, %(released)s)"""
# A version is added only together with its release, so that an attack on the one brings the other.
AT_ONCE = f"SET CONSTRAINTS version_was_released DEFERRED;{VERSION};{RELEASE}".replace(
    "%(version)s", "currval(pg_get_serial_sequence('rules_rulesetversion', 'id'))"
)
EFFECT = """
    INSERT INTO rechecks_ruleeffect (release_id, "on", records) VALUES (%(release)s, %(from)s, 1)"""
NOTICE = """
    INSERT INTO rechecks_calendarnotice (sha256, drafted_by_id, drafted_on, discarded_on, year, source, days)
    VALUES (%(sha256)s, %(actor)s, %(day)s, %(given_up)s, 2099, %(source)s, %(content)s)"""
CALENDAR = """
    INSERT INTO rechecks_calendarrelease (draft_id, sha256, drafted_by_id, released_by_id, released_on)
    VALUES (%(notice)s, %(sha256)s, %(actor)s, %(second)s, %(day)s)"""
MOVED = """
    INSERT INTO rechecks_calendareffect (release_id, "on", moved) VALUES (%(calendar)s, %(day)s, 0)"""
OPEN, GIVEN_UP = "open_notice", "notice_given_up"


def attacks_on_rules(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if RuleDraft._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings drafts there is nothing to guard
    ours = _drafts(world)
    another = digest("another")
    yield Attack("rule_draft_keeps_its_digest", DRAFT, ours | {"sha256": another})
    yield Attack("rule_draft_kind_is_known", DRAFT, ours | {"kind": "probe"})
    yield Attack("rule_draft_says_why", DRAFT, ours | {"why": ""})
    yield Attack("dry_run_finished_says_since_which_version", RUN, ours | {"seconds": None})
    yield Attack("rule_release_by_a_second_person", AT_ONCE, ours | {"second": world["actor"]})
    yield Attack("rule_release_is_not_for_days_past", AT_ONCE, ours | {"released": ours["from"]})
    yield Attack(
        "rule_release_of_its_draft", AT_ONCE, ours | {"actor": ours["second"], "second": world["actor"]}
    )
    yield Attack("rule_release_after_its_dry_run", AT_ONCE, ours | {"run": ours["other_run"]})
    yield Attack("rule_release_is_what_was_drafted", AT_ONCE, ours | {"run": ours["unfinished"]})
    yield Attack("version_was_released", VERSION, ours | {"ordinal": 9})
    kept = ours | _a_release(ours)
    yield Attack(
        "rule_draft_is_over", "UPDATE rechecks_ruledraft SET because = 'x' WHERE id = %(draft)s", kept
    )
    yield Attack("dry_run_is_over", "UPDATE rechecks_dryrun SET counts = '{}' WHERE id = %(run)s", kept)
    for guard, table in (
        ("rule_release_is_never_changed", "rechecks_rulerelease"),
        ("rule_effect_is_never_changed", "rechecks_ruleeffect"),
        ("calendar_release_is_never_changed", "rechecks_calendarrelease"),
        ("calendar_effect_is_never_changed", "rechecks_calendareffect"),
    ):
        yield Attack(guard, f"UPDATE {table} SET id = id", kept)  # noqa: S608
        yield Attack(guard, f"DELETE FROM {table}", kept)  # noqa: S608
    yield Attack("calendar_notice_keeps_its_digest", NOTICE, kept | {"sha256": another})
    yield Attack("calendar_notice_says_its_source", NOTICE, kept | {"source": ""})
    yield Attack(
        "calendar_release_by_a_second_person",
        CALENDAR,
        kept | {"notice": kept[OPEN], "second": world["actor"]},
    )
    yield Attack(
        "calendar_release_of_its_notice", CALENDAR,
        kept | {"notice": kept[OPEN], "actor": kept["second"], "second": world["actor"]},
    )  # fmt: skip
    yield Attack("calendar_release_of_an_open_notice", CALENDAR, kept | {"notice": kept[GIVEN_UP]})
    yield Attack(
        "calendar_notice_is_over",
        "UPDATE rechecks_calendarnotice SET source = 'x' WHERE id = %(notice)s",
        kept,
    )


def _drafts(world: dict[str, Any]) -> dict[str, Any]:
    """A draft with a finished and an unfinished dry run, two others with one each, and a second person."""
    second = get_user_model().objects.create(username="probe-releaser")
    text = '{"id":"PROBE"}'
    ours = world | {
        "kind": "override", "content": text, "sha256": digest(text), "from": "2026-12-01", "why": "probe",
        "released": world["day"], "second": second.pk, "finished": world["day"], "seconds": 1.0, "given_up": None,
        "source": "probe", "ordinal": 2,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for name, sql, more in (
            ("draft", DRAFT, {}),
            ("run", RUN, {}),
            ("unfinished", RUN, {"finished": None}),
            ("released_draft", DRAFT, {}),
            ("third_draft", DRAFT, {}),
        ):
            ours[name] = _kept(cursor, sql, ours | more)
        ours["released_run"] = _kept(cursor, RUN, ours | {"draft": ours["released_draft"]})
        ours["other_run"] = _kept(cursor, RUN, ours | {"draft": ours["third_draft"]})
    return ours


def _a_release(ours: dict[str, Any]) -> dict[str, Any]:
    """The draft released and in effect; a notice released, one open, and one that was given up."""
    made: dict[str, Any] = {"draft": ours["released_draft"], "run": ours["released_run"]}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        made["version"] = _kept(cursor, VERSION, ours | {"ordinal": 1})
        made["release"] = _kept(cursor, RELEASE, ours | made)
        cursor.execute(EFFECT, ours | made)
        for name, given_up in (("notice", None), (OPEN, None), (GIVEN_UP, ours["day"])):
            made[name] = _kept(cursor, NOTICE, ours | {"given_up": given_up})
        made["calendar"] = _kept(cursor, CALENDAR, ours | made)
        cursor.execute(MOVED, ours | made)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return made


def _kept(cursor: Any, sql: str, params: dict[str, Any]) -> int:
    cursor.execute(f"{sql} RETURNING id", params)
    return int(cursor.fetchone()[0])
