"""What the database refuses of claims and their answers. `objections.probes` attacks each at every start, by its name."""

from django.db import migrations

TRIGGERS = """
-- What is claimed stands from the day it is filed.
CREATE FUNCTION xinxiu_claim_stands_once_filed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.case_id <> OLD.case_id
        OR NOT EXISTS (SELECT 1 FROM casework_case WHERE id = its AND status = 'drafted' FOR NO KEY UPDATE)
    THEN
        RAISE EXCEPTION 'objection % has been filed: what it claims stands', its
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER claim_stands_once_filed BEFORE INSERT OR UPDATE OR DELETE ON objections_claim
    FOR EACH ROW EXECUTE FUNCTION xinxiu_claim_stands_once_filed();

-- A claim is answered while somebody checks it: first, and once more in a re-check.
CREATE FUNCTION xinxiu_claim_is_answered_in_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT status INTO stands FROM casework_case
        WHERE id = (SELECT case_id FROM objections_claim WHERE id = NEW.claim_id) FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND (NEW.claim_id, NEW.round) <> (OLD.claim_id, OLD.round)
        OR NOT coalesce(
            NEW.round = 1 AND stands IN ('accepted', 'verifying') OR NEW.round = 2 AND stands = 'reviewing', false)
    THEN
        RAISE EXCEPTION 'claim % is not answered now', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_is_answered_in_its_time BEFORE INSERT OR UPDATE ON objections_claimanswer
    FOR EACH ROW EXECUTE FUNCTION xinxiu_claim_is_answered_in_its_time();

-- The outcome follows from the answers: every one, some of them, or none changes the record. (Where
-- nothing is claimed nothing follows, and nothing is written.)
CREATE FUNCTION xinxiu_answers_carry_the_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claims integer;
    answered integer;
    changes integer;
BEGIN
    IF NEW.machine <> 'objection' OR NEW.target NOT IN ('upheld', 'partly_upheld', 'dismissed') THEN
        RETURN NULL;
    END IF;
    SELECT count(*), count(a.id), count(*) FILTER (WHERE a.answer IN ('corrected', 'deleted'))
        INTO claims, answered, changes
        FROM objections_claim c
        LEFT JOIN objections_claimanswer a
            ON a.claim_id = c.id AND a.round = CASE NEW.source WHEN 'reviewing' THEN 2 ELSE 1 END
        WHERE c.case_id = NEW.case_id;
    IF claims > 0 AND (answered < claims OR NOT CASE NEW.target
        WHEN 'upheld' THEN changes = claims
        WHEN 'partly_upheld' THEN changes > 0 AND changes < claims
        ELSE changes = 0
    END) THEN
        RAISE EXCEPTION 'objection % cannot be %: % of % claims change the record', NEW.case_id, NEW.target, changes, claims
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER answers_carry_the_outcome AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_answers_carry_the_outcome();
"""

UNDO = """
DROP TRIGGER answers_carry_the_outcome ON casework_caseevent;
DROP TRIGGER claim_is_answered_in_its_time ON objections_claimanswer;
DROP TRIGGER claim_stands_once_filed ON objections_claim;
DROP FUNCTION xinxiu_answers_carry_the_outcome();
DROP FUNCTION xinxiu_claim_is_answered_in_its_time();
DROP FUNCTION xinxiu_claim_stands_once_filed();
"""


class Migration(migrations.Migration):
    dependencies = [("objections", "0002_contests"), ("casework", "0006_objections_need")]

    operations = [migrations.RunSQL(TRIGGERS, UNDO)]
