"""Who decides in a dispute of an order had no part in what was examined, and no place in its departments."""

from django.db import migrations

TRIGGER = """
CREATE FUNCTION xinxiu_correction_order_is_settled_from_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF xinxiu_had_a_part_in_the_rechecked(NEW.recheck_id, NEW.settles_id)
        OR xinxiu_has_a_place_in_the_rechecked(NEW.recheck_id, NEW.settles_id)
    THEN
        RAISE EXCEPTION 'person % had a part in what order % is about', NEW.settles_id, NEW.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_order_is_settled_from_outside AFTER INSERT ON rechecks_correctionorder
    FOR EACH ROW EXECUTE FUNCTION xinxiu_correction_order_is_settled_from_outside();
"""
GONE = """
DROP TRIGGER correction_order_is_settled_from_outside ON rechecks_correctionorder;
DROP FUNCTION xinxiu_correction_order_is_settled_from_outside();
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0022_moved_day_guards")]

    operations = [migrations.RunSQL(TRIGGER, GONE)]
