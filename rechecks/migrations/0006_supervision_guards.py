"""What the database refuses of supervision. `rechecks.probes.supervision` attacks each guard by the name given here."""

from django.db import migrations

TRIGGERS = """
-- A notice stands as it was issued. Only its department may become the one that took over from it.
CREATE FUNCTION xinxiu_supervision_notice_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
        (to_jsonb(NEW) - 'department_id') IS DISTINCT FROM (to_jsonb(OLD) - 'department_id') OR
        NEW.department_id IS NOT DISTINCT FROM OLD.department_id OR NOT EXISTS (
            SELECT 1 FROM registry_department
            WHERE id = OLD.department_id AND merged_on IS NOT NULL AND successor_id = NEW.department_id)
    THEN
        RAISE EXCEPTION 'supervision notice % stands as it was issued', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supervision_notice_stands BEFORE UPDATE OR DELETE ON rechecks_supervisionnotice
    FOR EACH ROW EXECUTE FUNCTION xinxiu_supervision_notice_stands();

-- A notice has its first event and names at least one case; the person answerable works in its department.
CREATE FUNCTION xinxiu_supervision_notice_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_supervisionevent WHERE notice_id = NEW.id AND seq = 1)
        OR NOT EXISTS (SELECT 1 FROM rechecks_supervisedcase WHERE notice_id = NEW.id)
        OR NOT EXISTS (SELECT 1 FROM registry_membership
            WHERE user_id = NEW.responsible_id AND department_id = NEW.department_id AND until IS NULL)
    THEN
        RAISE EXCEPTION 'supervision notice % is not whole', NEW.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER supervision_notice_is_whole AFTER INSERT ON rechecks_supervisionnotice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_supervision_notice_is_whole();

-- It is about open cases of that department, each under one open notice at a time.
CREATE FUNCTION xinxiu_supervised_case_is_its_departments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM casework_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
            SELECT 1 FROM casework_case c JOIN rechecks_supervisionnotice n ON n.department_id = c.department_id
            WHERE c.id = NEW.case_id AND n.id = NEW.notice_id AND NOT c.closed)
        OR EXISTS (
            SELECT 1 FROM rechecks_supervisedcase s WHERE s.case_id = NEW.case_id AND NOT EXISTS (
                SELECT 1 FROM rechecks_supervisionevent e WHERE e.notice_id = s.notice_id AND e.kind = 'closed'))
    THEN
        RAISE EXCEPTION 'case % cannot come under notice %', NEW.case_id, NEW.notice_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supervised_case_is_its_departments BEFORE INSERT ON rechecks_supervisedcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_supervised_case_is_its_departments();

-- One event after the other, the first says that it was issued, none comes after the last. The department
-- replies, and the office does the rest: nobody who works in the department supervises it.
CREATE FUNCTION xinxiu_supervision_event_in_its_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its bigint;
    last integer;
BEGIN
    SELECT department_id INTO its FROM rechecks_supervisionnotice WHERE id = NEW.notice_id FOR NO KEY UPDATE;
    SELECT coalesce(max(seq), 0) INTO last FROM rechecks_supervisionevent WHERE notice_id = NEW.notice_id;
    IF NEW.seq <> last + 1 OR (NEW.seq = 1) <> (NEW.kind = 'issued')
        OR EXISTS (SELECT 1 FROM rechecks_supervisionevent WHERE notice_id = NEW.notice_id AND kind = 'closed')
        OR NEW.officer_of_id IS DISTINCT FROM (CASE WHEN NEW.kind = 'replied' THEN its END)
        OR NEW.kind <> 'replied' AND EXISTS (
            SELECT 1 FROM registry_membership
            WHERE user_id = NEW.by_id AND department_id = its AND until IS NULL)
    THEN
        RAISE EXCEPTION 'event % of notice % is out of turn', NEW.kind, NEW.notice_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER supervision_event_in_its_turn BEFORE INSERT ON rechecks_supervisionevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_supervision_event_in_its_turn();

-- 谁认定、谁约谈: a subject is interviewed by the department that identified its record; a department by the office.
CREATE FUNCTION xinxiu_interview_by_whom_it_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    works_there boolean := EXISTS (
        SELECT 1 FROM registry_membership
        WHERE user_id = NEW.recorded_by_id AND department_id = NEW.department_id AND until IS NULL);
BEGIN
    IF NEW.kind = 'department' AND (works_there OR NOT EXISTS (
            SELECT 1 FROM rechecks_supervisionnotice WHERE id = NEW.notice_id AND department_id = NEW.department_id))
        OR NEW.kind <> 'department' AND (NOT works_there OR NOT EXISTS (
            SELECT 1 FROM registry_record WHERE id = NEW.record_id AND department_id = NEW.department_id))
    THEN
        RAISE EXCEPTION 'this interview is not theirs to hold'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interview_by_whom_it_is_due BEFORE INSERT ON rechecks_interview
    FOR EACH ROW EXECUTE FUNCTION xinxiu_interview_by_whom_it_is_due();
"""

UNDO = """
DROP TRIGGER interview_by_whom_it_is_due ON rechecks_interview;
DROP TRIGGER supervision_event_in_its_turn ON rechecks_supervisionevent;
DROP TRIGGER supervised_case_is_its_departments ON rechecks_supervisedcase;
DROP TRIGGER supervision_notice_is_whole ON rechecks_supervisionnotice;
DROP TRIGGER supervision_notice_stands ON rechecks_supervisionnotice;
DROP FUNCTION xinxiu_interview_by_whom_it_is_due();
DROP FUNCTION xinxiu_supervision_event_in_its_turn();
DROP FUNCTION xinxiu_supervised_case_is_its_departments();
DROP FUNCTION xinxiu_supervision_notice_is_whole();
DROP FUNCTION xinxiu_supervision_notice_stands();
"""

KEY = "FOREIGN KEY (by_id, officer_of_id) REFERENCES registry_membership (user_id, department_id)"
APPEND_ONLY = {
    "rechecks_escalation": "escalation_is_never_changed",
    "rechecks_interview": "interview_is_never_changed",
    "rechecks_supervisedcase": "supervised_case_is_never_changed",
    "rechecks_supervisionevent": "supervision_event_is_never_changed",
}


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0005_supervision"), ("casework", "0002_guards")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE rechecks_supervisionevent ADD CONSTRAINT supervision_reply_by_an_officer {KEY}",
            "ALTER TABLE rechecks_supervisionevent DROP CONSTRAINT supervision_reply_by_an_officer",
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only()",
                f"DROP TRIGGER {name} ON {table}",
            )
            for table, name in APPEND_ONLY.items()
        ),
    ]
