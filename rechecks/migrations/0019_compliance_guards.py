"""What the database refuses of proofs of compliance. `rechecks.probes.orders` attacks each guard by its name."""

from django.db import migrations

APPEND_ONLY = {
    "rechecks_compliance": "compliance_is_never_changed",
    "rechecks_acceptance": "acceptance_is_never_changed",
}

TRIGGERS = """
-- The department shows what its own open order demands, with a paper of that very recheck.
CREATE FUNCTION xinxiu_compliance_is_of_its_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_correctionorder o
        JOIN casework_case c ON c.id = o.recheck_id
        JOIN casework_evidencefile f ON f.id = NEW.proof_id AND f.case_id = c.id AND f.purpose = 'compliance'
        JOIN registry_membership m ON m.user_id = NEW.by_id AND m.department_id = c.department_id AND m.until IS NULL
        WHERE o.id = NEW.order_id AND c.status IN ('correction_ordered', 'hearing', 'corrected')
            AND (NEW.demand = o.demand OR NEW.demand = 'reissue' AND o.reissue
                OR NEW.demand = 'reclassify' AND o.reclassify))
    THEN
        RAISE EXCEPTION 'order % does not ask for this proof', NEW.order_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER compliance_is_of_its_order BEFORE INSERT ON rechecks_compliance
    FOR EACH ROW EXECUTE FUNCTION xinxiu_compliance_is_of_its_order();

-- Nobody of the department says that it has met a demand, and nobody by a file that was not found clean.
CREATE FUNCTION xinxiu_compliance_is_judged_by_the_office() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rechecks_compliance p
        JOIN rechecks_correctionorder o ON o.id = p.order_id
        JOIN casework_case c ON c.id = o.recheck_id
        JOIN casework_evidencefile f ON f.id = p.proof_id
        LEFT JOIN registry_membership m ON m.user_id = NEW.by_id AND m.department_id = c.department_id AND m.until IS NULL
        WHERE p.id = NEW.compliance_id AND (m.id IS NOT NULL OR c.closed OR NEW.met AND f.state <> 'clean'))
    THEN
        RAISE EXCEPTION 'proof % is not theirs to judge, or cannot be judged', NEW.compliance_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER compliance_is_judged_by_the_office BEFORE INSERT ON rechecks_acceptance
    FOR EACH ROW EXECUTE FUNCTION xinxiu_compliance_is_judged_by_the_office();

-- A correction is closed when each further demand was met with proof.
CREATE FUNCTION xinxiu_correction_meets_every_demand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM rechecks_correctionorder o
        CROSS JOIN LATERAL (VALUES ('reissue', o.reissue), ('reclassify', o.reclassify)) AS asked(demand, is_asked)
        WHERE o.recheck_id = NEW.case_id AND asked.is_asked AND NOT EXISTS (
            SELECT 1 FROM rechecks_compliance p JOIN rechecks_acceptance a ON a.compliance_id = p.id AND a.met
            WHERE p.order_id = o.id AND p.demand = asked.demand))
    THEN
        RAISE EXCEPTION 'a further demand of recheck % was not met', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_meets_every_demand AFTER INSERT ON casework_caseevent
    FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb = 'close')
    EXECUTE FUNCTION xinxiu_correction_meets_every_demand();
"""

PLACES = {
    "compliance_is_of_its_order": "rechecks_compliance",
    "compliance_is_judged_by_the_office": "rechecks_acceptance",
    "correction_meets_every_demand": "casework_caseevent",
}
UNDO = "\n".join(
    f"DROP TRIGGER {name} ON {table}; DROP FUNCTION xinxiu_{name}();" for name, table in PLACES.items()
)


def _append_only(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0018_compliance"), ("casework", "0022_proof_of_compliance")]

    operations = [
        migrations.RunSQL(TRIGGERS, UNDO),
        *(_append_only(table, name) for table, name in APPEND_ONLY.items()),
    ]
