"""Attacks on the guards of supervision: no log rewritten, nobody supervised by their own, no case twice."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from casework.probes.attack import Attack
from rechecks.drawing import digest
from rechecks.models import Circular, MovedDay
from rechecks.probes.rules import CALENDAR
from rechecks.probes.rules import NOTICE as CALENDAR_NOTICE

LETTER = """
    INSERT INTO notifications_letter (public_id, department_id, kind, title, template, number, code, department_name,
        addressee, shown_as, issued_on, facts, state, ended_because, sha256)
    VALUES (%(letter_key)s, %(department)s, 'probe', 'probe', 'probe', %(letter_key)s, %(letter_key)s, 'probe',
        'probe', 'probe', %(day)s, '{}', 'valid', '', '')"""
NOTICE = """
    INSERT INTO rechecks_supervisionnotice
        (number, department_id, responsible_id, facts, reply_by, letter_id, issued_by_id, issued_on)
    VALUES (%(notice_number)s, %(department)s, %(actor)s, %(facts)s, %(reply_by)s, %(letter)s, %(supervisor)s,
        %(day)s)"""
CASE = """
    INSERT INTO rechecks_supervisedcase (notice_id, case_id, due_on)
    VALUES (%(notice)s, %(case)s, %(day)s)"""
EVENT = """
    INSERT INTO rechecks_supervisionevent
        (notice_id, seq, kind, stage, by_id, officer_of_id, words, measures, expected_on, "on")
    VALUES (%(notice)s, %(event_seq)s, %(what)s, %(stage)s, %(by)s, %(officer_of)s, %(words)s, %(measures)s,
        %(expected_on)s, %(day)s)"""
INTERVIEW = """
    INSERT INTO rechecks_interview (kind, notice_id, record_id, department_id, held_on, place, held_by, attended_by,
        matters, demands, recorded_by_id, recorded_on)
    VALUES (%(interview)s, %(of_notice)s, %(of_record)s, %(department)s, %(held_on)s, 'probe', 'probe', 'probe', 'probe',
        'probe', %(recorder)s, %(day)s)"""
CIRCULAR = """
    INSERT INTO rechecks_circular (notice_id, letter_id, to_all, words, decided_by, issued_by_id, issued_on)
    VALUES (%(of_notice)s, %(circular_letter)s, true, %(words)s, 'probe', %(supervisor)s, %(day)s)"""
ESCALATION = """
    INSERT INTO rechecks_escalation (stages, reply_working_days, source, confirmed, set_by_id, set_on)
    VALUES ('[]', 3, %(source)s, %(confirmed)s, %(supervisor)s, %(day)s)"""

MOVED_DAY = """
    INSERT INTO rechecks_movedday (release_id, what, notice_id, before, after)
    VALUES (%(calendar)s, %(day_of)s, %(notice)s, %(reply_by)s, %(moves_to)s)"""


def attacks_on_supervision(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if Circular._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings supervision there is nothing to guard
    ours = _a_notice(world)
    yield from _on_the_notice(ours)
    yield from _on_the_log(ours)
    yield from _on_interviews(ours)
    for guard, table in (
        ("supervised_case_is_never_changed", "rechecks_supervisedcase"),
        ("supervision_event_is_never_changed", "rechecks_supervisionevent"),
        ("interview_is_never_changed", "rechecks_interview"),
        ("circular_is_never_changed", "rechecks_circular"),
        ("escalation_is_never_changed", "rechecks_escalation"),
    ):
        yield Attack(guard, f"UPDATE {table} SET id = id", ours)  # noqa: S608
        yield Attack(guard, f"DELETE FROM {table}", ours)  # noqa: S608
    if "calendar" in ours:
        yield from _on_moved_days(ours)
    lie = ours | {"source": "", "confirmed": True}
    yield Attack("escalation_confirmed_names_its_source", ESCALATION, lie)


def _on_the_notice(ours: dict[str, Any]) -> Iterator[Attack]:
    another = ours | {"notice_number": "PROBE-2"}
    yield Attack("supervision_notice_is_whole", NOTICE, another | {"letter": ours["second_letter"]})
    yield Attack("supervision_notice_states_facts", NOTICE, another | {"facts": ""})
    yield Attack("supervision_reply_after_its_issue", NOTICE, another | {"reply_by": "2026-01-05"})
    yield Attack("supervised_case_is_its_departments", CASE, ours)
    change = "UPDATE rechecks_supervisionnotice SET"
    yield Attack("supervision_notice_stands", f"{change} facts = 'other'", ours)
    yield Attack("supervision_notice_stands", f"{change} department_id = %(theirs)s", ours)
    yield Attack("supervision_notice_stands", "DELETE FROM rechecks_supervisionnotice", ours)


def _on_moved_days(ours: dict[str, Any]) -> Iterator[Attack]:
    change = "UPDATE rechecks_supervisionnotice SET reply_by = reply_by + 1"
    yield Attack("supervision_notice_stands", change, ours)
    yield Attack("moved_day_is_of_one_thing", MOVED_DAY, ours | {"day_of": "answer"})
    yield Attack("moved_day_moves", MOVED_DAY, ours | {"moves_to": ours["reply_by"]})
    yield Attack("moved_day_is_never_changed", "UPDATE rechecks_movedday SET id = id", ours)
    yield Attack("moved_day_is_never_changed", "DELETE FROM rechecks_movedday", ours)


def _on_the_log(ours: dict[str, Any]) -> Iterator[Attack]:
    def event(guard: str, **lie: Any) -> Attack:
        return Attack(guard, EVENT, ours | lie)

    reply = {"what": "replied", "by": ours["actor"], "officer_of": ours["department"]}
    reply |= {"measures": "probe", "expected_on": ours["day"]}
    turn = "supervision_event_in_its_turn"
    yield event(turn, event_seq=4)
    yield event(turn, what="issued")
    yield event(turn, by=ours["actor"])  # closed by the department itself
    yield event(turn, **(reply | {"officer_of": ours["theirs"]}))
    yield event("supervision_reply_by_an_officer", **(reply | {"by": ours["supervisor"]}))
    yield event("supervision_reply_is_whole", **(reply | {"measures": ""}))
    yield event("supervision_step_of_the_office_says_why", words="")
    yield event("supervision_raised_names_its_stage", what="raised", stage="")
    yield event("supervision_event_kind_is_known", what="forgotten")


def _on_interviews(ours: dict[str, Any]) -> Iterator[Attack]:
    by_whom = "interview_by_whom_it_is_due"
    yield Attack(by_whom, INTERVIEW, ours | {"recorder": ours["actor"]})
    subject = {"interview": "warning", "of_notice": None, "of_record": ours["record"]}
    yield Attack(by_whom, INTERVIEW, ours | subject)
    whose = "interview_of_a_department_or_of_a_subject"
    yield Attack(whose, INTERVIEW, ours | {"of_record": ours["record"]})
    yield Attack(
        "circular_says_what_and_who_decided",
        CIRCULAR,
        ours | {"circular_letter": ours["second_letter"], "words": ""},
    )
    yield Attack("interview_was_held", INTERVIEW, ours | {"held_on": "2030-01-01"})


def _a_notice(world: dict[str, Any]) -> dict[str, Any]:
    """A notice about the open case of the world, with its interview, and somebody who works in no department."""
    supervisor = get_user_model().objects.create(username="probe-supervisor")
    ours = world | {
        "supervisor": supervisor.pk, "notice_number": "PROBE-1", "facts": "probe", "reply_by": "2026-12-31",
        "event_seq": 1, "what": "issued", "stage": "notice", "by": supervisor.pk, "officer_of": None,
        "words": "probe", "measures": "", "expected_on": None, "interview": "department", "of_record": None,
        "held_on": world["day"], "recorder": supervisor.pk, "source": "", "confirmed": False,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

        def made(sql: str) -> int:
            cursor.execute(f"{sql} RETURNING id", ours)
            return cursor.fetchone()[0]

        for name in ("letter", "second_letter", "circular_letter"):
            ours["letter_key"] = f"PROBE-{name}"[:12]
            ours[name] = made(LETTER)
        ours["notice"] = ours["of_notice"] = made(NOTICE)
        made(CASE)
        made(EVENT)
        made(INTERVIEW)
        made(CIRCULAR)
        made(ESCALATION)
        if MovedDay._meta.db_table in connection.introspection.table_names():
            ours |= _a_day_that_moved(cursor, ours)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return ours | {"event_seq": 2, "what": "closed"}


def _a_day_that_moved(cursor: Any, ours: dict[str, Any]) -> dict[str, Any]:
    """The day of reply moved with a calendar that was released."""
    text = "2099-01-01"
    said = {
        "sha256": digest(text),
        "content": text,
        "given_up": None,
        "source": "probe",
        "second": ours["by"],
    }
    cursor.execute(f"{CALENDAR_NOTICE} RETURNING id", ours | said)
    said["notice"] = cursor.fetchone()[0]
    cursor.execute(f"{CALENDAR} RETURNING id", ours | said)
    moved = {"calendar": cursor.fetchone()[0], "day_of": "reply", "moves_to": "2027-01-04"}
    cursor.execute(MOVED_DAY, ours | moved)
    return moved
