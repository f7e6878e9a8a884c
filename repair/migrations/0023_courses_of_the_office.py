"""Courses that the credit office publishes for a day, and the files of their videos.

`repair.probes` attacks each of these guards at every start, by the names given here.
"""

import django.db.models.functions.datetime
from django.db import migrations, models

GUARDS = """
CREATE TRIGGER course_file_is_never_changed BEFORE UPDATE OR DELETE ON repair_coursefile
    FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_append_only();

-- Who cannot hear it can read it: a video without captions is published by nobody.
CREATE FUNCTION xinxiu_course_video_has_captions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF jsonb_path_exists(NEW.content, '$.sections[*] ? (exists (@.video) && !exists (@.captions))') THEN
        RAISE EXCEPTION 'version % of % has a video without captions', NEW.ordinal, NEW.course
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER course_video_has_captions BEFORE INSERT ON repair_courseversion
    FOR EACH ROW EXECUTE FUNCTION xinxiu_course_video_has_captions();
"""
UNDO = """
DROP TRIGGER course_video_has_captions ON repair_courseversion;
DROP FUNCTION xinxiu_course_video_has_captions();
DROP TRIGGER course_file_is_never_changed ON repair_coursefile;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("repair", "0022_handover_of_any_case"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("title", models.CharField(max_length=200, verbose_name="name of the file")),
                ("size", models.PositiveBigIntegerField(verbose_name="size")),
                (
                    "taken_in_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="taken in at",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a course",
                "verbose_name_plural": "files of courses",
            },
        ),
        migrations.AddField(
            model_name="courseversion",
            name="expires_on",
            field=models.DateField(blank=True, null=True, verbose_name="offered until"),
        ),
        migrations.AddField(
            model_name="courseversion",
            name="takes_effect_on",
            field=models.DateField(blank=True, null=True, verbose_name="published from"),
        ),
        migrations.AddConstraint(
            model_name="courseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None), ("expires_on__gte", models.F("takes_effect_on")), _connector="OR"
                ),
                name="course_version_ends_after_it_begins",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
