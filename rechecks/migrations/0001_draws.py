"""Draws as rows, and what the database refuses of them. `rechecks.probes` attacks each guard at every start, by its name."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

TRIGGERS = """
CREATE FUNCTION xinxiu_sha256(words text) RETURNS text LANGUAGE sql AS
    $$ SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex') $$;

-- A population is what its digest says.
CREATE FUNCTION xinxiu_population_keeps_its_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 <> xinxiu_sha256(NEW.content) THEN
        RAISE EXCEPTION 'the digest is not that of the population'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER population_keeps_its_digest BEFORE INSERT ON rechecks_drawnpopulation
    FOR EACH ROW EXECUTE FUNCTION xinxiu_population_keeps_its_digest();

-- A list is what its digest says, of this population and this seed, and as long as the population says.
CREATE FUNCTION xinxiu_draw_keeps_its_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    header jsonb := split_part(NEW.content, E'\\n', 1)::jsonb;
    lines integer := length(NEW.content) - length(replace(NEW.content, E'\\n', ''));
BEGIN
    IF NEW.list_sha256 <> xinxiu_sha256(NEW.content) OR NOT EXISTS (
        SELECT 1 FROM rechecks_drawnpopulation p WHERE p.id = NEW.population_id AND p.size = lines - 1
            AND p.sha256 = header ->> 'population_sha256' AND NEW.seed = header ->> 'seed')
    THEN
        RAISE EXCEPTION 'the list is not that of its population, seed and digest'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_keeps_its_list BEFORE INSERT ON rechecks_draw
    FOR EACH ROW EXECUTE FUNCTION xinxiu_draw_keeps_its_list();

-- Nothing is drawn a second time quietly: not the same population, and not another one of the same days and kinds.
CREATE FUNCTION xinxiu_draw_again_says_why() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('rechecks_draw'));
    IF btrim(NEW.again_because) = '' AND EXISTS (
        SELECT 1 FROM rechecks_drawnpopulation mine
        JOIN rechecks_drawnpopulation other ON other.period_from <= mine.period_to
            AND other.period_to >= mine.period_from
            AND EXISTS (SELECT 1 FROM jsonb_array_elements_text(other.kinds) k WHERE mine.kinds ? k)
        JOIN rechecks_draw d ON d.population_id = other.id
        WHERE mine.id = NEW.population_id)
    THEN
        RAISE EXCEPTION 'such cases of that period were drawn before: say why again'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draw_again_says_why BEFORE INSERT ON rechecks_draw
    FOR EACH ROW EXECUTE FUNCTION xinxiu_draw_again_says_why();

-- The rows of a draw are the lines of its list, all of them, from the beginning;
CREATE FUNCTION xinxiu_draw_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (
            SELECT (l.line::jsonb ->> 'position')::integer AS position, l.line::jsonb ->> 'item' AS item,
                l.line::jsonb ->> 'checker' AS checker
            FROM regexp_split_to_table(rtrim(NEW.content, E'\\n'), E'\\n') WITH ORDINALITY AS l(line, n) WHERE l.n > 1
        ) said
        FULL JOIN (
            SELECT i.position, c.number AS item, u.username AS checker FROM rechecks_drawnitem i
            JOIN casework_case c ON c.id = i.case_id JOIN auth_user u ON u.id = i.checker_id
            WHERE i.draw_id = NEW.id
        ) kept ON (kept.position, kept.item, kept.checker) = (said.position, said.item, said.checker)
        WHERE kept.position IS NULL OR said.position IS NULL)
    THEN
        RAISE EXCEPTION 'draw % is not what its list says', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER draw_is_whole AFTER INSERT ON rechecks_draw DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION xinxiu_draw_is_whole();

-- and nothing is added to it afterwards.
CREATE FUNCTION xinxiu_drawn_item_is_within_its_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM rechecks_draw d JOIN rechecks_drawnpopulation p ON p.id = d.population_id
        WHERE d.id = NEW.draw_id AND NEW.position BETWEEN 1 AND p.size)
    THEN
        RAISE EXCEPTION 'position % is not in the list', NEW.position
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER drawn_item_is_within_its_list BEFORE INSERT ON rechecks_drawnitem
    FOR EACH ROW EXECUTE FUNCTION xinxiu_drawn_item_is_within_its_list();

-- Nobody checks what they had a part in, or what a department of theirs did.
CREATE FUNCTION xinxiu_checker_had_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM casework_caseevent e
        WHERE e.case_id = NEW.case_id AND NEW.checker_id IN (e.actor_id, e.proposer_id))
    THEN
        RAISE EXCEPTION 'checker % had a part in case %', NEW.checker_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER checker_had_no_part BEFORE INSERT ON rechecks_drawnitem
    FOR EACH ROW EXECUTE FUNCTION xinxiu_checker_had_no_part();

CREATE FUNCTION xinxiu_checker_is_of_another_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM registry_membership m WHERE m.user_id = NEW.checker_id AND m.department_id IN (
        SELECT department_id FROM casework_case WHERE id = NEW.case_id
        UNION SELECT department_id FROM casework_caseevent WHERE case_id = NEW.case_id))
    THEN
        RAISE EXCEPTION 'checker % is of a department of case %', NEW.checker_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER checker_is_of_another_department BEFORE INSERT ON rechecks_drawnitem
    FOR EACH ROW EXECUTE FUNCTION xinxiu_checker_is_of_another_department();

CREATE TRIGGER population_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_drawnpopulation
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER draw_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_draw
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER drawn_item_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_drawnitem
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""

UNDO = """
DROP TRIGGER drawn_item_is_never_changed ON rechecks_drawnitem;
DROP TRIGGER draw_is_never_changed ON rechecks_draw;
DROP TRIGGER population_is_never_changed ON rechecks_drawnpopulation;
DROP TRIGGER checker_is_of_another_department ON rechecks_drawnitem;
DROP TRIGGER checker_had_no_part ON rechecks_drawnitem;
DROP TRIGGER drawn_item_is_within_its_list ON rechecks_drawnitem;
DROP TRIGGER draw_is_whole ON rechecks_draw;
DROP TRIGGER draw_again_says_why ON rechecks_draw;
DROP TRIGGER draw_keeps_its_list ON rechecks_draw;
DROP TRIGGER population_keeps_its_digest ON rechecks_drawnpopulation;
DROP FUNCTION xinxiu_checker_is_of_another_department();
DROP FUNCTION xinxiu_checker_had_no_part();
DROP FUNCTION xinxiu_drawn_item_is_within_its_list();
DROP FUNCTION xinxiu_draw_is_whole();
DROP FUNCTION xinxiu_draw_again_says_why();
DROP FUNCTION xinxiu_draw_keeps_its_list();
DROP FUNCTION xinxiu_population_keeps_its_digest();
DROP FUNCTION xinxiu_sha256(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0013_papers_of_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DrawnPopulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="SHA-256 of the population file"
                    ),
                ),
                ("content", models.TextField(verbose_name="population file")),
                ("algorithm", models.CharField(max_length=40, verbose_name="algorithm")),
                ("period_from", models.DateField(verbose_name="closed from")),
                ("period_to", models.DateField(verbose_name="closed to")),
                ("kinds", models.JSONField(verbose_name="kinds of case")),
                ("size", models.PositiveIntegerField(verbose_name="how many are drawn")),
                ("frozen_on", models.DateField(verbose_name="frozen on")),
                (
                    "frozen_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="frozen at"
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "population of a draw",
                "verbose_name_plural": "populations of draws",
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=200, verbose_name="seed")),
                ("seed_source", models.CharField(max_length=200, verbose_name="where the seed comes from")),
                (
                    "again_because",
                    models.CharField(blank=True, max_length=500, verbose_name="drawn again, because"),
                ),
                ("list_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the list")),
                ("content", models.TextField(verbose_name="list")),
                ("drawn_on", models.DateField(verbose_name="drawn on")),
                (
                    "drawn_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="drawn at"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="rechecks.drawnpopulation",
                    ),
                ),
            ],
            options={
                "verbose_name": "draw",
                "verbose_name_plural": "draws",
            },
        ),
        migrations.CreateModel(
            name="DrawnItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="place in the list")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawn_items",
                        to="casework.case",
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawn_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="rechecks.draw"
                    ),
                ),
            ],
            options={
                "verbose_name": "drawn case",
                "verbose_name_plural": "drawn cases",
                "ordering": ["draw", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "position"), name="drawn_item_position_once"),
                    models.UniqueConstraint(fields=("draw", "case"), name="drawn_item_case_once"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="drawnpopulation",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_from__lte", models.F("period_to"))),
                name="population_period_runs_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seed", ""), _negated=True), models.Q(("seed_source", ""), _negated=True)
                ),
                name="draw_says_its_seed_and_whence",
            ),
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
