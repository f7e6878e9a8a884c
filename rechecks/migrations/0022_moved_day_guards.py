"""What the database refuses of given days: they move with a released calendar only, and say so. Attacked by the probes."""

from django.db import migrations

TRIGGERS = """
-- A row that a given day moves with the release, from the day it was to the day it becomes.
CREATE FUNCTION xinxiu_day_has_moved(of_what text, of_row bigint, was date, becomes date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM rechecks_movedday m WHERE m.what = of_what
        AND coalesce(m.order_id, m.proposal_id, m.notice_id) = of_row AND m.before = was AND m.after = becomes
        AND NOT EXISTS (SELECT 1 FROM rechecks_calendareffect e WHERE e.release_id = m.release_id))
$$;

-- An order stands as it was issued, but for its days.
CREATE FUNCTION xinxiu_correction_order_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - 'answer_by' - 'correct_by') IS DISTINCT FROM (to_jsonb(OLD) - 'answer_by' - 'correct_by')
        OR (NEW.answer_by, NEW.correct_by) = (OLD.answer_by, OLD.correct_by)
        OR NEW.answer_by <> OLD.answer_by AND NOT xinxiu_day_has_moved('answer', OLD.id, OLD.answer_by, NEW.answer_by)
        OR NEW.correct_by <> OLD.correct_by
            AND NOT xinxiu_day_has_moved('correction', OLD.id, OLD.correct_by, NEW.correct_by)
    THEN
        RAISE EXCEPTION 'order % stands as it was issued: rows are added, never changed', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- So does a proposal, and a subject never has less time than it was told.
CREATE FUNCTION xinxiu_proposal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - 'statement_by') IS DISTINCT FROM (to_jsonb(OLD) - 'statement_by')
        OR NEW.statement_by IS NULL OR OLD.statement_by IS NULL OR NEW.statement_by <= OLD.statement_by
        OR NOT xinxiu_day_has_moved('statement', OLD.id, OLD.statement_by, NEW.statement_by)
    THEN
        RAISE EXCEPTION 'proposal % stands as it was made: rows are added, never changed', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A notice stands as it was issued. Its department may become the one that took over from it, and its day may move.
CREATE OR REPLACE FUNCTION xinxiu_supervision_notice_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (to_jsonb(NEW) - 'department_id' - 'reply_by') IS DISTINCT FROM (to_jsonb(OLD) - 'department_id' - 'reply_by')
        OR (NEW.department_id, NEW.reply_by) = (OLD.department_id, OLD.reply_by)
        OR NEW.department_id <> OLD.department_id AND NOT EXISTS (
            SELECT 1 FROM registry_department
            WHERE id = OLD.department_id AND merged_on IS NOT NULL AND successor_id = NEW.department_id)
        OR NEW.reply_by <> OLD.reply_by AND NOT xinxiu_day_has_moved('reply', OLD.id, OLD.reply_by, NEW.reply_by)
    THEN
        RAISE EXCEPTION 'supervision notice % stands as it was issued', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER correction_order_is_never_changed ON rechecks_correctionorder;
CREATE TRIGGER correction_order_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_correctionorder
    FOR EACH ROW EXECUTE FUNCTION xinxiu_correction_order_stands();
DROP TRIGGER proposal_is_never_changed ON rechecks_proposal;
CREATE TRIGGER proposal_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_proposal
    FOR EACH ROW EXECUTE FUNCTION xinxiu_proposal_stands();
CREATE TRIGGER moved_day_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_movedday
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""
UNDO = """
DROP TRIGGER moved_day_is_never_changed ON rechecks_movedday;
DROP TRIGGER proposal_is_never_changed ON rechecks_proposal;
CREATE TRIGGER proposal_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_proposal
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
DROP TRIGGER correction_order_is_never_changed ON rechecks_correctionorder;
CREATE TRIGGER correction_order_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_correctionorder
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE OR REPLACE FUNCTION xinxiu_supervision_notice_stands() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION xinxiu_proposal_stands();
DROP FUNCTION xinxiu_correction_order_stands();
DROP FUNCTION xinxiu_day_has_moved(text, bigint, date, date);
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0021_moved_days")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
