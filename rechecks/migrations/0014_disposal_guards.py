"""What the database refuses of disposal. `rechecks.probes.disposal` attacks each guard by the name given here."""

from django.db import migrations

TRIGGERS = """
-- A list stands as it was proposed; it is approved, dropped and carried out once.
CREATE FUNCTION xinxiu_disposal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['approved_by_id', 'approved_on', 'dropped_by_id', 'dropped_on', 'carried_out_at', 'carried_out'];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - later) IS DISTINCT FROM (to_jsonb(OLD) - later)
        OR OLD.approved_on IS NOT NULL
            AND (NEW.approved_on, NEW.approved_by_id) IS DISTINCT FROM (OLD.approved_on, OLD.approved_by_id)
        OR OLD.dropped_on IS NOT NULL OR OLD.carried_out_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'disposal % stands as it is', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disposal_stands BEFORE UPDATE OR DELETE ON rechecks_disposal
    FOR EACH ROW EXECUTE FUNCTION xinxiu_disposal_stands();

-- A hold is lifted once, and nothing else of it changes.
CREATE FUNCTION xinxiu_legal_hold_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['lifted_by_id', 'lifted_on'];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - later) IS DISTINCT FROM (to_jsonb(OLD) - later)
        OR OLD.lifted_on IS NOT NULL
    THEN
        RAISE EXCEPTION 'legal hold % stands as it is', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER legal_hold_stands BEFORE UPDATE OR DELETE ON rechecks_legalhold
    FOR EACH ROW EXECUTE FUNCTION xinxiu_legal_hold_stands();
"""

GONE = """
DROP TRIGGER disposal_stands ON rechecks_disposal;
DROP TRIGGER legal_hold_stands ON rechecks_legalhold;
DROP FUNCTION xinxiu_disposal_stands();
DROP FUNCTION xinxiu_legal_hold_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0013_disposal")]

    operations = [migrations.RunSQL(TRIGGERS, GONE)]
