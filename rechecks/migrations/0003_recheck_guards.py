"""What the database refuses of rechecks. `rechecks.probes.rechecks` attacks each guard at every start, by its name."""

from django.db import migrations

FUNCTIONS = """
-- Whether somebody has, or ever had, a place in a department that had to do with what is rechecked;
CREATE FUNCTION xinxiu_has_a_place_in_the_rechecked(recheck bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM registry_membership m WHERE m.user_id = person AND m.department_id IN (
        SELECT department_id FROM casework_case WHERE id = recheck
        UNION SELECT c.department_id FROM rechecks_recheckcase r
            JOIN casework_case c ON c.id = r.examines_id WHERE r.case_ptr_id = recheck
        UNION SELECT e.department_id FROM rechecks_recheckcase r
            JOIN casework_caseevent e ON e.case_id = r.examines_id WHERE r.case_ptr_id = recheck))
$$;

-- and whether they took or proposed a step of it.
CREATE FUNCTION xinxiu_had_a_part_in_the_rechecked(recheck bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM rechecks_recheckcase r JOIN casework_caseevent e ON e.case_id = r.examines_id
        WHERE r.case_ptr_id = recheck AND person IN (e.actor_id, e.proposer_id))
$$;

-- Whether the checker has been shown the outcome, since they became the checker.
CREATE FUNCTION xinxiu_outcome_is_shown(recheck bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM casework_caseevent WHERE case_id = recheck AND verb = 'reveal' AND seq > (
        SELECT coalesce(max(seq), 0) FROM casework_caseevent WHERE case_id = recheck AND verb = 'reassign'))
$$;
"""

ROWS = """
CREATE FUNCTION xinxiu_recheck_examines_a_closed_case_of_its_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.examines_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM casework_case mine JOIN casework_case other ON other.record_id = mine.record_id
        WHERE mine.id = NEW.case_ptr_id AND other.id = NEW.examines_id AND other.closed AND other.machine <> 'recheck')
    THEN
        RAISE EXCEPTION 'recheck % examines no closed case of its record', NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_examines_a_closed_case_of_its_record AFTER INSERT ON rechecks_recheckcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_examines_a_closed_case_of_its_record();

CREATE FUNCTION xinxiu_recheck_is_drawn_for_what_it_examines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.examines_id, NEW.item_id) IS DISTINCT FROM (OLD.examines_id, OLD.item_id)
        OR TG_OP = 'INSERT' AND NEW.item_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM rechecks_drawnitem i WHERE i.id = NEW.item_id AND i.checker_id = NEW.checker_id
                AND i.case_id IS NOT DISTINCT FROM NEW.examines_id)
    THEN
        RAISE EXCEPTION 'recheck % was drawn for something else', NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_is_drawn_for_what_it_examines AFTER INSERT OR UPDATE OF examines_id, item_id
    ON rechecks_recheckcase FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_is_drawn_for_what_it_examines();

-- Nobody checks what they had a part in, or what a department of theirs did.
CREATE FUNCTION xinxiu_recheck_checker_had_no_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.checker_id <> OLD.checker_id)
        AND xinxiu_had_a_part_in_the_rechecked(NEW.case_ptr_id, NEW.checker_id)
    THEN
        RAISE EXCEPTION 'checker % had a part in what recheck % examines', NEW.checker_id, NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_checker_had_no_part AFTER INSERT OR UPDATE OF checker_id ON rechecks_recheckcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_checker_had_no_part();

CREATE FUNCTION xinxiu_recheck_checker_is_of_another_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.checker_id <> OLD.checker_id)
        AND xinxiu_has_a_place_in_the_rechecked(NEW.case_ptr_id, NEW.checker_id)
    THEN
        RAISE EXCEPTION 'checker % is of a department of what recheck % examines', NEW.checker_id, NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_checker_is_of_another_department AFTER INSERT OR UPDATE OF checker_id ON rechecks_recheckcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_checker_is_of_another_department();

-- The conclusion of a recheck is that of its last finding, or none yet.
CREATE FUNCTION xinxiu_recheck_says_what_was_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verdict <> '' AND NOT EXISTS (
        SELECT 1 FROM rechecks_finding f WHERE f.case_id = NEW.case_ptr_id
            AND (f.verdict, f.gravity, f.procedural_fault) = (NEW.verdict, NEW.gravity, NEW.procedural_fault)
            AND f.number = (SELECT max(number) FROM rechecks_finding WHERE case_id = NEW.case_ptr_id))
    THEN
        RAISE EXCEPTION 'recheck % says something else than its last finding', NEW.case_ptr_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_says_what_was_found AFTER INSERT OR UPDATE ON rechecks_recheckcase
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_says_what_was_found();
"""

STEPS = """
-- Who examines, is shown the outcome and concludes is the checker;
CREATE FUNCTION xinxiu_recheck_step_is_its_checkers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.machine = 'recheck' AND NEW.verb IN ('examine', 'reveal', 'find_correct', 'propose') AND NOT EXISTS (
        SELECT 1 FROM rechecks_recheckcase WHERE case_ptr_id = NEW.case_id AND checker_id = NEW.actor_id)
    THEN
        RAISE EXCEPTION 'step % of recheck % is its checker''s', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_step_is_its_checkers AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_step_is_its_checkers();

-- who confirms is another person than any who found;
CREATE FUNCTION xinxiu_recheck_is_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER recheck_is_confirmed_by_another AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_is_confirmed_by_another();

-- and both had no part in what is examined, and have no place in its departments, on the day of the step too.
CREATE FUNCTION xinxiu_recheck_is_done_by_outsiders() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER recheck_is_done_by_outsiders AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_is_done_by_outsiders();

-- No step without the finding that it stands on.
CREATE FUNCTION xinxiu_recheck_follows_its_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    IF NEW.machine <> 'recheck'
        OR NEW.verb NOT IN ('examine', 'reveal', 'find_correct', 'propose', 'confirm_wrong_repair', 'confirm_missed')
    THEN
        RETURN NULL;
    END IF;
    SELECT f.verdict, f.by_id = r.checker_id AS of_its_checker INTO last FROM rechecks_finding f
        JOIN rechecks_recheckcase r ON r.case_ptr_id = f.case_id
        WHERE f.case_id = NEW.case_id ORDER BY f.number DESC LIMIT 1;
    IF last IS NULL OR NOT last.of_its_checker OR NOT (CASE NEW.verb
        WHEN 'find_correct' THEN last.verdict = 'correct'
        WHEN 'propose' THEN last.verdict IN ('wrongly_repaired', 'missed')
        WHEN 'confirm_wrong_repair' THEN last.verdict = 'wrongly_repaired'
        WHEN 'confirm_missed' THEN last.verdict = 'missed'
        ELSE true
    END) THEN
        RAISE EXCEPTION 'step % of recheck % stands on no finding', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER recheck_follows_its_finding AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_recheck_follows_its_finding();
"""

FINDINGS = """
-- A finding is the checker's, while the recheck is open to one, and the next in its row.
CREATE FUNCTION xinxiu_finding_is_the_checkers_in_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT status INTO stands FROM casework_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    IF stands NOT IN ('assigned', 'examined')
        OR NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM rechecks_finding WHERE case_id = NEW.case_id)
        OR NOT EXISTS (SELECT 1 FROM rechecks_recheckcase
            WHERE case_ptr_id = NEW.case_id AND checker_id = NEW.by_id AND proposed_by_id IS NULL)
    THEN
        RAISE EXCEPTION 'no finding of person % is open in recheck %', NEW.by_id, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_is_the_checkers_in_its_time BEFORE INSERT ON rechecks_finding
    FOR EACH ROW EXECUTE FUNCTION xinxiu_finding_is_the_checkers_in_its_time();

-- The first of a checker says nothing of the outcome and comes before it is shown; every further one comes after.
CREATE FUNCTION xinxiu_finding_is_blind_at_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    shown boolean := xinxiu_outcome_is_shown(NEW.case_id);
BEGIN
    IF shown <> (NEW.verdict <> '') OR NOT shown AND EXISTS (
        SELECT 1 FROM rechecks_finding f WHERE f.case_id = NEW.case_id AND f.by_id = NEW.by_id)
    THEN
        RAISE EXCEPTION 'the first finding of recheck % comes before its outcome', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_is_blind_at_first BEFORE INSERT ON rechecks_finding
    FOR EACH ROW EXECUTE FUNCTION xinxiu_finding_is_blind_at_first();

-- Whoever changes what they found says why.
CREATE FUNCTION xinxiu_finding_says_why_it_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF btrim(NEW.reason) = '' AND EXISTS (
        SELECT 1 FROM (SELECT assessed, verdict FROM rechecks_finding
            WHERE case_id = NEW.case_id AND by_id = NEW.by_id ORDER BY number DESC LIMIT 1) f
        WHERE f.assessed <> NEW.assessed OR f.verdict NOT IN ('', NEW.verdict))
    THEN
        RAISE EXCEPTION 'a changed finding of recheck % says why', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_says_why_it_changed BEFORE INSERT ON rechecks_finding
    FOR EACH ROW EXECUTE FUNCTION xinxiu_finding_says_why_it_changed();

-- Five points are judged blindly, all eight beside the outcome; what is not in order says how.
CREATE FUNCTION xinxiu_finding_goes_through_its_points() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked text[] := ARRAY['subject', 'class_and_period', 'fulfilment', 'commitment', 'materials'];
BEGIN
    IF NEW.verdict <> '' THEN
        asked := asked || ARRAY['terms', 'service', 'channels'];
    END IF;
    IF (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(NEW.points) k)
            IS DISTINCT FROM (SELECT array_agg(k ORDER BY k) FROM unnest(asked) k)
        OR EXISTS (SELECT 1 FROM jsonb_each(NEW.points) p
            WHERE NOT coalesce(p.value ->> 'answer' IN ('ok', 'not_ok', 'na'), false)
                OR p.value ->> 'answer' = 'not_ok' AND btrim(coalesce(p.value ->> 'note', '')) = '')
    THEN
        RAISE EXCEPTION 'the finding does not go through the points of recheck %', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_goes_through_its_points BEFORE INSERT ON rechecks_finding
    FOR EACH ROW EXECUTE FUNCTION xinxiu_finding_goes_through_its_points();

CREATE TRIGGER finding_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_finding
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""

TRIGGERS = {
    "rechecks_finding": (
        "finding_is_the_checkers_in_its_time",
        "finding_is_blind_at_first",
        "finding_says_why_it_changed",
        "finding_goes_through_its_points",
    ),
    "casework_caseevent": (
        "recheck_step_is_its_checkers",
        "recheck_is_confirmed_by_another",
        "recheck_is_done_by_outsiders",
        "recheck_follows_its_finding",
    ),
    "rechecks_recheckcase": (
        "recheck_examines_a_closed_case_of_its_record",
        "recheck_is_drawn_for_what_it_examines",
        "recheck_checker_had_no_part",
        "recheck_checker_is_of_another_department",
        "recheck_says_what_was_found",
    ),
}
UNDO = "\n".join(
    [
        "DROP TRIGGER finding_is_never_changed ON rechecks_finding;",
        *(
            f"DROP TRIGGER {name} ON {table}; DROP FUNCTION xinxiu_{name}();"
            for table, names in TRIGGERS.items()
            for name in names
        ),
        "DROP FUNCTION xinxiu_outcome_is_shown(bigint);",
        "DROP FUNCTION xinxiu_had_a_part_in_the_rechecked(bigint, bigint);",
        "DROP FUNCTION xinxiu_has_a_place_in_the_rechecked(bigint, bigint);",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0002_rechecks")]

    operations = [migrations.RunSQL(FUNCTIONS + ROWS + STEPS + FINDINGS, UNDO)]
