"""Attacks on the guards of training: nothing published is rewritten, no question left out, no pass made up."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from casework.probes.attack import Attack
from repair.models import CourseVersion, QuizAnswer, QuizAttempt

NEVER_CHANGED = {
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
    INSERT INTO repair_trainingcertificate (attempt_id, version_id, subject_id, user_id, "on", letter_id, score, valid_until)
    VALUES (%(attempt)s, %(version)s, %(subject)s, %(actor)s, %(day)s, 0, %(score)s, %(day)s)"""


def attacks_on_training(world: dict[str, Any]) -> Iterator[Attack]:
    """Each lawful but for one thing; `world` is the small world of the probes."""
    if CourseVersion._meta.db_table not in connection.introspection.table_names():
        return  # before the migration that brings training there is nothing to guard
    for table, guard in NEVER_CHANGED.items():
        yield Attack(guard, f"UPDATE {table} SET id = id WHERE false", world)  # noqa: S608 - our own tables
        yield Attack(guard, f"DELETE FROM {table} WHERE false", world)  # noqa: S608
    yield Attack("course_video_has_captions", VERSION, world | {"content": SILENT})
    world |= _attempts(world)
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
    return {"attempt": done.pk, "open": begun.pk, "version": version.pk, "score": 1}
