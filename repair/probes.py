"""Attacks on the guards of training: nothing published is rewritten, no question left out, no pass made up."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.probes.attack import Attack
from repair.models import (
    AttendanceList,
    CourseVersion,
    OfflineAttendance,
    QuizAnswer,
    QuizAttempt,
    RowState,
)

NEVER_CHANGED = {
    "repair_attendancerow": "attendance_row_is_never_changed",
    "repair_offlineattendance": "offline_attendance_is_never_changed",
    "repair_coursefile": "course_file_is_never_changed",
    "repair_courseversion": "course_version_is_never_changed",
    "repair_sectionread": "section_read_is_never_changed",
    "repair_quizattempt": "quiz_attempt_is_never_changed",
    "repair_quizanswer": "quiz_answer_is_never_changed",
    "repair_trainingcertificate": "training_certificate_is_never_changed",
}
ANSWER = """
    INSERT INTO repair_quizanswer (attempt_id, position, question, chosen, "right")
    VALUES (%(open)s, %(position)s, %(question)s, '[1]', true)"""
VERSION = """
    INSERT INTO repair_courseversion (course, ordinal, content, sha256, takes_effect_on, expires_on)
    VALUES ('probe', 2, %(content)s::jsonb, 'probe', NULL, NULL)"""
SILENT = '{"sections": [{"video": "a.mp4", "captions": "a.vtt"}, {"video": "b.mp4"}]}'
CERTIFICATE = """
    INSERT INTO repair_trainingcertificate
        (attempt_id, attendance_id, version_id, subject_id, user_id, "on", letter_id, score, valid_until)
    VALUES (%(attempt)s, %(attendance)s, %(version)s, %(subject)s, %(actor)s, %(day)s, 0, %(score)s, %(day)s)"""
ATTENDANCE = """
    INSERT INTO repair_offlineattendance (row_id, version_id, course, subject_id, learner, held_on, held_by, place, passed)
    VALUES (%(row)s, %(version)s, %(course)s, %(subject)s, 'probe', %(day)s, 'probe', 'probe', true)"""


def attacks_on_training(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if OfflineAttendance._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings training there is nothing to guard
    for table, guard in NEVER_CHANGED.items():
        yield Attack(guard, f"UPDATE {table} SET id = id WHERE false", world)  # noqa: S608 - our own tables
        yield Attack(guard, f"DELETE FROM {table} WHERE false", world)  # noqa: S608
    yield Attack("course_video_has_captions", VERSION, world | {"content": SILENT})
    world = world | _attempts(world)
    world = world | _listed(world)
    for wrong in ({"row": world["bad_row"]}, {"row": world["unrecorded"]}, {"course": "another"}):
        yield Attack("offline_attendance_of_a_recorded_list", ATTENDANCE, world | wrong)
    yield Attack("attendance_list_is_over", "UPDATE repair_attendancelist SET sha256 = 'x'", world)
    yield Attack("attendance_list_is_never_deleted", "DELETE FROM repair_attendancelist WHERE false", world)
    there = {"attempt": None, "score": None, "attendance": world["there"]}
    yield Attack("training_certificate_of_a_quiz_or_a_room", CERTIFICATE, world | there | {"score": 1})
    waits = f"SET CONSTRAINTS ALL DEFERRED; {CERTIFICATE}"  # there is no letter 0 either
    yield Attack("certificate_of_its_own_attendance", waits, world | there | {"version": world["other"]})
    failed = there | {"attendance": world["failed"]}
    yield Attack("certificate_stands_on_its_answers", CERTIFICATE, world | failed)
    yield Attack("quiz_answer_is_the_next", ANSWER, world | {"position": 2, "question": "second"})
    yield Attack("quiz_answer_is_the_next", ANSWER, world | {"position": 1, "question": "second"})
    yield Attack("certificate_stands_on_its_answers", CERTIFICATE, world | {"score": 2})
    unanswered = {"attempt": world["open"], "score": 0}
    yield Attack("certificate_stands_on_its_answers", CERTIFICATE, world | unanswered)
    yield Attack("certificate_of_its_own_attempt", CERTIFICATE, world | {"actor": world["stranger"]})


def _attempts(world: dict[str, Any]) -> dict[str, Any]:
    """An attempt with every answer, and one with none."""
    content = {"quiz": {"asked": 1, "pass_mark": 1}}
    version = CourseVersion.objects.create(course="probe", ordinal=1, content=content, sha256="probe")
    about = {
        "version": version,
        "subject_id": world["subject"],
        "user_id": world["actor"],
        "on": world["day"],
    }
    done, begun = (QuizAttempt.objects.create(questions=["first"], **about) for _ in range(2))
    QuizAnswer.objects.create(attempt=done, position=1, question="first", chosen=[1], right=True)
    return {"attempt": done.pk, "open": begun.pk, "version": version.pk, "score": 1, "attendance": None}


def _listed(world: dict[str, Any]) -> dict[str, Any]:
    """A recorded list: one who passed, one who did not, a row that was refused, one that is left; and a list that waits."""
    kept = AttendanceList.objects.create(
        file_name="probe", sha256="probe", header=[], uploaded_by_id=world["actor"], uploaded_on=world["day"]
    )
    states = (RowState.GOOD, RowState.GOOD, RowState.BAD, RowState.GOOD)
    rows = [kept.rows.create(number=n, cells=[], state=state) for n, state in enumerate(states, start=1)]
    kept.recorded_by_id, kept.recorded_on = world["actor"], world["day"]
    kept.save(update_fields=["recorded_by", "recorded_on"])
    about = {
        "version_id": world["version"], "course": "probe", "subject_id": world["subject"], "held_on": world["day"], "held_by": "probe",
        "place": "probe",
    }  # fmt: skip
    there, failed = (
        OfflineAttendance.objects.create(row=row, learner=f"probe {row.number}", passed=passed, **about)
        for row, passed in zip(rows[:2], (True, False), strict=True)
    )
    waiting = AttendanceList.objects.create(
        file_name="probe", sha256="probe", header=[], uploaded_by_id=world["actor"], uploaded_on=world["day"]
    )
    unrecorded = waiting.rows.create(number=1, cells=[], state=RowState.GOOD)
    other = CourseVersion.objects.create(course="probe", ordinal=3, content={}, sha256="probe")
    return {
        "row": rows[3].pk, "bad_row": rows[2].pk, "unrecorded": unrecorded.pk, "course": "probe", "there": there.pk, "failed": failed.pk, "other": other.pk,
    }  # fmt: skip
