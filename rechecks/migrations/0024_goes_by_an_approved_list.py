"""What is past its years goes by a list that two persons made, and never while its case is held."""

from django.db import migrations

TABLES = {
    "evidence_goes_by_an_approved_list": (
        "UPDATE OF disposed_on ON casework_evidencefile",
        "WHEN (NEW.disposed_on IS DISTINCT FROM OLD.disposed_on)",
        "evidence",
    ),
    "case_look_goes_by_an_approved_list": ("DELETE ON casework_caselook", "", "case_looks"),
    "evidence_look_goes_by_an_approved_list": ("DELETE ON casework_evidencelook", "", "evidence_looks"),
}
FUNCTION = """
-- The case is locked first: a hold placed at the same time is either seen here, or comes too late.
CREATE FUNCTION xinxiu_goes_by_an_approved_list() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    its_case bigint := was ->> 'case_id';
BEGIN
    IF was ? 'file_id' THEN
        SELECT case_id INTO its_case FROM casework_evidencefile WHERE id = (was ->> 'file_id')::bigint;
    END IF;
    PERFORM 1 FROM casework_case WHERE id = its_case FOR UPDATE;
    IF was ->> 'disposed_on' IS NOT NULL
        OR EXISTS (SELECT 1 FROM rechecks_legalhold WHERE case_id = its_case AND lifted_on IS NULL)
        OR NOT EXISTS (SELECT 1 FROM rechecks_disposal WHERE kind = TG_ARGV[0]
            AND approved_on IS NOT NULL AND dropped_on IS NULL AND carried_out_at IS NULL)
    THEN
        RAISE EXCEPTION '% % is held, or on no approved list', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGERS = "\n".join(
    f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when}"
    f" EXECUTE FUNCTION xinxiu_goes_by_an_approved_list('{kind}');"
    for name, (what, when, kind) in TABLES.items()
)
GONE = "\n".join(
    [f"DROP TRIGGER {name} ON {what.split()[-1]};" for name, (what, _when, _kind) in TABLES.items()]
    + ["DROP FUNCTION xinxiu_goes_by_an_approved_list();"]
)


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0023_settled_from_outside"), ("casework", "0021_restoration_guards")]

    operations = [migrations.RunSQL(FUNCTION + TRIGGERS, GONE)]
