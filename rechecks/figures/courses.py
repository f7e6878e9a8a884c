"""What came of a version of a course, counted by the database from what was read and answered."""

from dataclasses import dataclass

from django.db import connection

from repair.models import CourseVersion

# A learner is one person for one subject: the same person learns anew for another one.
_COUNTED = """
WITH quiz AS (
    SELECT (content->'quiz'->>'asked')::int AS asked, (content->'quiz'->>'pass_mark')::int AS pass_mark
    FROM repair_courseversion WHERE id = %(version)s
), learners AS (
    SELECT subject_id, user_id FROM repair_sectionread WHERE version_id = %(version)s
    UNION
    SELECT subject_id, user_id FROM repair_quizattempt WHERE version_id = %(version)s
), finished AS (
    SELECT t.subject_id, t.user_id, count(*) FILTER (WHERE a."right") AS good,
        row_number() OVER (PARTITION BY t.subject_id, t.user_id ORDER BY t.id) AS turn
    FROM repair_quizattempt t JOIN repair_quizanswer a ON a.attempt_id = t.id
    WHERE t.version_id = %(version)s
    GROUP BY t.id HAVING count(*) = (SELECT asked FROM quiz)
)
SELECT (SELECT count(*) FROM learners),
    (SELECT count(*) FROM finished WHERE turn = 1),
    (SELECT count(DISTINCT (subject_id, user_id)) FROM finished, quiz WHERE good >= pass_mark),
    (SELECT count(*) FROM finished, quiz WHERE turn = 1 AND good >= pass_mark)
"""
_HARDEST = """
SELECT a.question, count(*) FILTER (WHERE NOT a."right") AS wrong, count(*) AS answered
FROM repair_quizanswer a JOIN repair_quizattempt t ON t.id = a.attempt_id
WHERE t.version_id = %(version)s
GROUP BY a.question
ORDER BY (count(*) FILTER (WHERE NOT a."right"))::numeric / count(*) DESC, count(*) DESC, a.question
"""


@dataclass(frozen=True)
class Counted:
    """How many learned: begun, answered everything once, passed, and passed the first time."""

    started: int
    finished: int
    passed: int
    at_first_try: int


@dataclass(frozen=True)
class Hard:
    """A question with how often it was answered, and how often wrongly."""

    question: str
    wrong: int
    answered: int


def counted(version: CourseVersion) -> Counted:
    """The learners of one version."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"version": version.pk})
        return Counted(*cursor.fetchone())


def hardest(version: CourseVersion) -> list[Hard]:
    """Every question that was answered, the one that is most often answered wrongly first."""
    with connection.cursor() as cursor:
        cursor.execute(_HARDEST, {"version": version.pk})
        return [Hard(*row) for row in cursor.fetchall()]
