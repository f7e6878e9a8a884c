"""Courses, what was read and answered, certificates; and what the database refuses of them.

`repair.probes` attacks each of these guards at every start, by the names given here.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import registry.models.subjects

NEVER_CHANGED = {
    "repair_courseversion": "course_version_is_never_changed",
    "repair_sectionread": "section_read_is_never_changed",
    "repair_quizattempt": "quiz_attempt_is_never_changed",
    "repair_quizanswer": "quiz_answer_is_never_changed",
    "repair_trainingcertificate": "training_certificate_is_never_changed",
}

OWN_ATTEMPT = """
ALTER TABLE repair_trainingcertificate ADD CONSTRAINT certificate_of_its_own_attempt
    FOREIGN KEY (attempt_id, version_id, subject_id, user_id)
    REFERENCES repair_quizattempt (id, version_id, subject_id, user_id)
"""

ANSWERS = """
CREATE FUNCTION xinxiu_quiz_answer_is_the_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.position <> 1 + (SELECT count(*) FROM repair_quizanswer WHERE attempt_id = NEW.attempt_id)
        OR NEW.question IS DISTINCT FROM
            (SELECT questions->>(NEW.position - 1) FROM repair_quizattempt WHERE id = NEW.attempt_id)
    THEN
        RAISE EXCEPTION 'answer % of attempt % is not to the next question', NEW.position, NEW.attempt_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quiz_answer_is_the_next BEFORE INSERT ON repair_quizanswer
    FOR EACH ROW EXECUTE FUNCTION xinxiu_quiz_answer_is_the_next();

CREATE FUNCTION xinxiu_certificate_stands_on_its_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answered integer;
    good integer;
    quiz jsonb;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE "right") INTO answered, good
        FROM repair_quizanswer WHERE attempt_id = NEW.attempt_id;
    SELECT content->'quiz' INTO quiz FROM repair_courseversion WHERE id = NEW.version_id;
    IF good <> NEW.score OR answered <> (quiz->>'asked')::integer OR good < (quiz->>'pass_mark')::integer THEN
        RAISE EXCEPTION 'attempt % has % right of %', NEW.attempt_id, good, answered
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER certificate_stands_on_its_answers BEFORE INSERT ON repair_trainingcertificate
    FOR EACH ROW EXECUTE FUNCTION xinxiu_certificate_stands_on_its_answers();
"""

UNDO_ANSWERS = """
DROP TRIGGER certificate_stands_on_its_answers ON repair_trainingcertificate;
DROP FUNCTION xinxiu_certificate_stands_on_its_answers();
DROP TRIGGER quiz_answer_is_the_next ON repair_quizanswer;
DROP FUNCTION xinxiu_quiz_answer_is_the_next();
"""


def _never_changed(table: str, name: str) -> migrations.RunSQL:
    """For the statement, not the row: it is refused also where nothing is there to change."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_append_only()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0008_letters_of_the_office"),
        ("registry", "0004_mandate_of_the_window"),
        ("repair", "0014_prepared_decision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("course", models.SlugField(max_length=60, verbose_name="course")),
                ("ordinal", models.PositiveIntegerField(verbose_name="version")),
                ("content", models.JSONField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="published at",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a course",
                "verbose_name_plural": "versions of courses",
                "constraints": [
                    models.UniqueConstraint(fields=("course", "ordinal"), name="course_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="at",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=registry.models.subjects.new_public_id,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("questions", models.JSONField(verbose_name="questions in their order")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="repair.courseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt at a quiz",
                "verbose_name_plural": "attempts at quizzes",
            },
        ),
        migrations.CreateModel(
            name="QuizAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("question", models.CharField(max_length=60, verbose_name="question")),
                ("chosen", models.JSONField(verbose_name="options chosen")),
                ("right", models.BooleanField(verbose_name="right")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="at",
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="repair.quizattempt",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a quiz",
                "verbose_name_plural": "answers of quizzes",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SectionRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="at",
                    ),
                ),
                ("section", models.CharField(max_length=60, verbose_name="section")),
                ("digest", models.CharField(max_length=64)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="repair.courseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "section read",
                "verbose_name_plural": "sections read",
            },
        ),
        migrations.CreateModel(
            name="TrainingCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="at",
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(verbose_name="right answers")),
                ("valid_until", models.DateField(verbose_name="valid until")),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="repair.quizattempt",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_certificate",
                        to="notifications.letter",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.subject"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="repair.courseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "training certificate",
                "verbose_name_plural": "training certificates",
            },
        ),
        migrations.AddField(
            model_name="repaircase",
            name="training_certificate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="repair.trainingcertificate",
            ),
        ),
        migrations.AddIndex(
            model_name="quizattempt",
            index=models.Index(fields=["subject", "-id"], name="quiz_attempt_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="quizattempt",
            constraint=models.UniqueConstraint(
                fields=("id", "version", "subject", "user"), name="quiz_attempt_key_of_certificates"
            ),
        ),
        migrations.AddConstraint(
            model_name="quizanswer",
            constraint=models.UniqueConstraint(fields=("attempt", "position"), name="quiz_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="quizanswer",
            constraint=models.UniqueConstraint(fields=("attempt", "question"), name="quiz_question_once"),
        ),
        migrations.AddConstraint(
            model_name="quizanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="quiz_answer_position_counts_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionread",
            constraint=models.UniqueConstraint(
                fields=("subject", "user", "version", "section"), name="section_read_once"
            ),
        ),
        migrations.AddIndex(
            model_name="trainingcertificate",
            index=models.Index(fields=["subject", "-id"], name="certificate_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="trainingcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("on"))),
                name="training_certificate_ends_after_it_begins",
            ),
        ),
        migrations.RunSQL(
            OWN_ATTEMPT,
            "ALTER TABLE repair_trainingcertificate DROP CONSTRAINT certificate_of_its_own_attempt",
        ),
        migrations.RunSQL(ANSWERS, UNDO_ANSWERS),
        *(_never_changed(table, name) for table, name in NEVER_CHANGED.items()),
    ]
