"""What the database refuses when departments merge. `casework.probes` attacks each guard by the name given here."""

from django.db import migrations

# What is added to the functions of 0005 and 0009: {..} are filled for this migration, and left out to undo it.
PLACE = """
CREATE OR REPLACE FUNCTION xinxiu_case_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step record;
    department bigint := OLD.department_id;
    asked bigint := OLD.transfer_to_id;
BEGIN
    IF NEW.seq NOT IN (OLD.seq, OLD.seq + 1) THEN
        RAISE EXCEPTION 'case % cannot go from event % to %', OLD.number, OLD.seq, NEW.seq
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF NEW.seq > OLD.seq THEN
        SELECT transfer, to_department_id INTO step FROM casework_caseevent
            WHERE case_id = NEW.id AND seq = NEW.seq;
        IF step.transfer IN ('take', 'settle', 'follow') THEN
            department := step.to_department_id;
        END IF;
        IF step.transfer IN ('ask', 'refer') THEN
            asked := step.to_department_id;
        ELSIF step.transfer IN ('take', 'return', 'settle', 'follow') OR NEW.closed THEN
            asked := NULL;
        END IF;{or_succeed}
    END IF;
    IF (NEW.department_id, NEW.transfer_to_id) IS DISTINCT FROM (department, asked) THEN
        RAISE EXCEPTION 'case % changes hands by a transfer only', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF (NEW.number, NEW.machine, NEW.record_id, NEW.subject_id, NEW.opened_on, NEW.opened_by_id)
        IS DISTINCT FROM
       (OLD.number, OLD.machine, OLD.record_id, OLD.subject_id, OLD.opened_on, OLD.opened_by_id)
    THEN
        RAISE EXCEPTION 'case % keeps its number, record and subject', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_event_keeps_to_the_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text;
    under_way boolean;
BEGIN
    SELECT transfer INTO before FROM casework_caseevent
        WHERE case_id = NEW.case_id AND seq < NEW.seq AND transfer NOT IN ({unasked}) ORDER BY seq DESC LIMIT 1;
    under_way := coalesce(before IN ('ask', 'refer'), false);
    IF NOT coalesce(CASE NEW.transfer
        WHEN '' THEN NOT under_way OR NEW.capacity <> 'department'
        WHEN 'ask' THEN before IS NULL
        WHEN 'take' THEN before = 'ask'
        WHEN 'return' THEN before = 'ask'
        WHEN 'refer' THEN before IN ('take', 'return')
        WHEN 'settle' THEN under_way AND NEW.capacity = 'office'
        WHEN 'follow' THEN NEW.capacity = 'system'{when_succeed}
    END, false) THEN
        RAISE EXCEPTION 'step % of case % does not follow its transfer so far', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION xinxiu_record_goes_with_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject_id <> OLD.subject_id AND EXISTS (SELECT 1 FROM casework_case WHERE record_id = NEW.id)
        OR NEW.department_id <> OLD.department_id AND NOT EXISTS (
            SELECT 1 FROM casework_case
            WHERE record_id = NEW.id AND NOT closed AND department_id = NEW.department_id){or_merged}
    THEN
        RAISE EXCEPTION 'record % keeps its department and its subject', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""
MERGED = {
    "{or_succeed}": """
        IF step.transfer = 'succeed' THEN
            department := xinxiu_in_the_place_of(department, step.to_department_id);
            asked := xinxiu_in_the_place_of(asked, step.to_department_id);
        END IF;""",
    "{unasked}": "'', 'succeed'",
    "{when_succeed}": """
        WHEN 'succeed' THEN NEW.capacity = 'system' AND EXISTS (
            SELECT 1 FROM casework_case
            WHERE id = NEW.case_id AND (department_id, transfer_to_id) IS DISTINCT FROM (
                xinxiu_in_the_place_of(department_id, NEW.to_department_id),
                xinxiu_in_the_place_of(transfer_to_id, NEW.to_department_id)))""",
    "{or_merged}": """
            AND xinxiu_in_the_place_of(OLD.department_id, NEW.department_id) <> NEW.department_id""",
}
BEFORE = {"{or_succeed}": "", "{unasked}": "''", "{when_succeed}": "", "{or_merged}": ""}

HELPER = """
-- The successor, where the department has merged into it; else the department itself.
CREATE FUNCTION xinxiu_in_the_place_of(department bigint, successor bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM registry_department WHERE id = department AND merged_on IS NOT NULL AND successor_id = successor)
    THEN successor ELSE department END
$$;
"""

TRIGGERS = """
-- A merger stands, and goes into a department that is there.
CREATE FUNCTION xinxiu_department_merger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.merged_on IS NOT NULL
            AND (NEW.merged_on, NEW.successor_id) IS DISTINCT FROM (OLD.merged_on, OLD.successor_id)
        OR NEW.merged_on IS NOT NULL AND OLD.merged_on IS NULL AND (NEW.successor_id = NEW.id OR EXISTS (
            SELECT 1 FROM registry_department WHERE id = NEW.successor_id AND merged_on IS NOT NULL))
    THEN
        RAISE EXCEPTION 'the merger of department % stands', OLD.name
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER department_merger_stands BEFORE UPDATE OF merged_on, successor_id ON registry_department
    FOR EACH ROW EXECUTE FUNCTION xinxiu_department_merger_stands();

-- It leaves nothing behind: no record, no open case, no open question, nobody.
CREATE FUNCTION xinxiu_merged_department_is_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_on IS NOT NULL AND (
        EXISTS (SELECT 1 FROM registry_record WHERE department_id = NEW.id)
        OR EXISTS (SELECT 1 FROM casework_case
            WHERE NOT closed AND (department_id = NEW.id OR transfer_to_id = NEW.id))
        OR EXISTS (SELECT 1 FROM registry_membership WHERE department_id = NEW.id AND until IS NULL))
    THEN
        RAISE EXCEPTION 'merged department % leaves something behind', NEW.name
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER merged_department_is_empty AFTER UPDATE ON registry_department
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_merged_department_is_empty();

-- Nothing new comes to it.
CREATE FUNCTION xinxiu_not_into_a_merged_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM registry_department WHERE id = NEW.department_id AND merged_on IS NOT NULL) THEN
        RAISE EXCEPTION 'department % has merged', NEW.department_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER record_of_a_living_department AFTER INSERT OR UPDATE OF department_id ON registry_record
    FOR EACH ROW EXECUTE FUNCTION xinxiu_not_into_a_merged_department();
CREATE TRIGGER membership_of_a_living_department AFTER INSERT ON registry_membership
    FOR EACH ROW EXECUTE FUNCTION xinxiu_not_into_a_merged_department();
"""

UNDO_TRIGGERS = """
DROP TRIGGER membership_of_a_living_department ON registry_membership;
DROP TRIGGER record_of_a_living_department ON registry_record;
DROP TRIGGER merged_department_is_empty ON registry_department;
DROP TRIGGER department_merger_stands ON registry_department;
DROP FUNCTION xinxiu_not_into_a_merged_department();
DROP FUNCTION xinxiu_merged_department_is_empty();
DROP FUNCTION xinxiu_department_merger_stands();
"""


def _place(additions: dict[str, str]) -> str:
    sql = PLACE
    for mark, words in additions.items():
        sql = sql.replace(mark, words)
    return sql


class Migration(migrations.Migration):
    dependencies = [("casework", "0018_merged_departments"), ("registry", "0014_import_files_are_cleared")]

    operations = [
        migrations.RunSQL(HELPER, "DROP FUNCTION xinxiu_in_the_place_of(bigint, bigint)"),
        migrations.RunSQL(_place(MERGED), _place(BEFORE)),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
    ]
