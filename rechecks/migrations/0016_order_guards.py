"""What the database refuses of corrections. `rechecks.probes` attacks each guard at every start, by its name."""

from django.db import migrations

APPEND_ONLY = {
    "rechecks_correctionorder": "correction_order_is_never_changed",
    "rechecks_proposal": "proposal_is_never_changed",
    "rechecks_statement": "statement_is_never_changed",
}

TRIGGERS = """
-- Nothing is ordered without its order: number, demand and days.
CREATE FUNCTION xinxiu_correction_has_its_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_correctionorder WHERE recheck_id = NEW.case_id) THEN
        RAISE EXCEPTION 'a correction of recheck % was ordered without an order', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER correction_has_its_order AFTER INSERT ON casework_caseevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb = 'order')
    EXECUTE FUNCTION xinxiu_correction_has_its_order();

-- An order follows a finding that two persons made, and names a third to decide on what the department says to it.
CREATE FUNCTION xinxiu_correction_order_stands_on_a_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_recheckcase r JOIN casework_caseevent e
            ON e.case_id = r.case_ptr_id AND e.verb = 'order'
        WHERE r.case_ptr_id = NEW.recheck_id
            AND (NEW.demand = 'restore') = (r.verdict = 'wrongly_repaired')
            AND NOT NEW.settles_id IN (r.checker_id, r.proposed_by_id, r.confirmed_by_id))
    THEN
        RAISE EXCEPTION 'order % does not follow from its finding', NEW.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_order_stands_on_a_finding AFTER INSERT ON rechecks_correctionorder
    FOR EACH ROW EXECUTE FUNCTION xinxiu_correction_order_stands_on_a_finding();

-- Who settles a dispute is the person whom the order names.
CREATE FUNCTION xinxiu_dispute_is_settled_by_the_named_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_correctionorder
        WHERE recheck_id = NEW.case_id AND settles_id = NEW.actor_id)
    THEN
        RAISE EXCEPTION 'the dispute of recheck % is another person''s to settle', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER dispute_is_settled_by_the_named_person AFTER INSERT ON casework_caseevent
    FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb IN ('uphold_order', 'withdraw_order'))
    EXECUTE FUNCTION xinxiu_dispute_is_settled_by_the_named_person();

-- Nothing is revoked before the subject was heard, or its days are over.
CREATE FUNCTION xinxiu_subject_is_heard_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_proposal p
        WHERE p.recheck_id = NEW.case_id AND p.by_id = NEW.proposer_id AND p.statement_by IS NOT NULL
            AND (p.statement_by < NEW."on" OR EXISTS (SELECT 1 FROM rechecks_statement WHERE proposal_id = p.id)))
    THEN
        RAISE EXCEPTION 'the subject was not heard before recheck % was corrected', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER subject_is_heard_first AFTER INSERT ON casework_caseevent
    FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb = 'correct')
    EXECUTE FUNCTION xinxiu_subject_is_heard_first();

-- A statement is made while there is time.
CREATE FUNCTION xinxiu_statement_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_proposal p JOIN casework_case c ON c.id = p.recheck_id
        WHERE p.id = NEW.proposal_id AND c.status = 'hearing' AND NEW."on" BETWEEN p."on" AND p.statement_by)
    THEN
        RAISE EXCEPTION 'a statement to proposal % is not in time', NEW.proposal_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER statement_is_in_time AFTER INSERT ON rechecks_statement
    FOR EACH ROW EXECUTE FUNCTION xinxiu_statement_is_in_time();

-- A correction is closed when no channel owes it anything.
CREATE FUNCTION xinxiu_correction_is_carried_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM casework_channelorder WHERE case_id = NEW.case_id AND seen_at IS NULL) THEN
        RAISE EXCEPTION 'a channel still owes recheck % something', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER correction_is_carried_out AFTER INSERT ON casework_caseevent
    FOR EACH ROW WHEN (NEW.machine = 'recheck' AND NEW.verb = 'close')
    EXECUTE FUNCTION xinxiu_correction_is_carried_out();
"""

# The second person of the office confirms a finding; that of the department decides on the correction.
SECOND_OF_THE_OFFICE = """
CREATE OR REPLACE FUNCTION xinxiu_recheck_is_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.machine = 'recheck' AND NEW.second AND NEW.capacity = 'office' AND (
        NOT EXISTS (SELECT 1 FROM rechecks_recheckcase
            WHERE case_ptr_id = NEW.case_id AND checker_id = NEW.proposer_id AND proposed_by_id = NEW.proposer_id)
        OR EXISTS (SELECT 1 FROM rechecks_finding WHERE case_id = NEW.case_id AND by_id = NEW.actor_id))
    THEN
        RAISE EXCEPTION 'step % of recheck % is another person''s', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION xinxiu_recheck_is_done_by_outsiders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.machine = 'recheck' AND (NEW.second AND NEW.capacity = 'office' OR NEW.verb IN ('examine', 'reveal', 'find_correct', 'propose'))
        AND (xinxiu_had_a_part_in_the_rechecked(NEW.case_id, NEW.actor_id)
            OR xinxiu_has_a_place_in_the_rechecked(NEW.case_id, NEW.actor_id))
    THEN
        RAISE EXCEPTION 'person % had a part in what recheck % examines', NEW.actor_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
"""
SECOND_OF_ANY = """
CREATE OR REPLACE FUNCTION xinxiu_recheck_is_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.machine = 'recheck' AND NEW.second AND (
        NOT EXISTS (SELECT 1 FROM rechecks_recheckcase
            WHERE case_ptr_id = NEW.case_id AND checker_id = NEW.proposer_id AND proposed_by_id = NEW.proposer_id)
        OR EXISTS (SELECT 1 FROM rechecks_finding WHERE case_id = NEW.case_id AND by_id = NEW.actor_id))
    THEN
        RAISE EXCEPTION 'step % of recheck % is another person''s', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION xinxiu_recheck_is_done_by_outsiders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.machine = 'recheck' AND (NEW.second OR NEW.verb IN ('examine', 'reveal', 'find_correct', 'propose'))
        AND (xinxiu_had_a_part_in_the_rechecked(NEW.case_id, NEW.actor_id)
            OR xinxiu_has_a_place_in_the_rechecked(NEW.case_id, NEW.actor_id))
    THEN
        RAISE EXCEPTION 'person % had a part in what recheck % examines', NEW.actor_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
"""

PLACES = {
    "correction_has_its_order": "casework_caseevent",
    "correction_order_stands_on_a_finding": "rechecks_correctionorder",
    "dispute_is_settled_by_the_named_person": "casework_caseevent",
    "subject_is_heard_first": "casework_caseevent",
    "statement_is_in_time": "rechecks_statement",
    "correction_is_carried_out": "casework_caseevent",
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
    dependencies = [("rechecks", "0015_orders"), ("casework", "0021_restoration_guards")]

    operations = [
        migrations.RunSQL(SECOND_OF_THE_OFFICE, SECOND_OF_ANY),
        migrations.RunSQL(TRIGGERS, UNDO),
        *(_append_only(table, name) for table, name in APPEND_ONLY.items()),
    ]
