"""Attacks on the guards of drafted courses: nothing published alone, or otherwise than it was drafted."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.probes.attack import Attack
from rechecks.drawing import digest
from rechecks.models import CourseDraft

DRAFT = """
    INSERT INTO rechecks_coursedraft (sha256, drafted_by_id, drafted_on, course, content, takes_effect_on, expires_on)
    VALUES (%(sha256)s, %(actor)s, %(day)s, 'probe-course', %(content)s, %(from)s, %(until)s)"""
VERSION = """
    INSERT INTO repair_courseversion (course, ordinal, content, sha256, takes_effect_on, expires_on)
    VALUES ('probe-course', %(ordinal)s, %(content)s::jsonb, %(sha256)s, %(from)s, %(until)s)"""
RELEASE = """
    INSERT INTO rechecks_courserelease (draft_id, version_id, sha256, takes_effect_on, drafted_by_id,
        released_by_id, released_on)
    VALUES (%(draft)s, currval(pg_get_serial_sequence('repair_courseversion', 'id')), %(said)s, %(from)s,
        %(actor)s, %(second)s, %(released)s)"""
# A version is added only together with its release, so that an attack on the one brings the other.
AT_ONCE = f"SET CONSTRAINTS course_version_was_released DEFERRED;{VERSION};{RELEASE}"


def attacks_on_courses(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if CourseDraft._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings drafts of courses there is nothing to guard
    ours = _drafted(world)
    second, another = ours["second"], digest("another")
    yield Attack("course_draft_keeps_its_digest", DRAFT, ours | {"sha256": another})
    yield Attack("course_draft_ends_after_it_begins", DRAFT, ours | {"until": world["day"]})
    yield Attack("course_release_by_a_second_person", AT_ONCE, ours | {"second": world["actor"]})
    yield Attack("course_release_is_not_for_days_past", AT_ONCE, ours | {"released": "2026-12-02"})
    yield Attack("course_release_of_its_draft", AT_ONCE, ours | {"actor": second, "second": world["actor"]})
    yield Attack("course_release_is_what_was_drafted", AT_ONCE, ours | {"content": '{"id":"other"}'})
    yield Attack("course_version_was_released", VERSION, ours)
    yield Attack("course_version_ends_after_it_begins", AT_ONCE, ours | {"until": world["day"]})
    over = {"draft": ours["published"]}
    yield Attack(
        "course_draft_is_over", "UPDATE rechecks_coursedraft SET course = 'x' WHERE id = %(draft)s", over
    )
    yield Attack("course_release_is_never_changed", "UPDATE rechecks_courserelease SET id = id", ours)
    yield Attack("course_release_is_never_changed", "DELETE FROM rechecks_courserelease", ours)


def _drafted(world: dict[str, Any]) -> dict[str, Any]:
    """A draft, one that was published, and a second person who may publish."""
    second, text = get_user_model().objects.create(username="probe-publisher"), '{"id":"probe-course"}'
    ours = world | {
        "content": text, "sha256": digest(text), "said": digest(text), "from": "2026-12-01", "until": None,
        "second": second.pk, "released": world["day"], "ordinal": 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for name in ("published", "draft"):
            cursor.execute(f"{DRAFT} RETURNING id", ours)
            ours[name] = cursor.fetchone()[0]
        cursor.execute(AT_ONCE, ours | {"draft": ours["published"], "ordinal": 9})
    return ours
