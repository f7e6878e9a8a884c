"""Courses drafted by one person of the credit office and published by another.

`rechecks.probes` attacks each of these guards at every start, by the names given here.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE rechecks_courserelease
    ADD CONSTRAINT course_release_of_its_draft FOREIGN KEY (draft_id, sha256, takes_effect_on, drafted_by_id)
        REFERENCES rechecks_coursedraft (id, sha256, takes_effect_on, drafted_by_id);

-- The function of the drafts of rules: what is drafted is what its digest says.
CREATE TRIGGER course_draft_keeps_its_digest BEFORE INSERT OR UPDATE ON rechecks_coursedraft
    FOR EACH ROW EXECUTE FUNCTION xinxiu_rule_draft_keeps_its_digest();

CREATE FUNCTION xinxiu_course_draft_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.discarded_on IS NOT NULL OR EXISTS (SELECT 1 FROM rechecks_courserelease r WHERE r.draft_id = OLD.id) THEN
        RAISE EXCEPTION 'draft % is over', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER course_draft_is_over BEFORE UPDATE ON rechecks_coursedraft
    FOR EACH ROW EXECUTE FUNCTION xinxiu_course_draft_is_over();

-- What is published is an open draft, as a version that says just that.
CREATE FUNCTION xinxiu_course_release_is_what_was_drafted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM rechecks_coursedraft d
        JOIN repair_courseversion v ON v.id = NEW.version_id AND v.course = d.course
            AND v.sha256 = NEW.sha256 AND v.content = d.content::jsonb AND v.takes_effect_on = NEW.takes_effect_on
            AND v.expires_on IS NOT DISTINCT FROM d.expires_on
        WHERE d.id = NEW.draft_id AND d.discarded_on IS NULL FOR UPDATE OF d;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'draft % and what was published of it differ', NEW.draft_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER course_release_is_what_was_drafted BEFORE INSERT ON rechecks_courserelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_course_release_is_what_was_drafted();

-- A version that is offered from a day was published by two persons; only files count at once.
CREATE FUNCTION xinxiu_course_version_was_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_courserelease r WHERE r.version_id = NEW.id) THEN
        RAISE EXCEPTION 'version % of % was published by nobody', NEW.ordinal, NEW.course
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER course_version_was_released AFTER INSERT ON repair_courseversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.takes_effect_on IS NOT NULL)
    EXECUTE FUNCTION xinxiu_course_version_was_released();

CREATE TRIGGER course_release_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_courserelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""
UNDO = """
DROP TRIGGER course_release_is_never_changed ON rechecks_courserelease;
DROP TRIGGER course_version_was_released ON repair_courseversion;
DROP TRIGGER course_release_is_what_was_drafted ON rechecks_courserelease;
DROP TRIGGER course_draft_is_over ON rechecks_coursedraft;
DROP TRIGGER course_draft_keeps_its_digest ON rechecks_coursedraft;
ALTER TABLE rechecks_courserelease DROP CONSTRAINT course_release_of_its_draft;
DROP FUNCTION xinxiu_course_version_was_released();
DROP FUNCTION xinxiu_course_release_is_what_was_drafted();
DROP FUNCTION xinxiu_course_draft_is_over();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rechecks", "0025_circulars"),
        ("repair", "0023_courses_of_the_office"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the content")),
                ("drafted_on", models.DateField(verbose_name="drafted on")),
                (
                    "drafted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="drafted at"
                    ),
                ),
                ("discarded_on", models.DateField(blank=True, null=True, verbose_name="given up on")),
                ("course", models.SlugField(max_length=60, verbose_name="course")),
                ("content", models.TextField(verbose_name="content")),
                ("takes_effect_on", models.DateField(verbose_name="published from")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="offered until")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="repair.courseversion",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a course",
                "verbose_name_plural": "drafts of courses",
            },
        ),
        migrations.CreateModel(
            name="CourseRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the content")),
                ("released_on", models.DateField(verbose_name="released on")),
                (
                    "released_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="released at"
                    ),
                ),
                ("takes_effect_on", models.DateField(verbose_name="published from")),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="rechecks.coursedraft",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="repair.courseversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication of a course",
                "verbose_name_plural": "publications of courses",
            },
        ),
        migrations.AddConstraint(
            model_name="coursedraft",
            constraint=models.UniqueConstraint(
                fields=("id", "sha256", "takes_effect_on", "drafted_by"), name="course_draft_key_of_releases"
            ),
        ),
        migrations.AddConstraint(
            model_name="coursedraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_on", None), ("expires_on__gte", models.F("takes_effect_on")), _connector="OR"
                ),
                name="course_draft_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="courserelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_by", models.F("drafted_by")), _negated=True),
                name="course_release_by_a_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="courserelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("takes_effect_on__gte", models.F("released_on"))),
                name="course_release_is_not_for_days_past",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
