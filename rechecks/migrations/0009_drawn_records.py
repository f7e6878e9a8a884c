"""Records that should be gone are drawn too: a population says which of the two it holds, an item is one of them."""

import django.db.models.deletion
from django.db import migrations, models

# The guards of 0001, for a case or a record.
EITHER = """
CREATE OR REPLACE FUNCTION xinxiu_draw_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (
            SELECT (l.line::jsonb ->> 'position')::integer AS position, l.line::jsonb ->> 'item' AS item,
                l.line::jsonb ->> 'checker' AS checker
            FROM regexp_split_to_table(rtrim(NEW.content, E'\\n'), E'\\n') WITH ORDINALITY AS l(line, n) WHERE l.n > 1
        ) said
        FULL JOIN (
            SELECT i.position, coalesce(c.number, r.public_id) AS item, u.username AS checker FROM rechecks_drawnitem i
            LEFT JOIN casework_case c ON c.id = i.case_id LEFT JOIN registry_record r ON r.id = i.record_id
            JOIN auth_user u ON u.id = i.checker_id
            WHERE i.draw_id = NEW.id
        ) kept ON (kept.position, kept.item, kept.checker) = (said.position, said.item, said.checker)
        WHERE kept.position IS NULL OR said.position IS NULL)
    THEN
        RAISE EXCEPTION 'draw % is not what its list says', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_drawn_item_is_within_its_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM rechecks_draw d JOIN rechecks_drawnpopulation p ON p.id = d.population_id
        WHERE d.id = NEW.draw_id AND NEW.position BETWEEN 1 AND p.size
            AND (p.holds = 'records') = (NEW.record_id IS NOT NULL))
    THEN
        RAISE EXCEPTION 'position % is not in the list', NEW.position
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_checker_had_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM casework_caseevent e JOIN casework_case c ON c.id = e.case_id
        WHERE (c.id = NEW.case_id OR c.record_id = NEW.record_id AND c.machine <> 'recheck')
            AND NEW.checker_id IN (e.actor_id, e.proposer_id))
    THEN
        RAISE EXCEPTION 'checker % had a part in case % or record %', NEW.checker_id, NEW.case_id, NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_checker_is_of_another_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM registry_membership m WHERE m.user_id = NEW.checker_id AND m.department_id IN (
        SELECT department_id FROM casework_case WHERE id = NEW.case_id
        UNION SELECT department_id FROM casework_caseevent WHERE case_id = NEW.case_id
        UNION SELECT department_id FROM registry_record WHERE id = NEW.record_id
        UNION SELECT e.department_id FROM casework_caseevent e JOIN casework_case c ON c.id = e.case_id
            WHERE c.record_id = NEW.record_id AND c.machine <> 'recheck'
        UNION SELECT source_id FROM registry_recordmove WHERE record_id = NEW.record_id))
    THEN
        RAISE EXCEPTION 'checker % is of a department of case % or record %', NEW.checker_id, NEW.case_id, NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

HOLDS = """
-- The file that is published says so, too.
CREATE FUNCTION xinxiu_population_says_what_it_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (split_part(NEW.content, E'\\n', 1)::jsonb ->> 'format' = 'xinxiu-draw-records/1') IS DISTINCT FROM
        (NEW.holds = 'records')
    THEN
        RAISE EXCEPTION 'the population file holds something else'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER population_says_what_it_holds BEFORE INSERT ON rechecks_drawnpopulation
    FOR EACH ROW EXECUTE FUNCTION xinxiu_population_says_what_it_holds();

-- A recheck of a drawn record is one of that record.
CREATE FUNCTION xinxiu_recheck_is_of_the_drawn_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rechecks_drawnitem i JOIN casework_case c ON c.id = NEW.case_ptr_id
        WHERE i.id = NEW.item_id AND i.record_id IS NOT NULL AND i.record_id <> c.record_id)
    THEN
        RAISE EXCEPTION 'recheck % was drawn for another record', NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_is_of_the_drawn_record AFTER INSERT OR UPDATE OF item_id ON rechecks_recheckcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_is_of_the_drawn_record();
"""

CASES_ONLY = """
CREATE OR REPLACE FUNCTION xinxiu_draw_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION xinxiu_drawn_item_is_within_its_list() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION xinxiu_checker_had_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM casework_caseevent e
        WHERE e.case_id = NEW.case_id AND NEW.checker_id IN (e.actor_id, e.proposer_id))
    THEN
        RAISE EXCEPTION 'checker % had a part in case %', NEW.checker_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_checker_is_of_another_department() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

UNDO = """
DROP TRIGGER recheck_is_of_the_drawn_record ON rechecks_recheckcase;
DROP TRIGGER population_says_what_it_holds ON rechecks_drawnpopulation;
DROP FUNCTION xinxiu_recheck_is_of_the_drawn_record();
DROP FUNCTION xinxiu_population_says_what_it_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0014_import_files_are_cleared"),
        ("rechecks", "0008_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="drawnpopulation",
            name="holds",
            field=models.CharField(
                choices=[("cases", "closed cases"), ("records", "records that should be gone")],
                default="cases",
                max_length=8,
                verbose_name="population of",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawnpopulation",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds__in", ["cases", "records"])),
                name="population_holds_what_is_known",
            ),
        ),
        migrations.AddField(
            model_name="drawnitem",
            name="record",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drawn_items",
                to="registry.record",
            ),
        ),
        migrations.AlterField(
            model_name="drawnitem",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drawn_items",
                to="casework.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawnitem",
            constraint=models.UniqueConstraint(fields=("draw", "record"), name="drawn_item_record_once"),
        ),
        migrations.AddConstraint(
            model_name="drawnitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", True), ("record__isnull", False)),
                    models.Q(("case__isnull", False), ("record__isnull", True)),
                    _connector="OR",
                ),
                name="drawn_item_is_a_case_or_a_record",
            ),
        ),
        migrations.RunSQL(EITHER, CASES_ONLY),
        migrations.RunSQL(HOLDS, UNDO),
    ]
