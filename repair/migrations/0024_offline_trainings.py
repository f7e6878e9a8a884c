"""Trainings that were held in a room: lists, who was there, and the certificates of those who passed.

`repair.probes` attacks each of these guards at every start, by the names given here.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

BEFORE = """
CREATE OR REPLACE FUNCTION xinxiu_certificate_stands_on_its_answers() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
GUARDS = """
-- A certificate stands on answers, or on having been there and passed.
CREATE OR REPLACE FUNCTION xinxiu_certificate_stands_on_its_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answered integer;
    good integer;
    quiz jsonb;
BEGIN
    IF NEW.attempt_id IS NULL THEN
        IF NOT EXISTS (SELECT 1 FROM repair_offlineattendance o WHERE o.id = NEW.attendance_id AND o.passed) THEN
            RAISE EXCEPTION 'participation % did not pass', NEW.attendance_id
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NEW;
    END IF;
    SELECT count(*), count(*) FILTER (WHERE "right") INTO answered, good
        FROM repair_quizanswer WHERE attempt_id = NEW.attempt_id;
    SELECT content->'quiz' INTO quiz FROM repair_courseversion WHERE id = NEW.version_id;
    IF good <> NEW.score OR answered <> (quiz->>'asked')::integer OR good < (quiz->>'pass_mark')::integer THEN
        RAISE EXCEPTION 'attempt % has % right of %', NEW.attempt_id, good, answered
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

ALTER TABLE repair_trainingcertificate ADD CONSTRAINT certificate_of_its_own_attendance
    FOREIGN KEY (attendance_id, version_id, subject_id, "on")
    REFERENCES repair_offlineattendance (id, version_id, subject_id, held_on);

CREATE TRIGGER offline_attendance_is_never_changed BEFORE UPDATE OR DELETE ON repair_offlineattendance
    FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_append_only();

-- Who was there is taken from a good row of a list, in the step that records it.
CREATE FUNCTION xinxiu_offline_attendance_of_a_recorded_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM repair_attendancerow r JOIN repair_attendancelist l ON l.id = r.listed_in_id
        JOIN repair_courseversion v ON v.id = NEW.version_id AND v.course = NEW.course
        WHERE r.id = NEW.row_id AND r.state = 'good' AND l.recorded_by_id IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'row % is not of a recorded list', NEW.row_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offline_attendance_of_a_recorded_list BEFORE INSERT ON repair_offlineattendance
    FOR EACH ROW EXECUTE FUNCTION xinxiu_offline_attendance_of_a_recorded_list();

CREATE FUNCTION xinxiu_attendance_list_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.recorded_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'list % is recorded', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attendance_list_is_over BEFORE UPDATE ON repair_attendancelist
    FOR EACH ROW EXECUTE FUNCTION xinxiu_attendance_list_is_over();

CREATE TRIGGER attendance_row_is_never_changed BEFORE UPDATE OR DELETE ON repair_attendancerow
    FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER attendance_list_is_never_deleted BEFORE DELETE ON repair_attendancelist
    FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_append_only();
"""
UNDO = """
DROP TRIGGER attendance_list_is_never_deleted ON repair_attendancelist;
DROP TRIGGER attendance_row_is_never_changed ON repair_attendancerow;
DROP TRIGGER attendance_list_is_over ON repair_attendancelist;
DROP FUNCTION xinxiu_attendance_list_is_over();
DROP TRIGGER offline_attendance_of_a_recorded_list ON repair_offlineattendance;
DROP FUNCTION xinxiu_offline_attendance_of_a_recorded_list();
DROP TRIGGER offline_attendance_is_never_changed ON repair_offlineattendance;
ALTER TABLE repair_trainingcertificate DROP CONSTRAINT certificate_of_its_own_attendance;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0013_messages_by_key"),
        ("registry", "0017_exports"),
        ("repair", "0023_courses_of_the_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="trainingcertificate",
            name="attempt",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="repair.quizattempt",
            ),
        ),
        migrations.AlterField(
            model_name="trainingcertificate",
            name="score",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="right answers"),
        ),
        migrations.CreateModel(
            name="AttendanceList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("header", models.JSONField(verbose_name="columns")),
                ("uploaded_on", models.DateField(verbose_name="uploaded on")),
                ("recorded_on", models.DateField(blank=True, null=True, verbose_name="recorded on")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "list of participants",
                "verbose_name_plural": "lists of participants",
            },
        ),
        migrations.CreateModel(
            name="AttendanceRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("cells", models.JSONField(verbose_name="cells")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("good", "to be recorded"),
                            ("known", "recorded already"),
                            ("bad", "not recorded"),
                        ],
                        max_length=5,
                        verbose_name="state",
                    ),
                ),
                (
                    "problems",
                    models.JSONField(default=list, verbose_name="problems"),
                ),
                (
                    "listed_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="repair.attendancelist",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a list of participants",
                "verbose_name_plural": "rows of lists of participants",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="OfflineAttendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("learner", models.CharField(max_length=50, verbose_name="participant")),
                ("held_on", models.DateField(verbose_name="held on")),
                ("course", models.SlugField(max_length=60, verbose_name="course")),
                ("held_by", models.CharField(max_length=100, verbose_name="held by")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=3, null=True, verbose_name="hours"
                    ),
                ),
                ("place", models.CharField(max_length=100, verbose_name="place")),
                ("passed", models.BooleanField(verbose_name="passed")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="at",
                    ),
                ),
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="repair.attendancerow",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.subject"
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
                "verbose_name": "participation in an offline training",
                "verbose_name_plural": "participations in offline trainings",
            },
        ),
        migrations.AddField(
            model_name="trainingcertificate",
            name="attendance",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate",
                to="repair.offlineattendance",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attempt__isnull", False), ("attendance", None), ("score__isnull", False)),
                    models.Q(("attempt", None), ("attendance__isnull", False), ("score", None)),
                    _connector="OR",
                ),
                name="training_certificate_of_a_quiz_or_a_room",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendancerow",
            constraint=models.UniqueConstraint(fields=("listed_in", "number"), name="attendance_row_once"),
        ),
        migrations.AddConstraint(
            model_name="offlineattendance",
            constraint=models.UniqueConstraint(
                fields=("subject", "course", "held_on", "learner"), name="offline_attendance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="offlineattendance",
            constraint=models.UniqueConstraint(
                fields=("id", "version", "subject", "held_on"), name="offline_attendance_key_of_certificates"
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO + BEFORE),
    ]
