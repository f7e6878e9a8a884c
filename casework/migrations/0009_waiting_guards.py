"""What the database refuses of cases that wait for another one. `casework.probes` attacks each guard by the name given here."""

from django.db import migrations

KEYS = {
    "case_waits_for_a_case_of_its_record": "FOREIGN KEY (paused_for_id, record_id) REFERENCES casework_case (id, record_id)",
    # Asked at the end, since the other case closes before the wait ends.
    "case_waits_for_an_open_case": (
        "FOREIGN KEY (paused_for_id, paused_for_closed) REFERENCES casework_case (id, closed)"
        " DEFERRABLE INITIALLY DEFERRED"
    ),
}

TRIGGERS = """
-- While a case waits, no officer takes a step on it; and only the system lets it wait, or go on.
CREATE FUNCTION xinxiu_event_leaves_a_waiting_case_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held bigint;
BEGIN
    SELECT paused_for_id INTO held FROM casework_case WHERE id = NEW.case_id;
    IF held IS NOT NULL AND NEW.capacity IN ('department', 'office')
        OR NEW.waits_for_id IS DISTINCT FROM held AND NEW.capacity <> 'system'
            AND NOT (NEW.closes AND NEW.waits_for_id IS NULL)
    THEN
        RAISE EXCEPTION 'step % of case %, which waits for another one', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_leaves_a_waiting_case_alone AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_event_leaves_a_waiting_case_alone();

-- A case waits for what its last event says, or for nothing.
CREATE FUNCTION xinxiu_case_waits_as_its_event_says() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq = OLD.seq AND NEW.paused_for_id IS DISTINCT FROM OLD.paused_for_id
        OR NEW.seq > OLD.seq AND NEW.paused_for_id IS DISTINCT FROM (
            SELECT waits_for_id FROM casework_caseevent WHERE case_id = NEW.id AND seq = NEW.seq)
    THEN
        RAISE EXCEPTION 'case % waits for what its last event says', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER case_waits_as_its_event_says BEFORE UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION xinxiu_case_waits_as_its_event_says();
"""

UNDO_TRIGGERS = """
DROP TRIGGER case_waits_as_its_event_says ON casework_case;
DROP TRIGGER event_leaves_a_waiting_case_alone ON casework_caseevent;
DROP FUNCTION xinxiu_case_waits_as_its_event_says();
DROP FUNCTION xinxiu_event_leaves_a_waiting_case_alone();
"""

# A case that follows its record changes its department, ends its own question of where it belongs,
# and is the system's doing: what is added to the functions of 0005_transfer_guards.
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
        IF step.transfer IN ('take', 'settle'{or_follow}) THEN
            department := step.to_department_id;
        END IF;
        IF step.transfer IN ('ask', 'refer') THEN
            asked := step.to_department_id;
        ELSIF step.transfer IN ('take', 'return', 'settle'{or_follow}) OR NEW.closed THEN
            asked := NULL;
        END IF;
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
        WHERE case_id = NEW.case_id AND seq < NEW.seq AND transfer <> '' ORDER BY seq DESC LIMIT 1;
    under_way := coalesce(before IN ('ask', 'refer'), false);
    IF NOT coalesce(CASE NEW.transfer
        WHEN '' THEN NOT under_way OR NEW.capacity <> 'department'
        WHEN 'ask' THEN before IS NULL
        WHEN 'take' THEN before = 'ask'
        WHEN 'return' THEN before = 'ask'
        WHEN 'refer' THEN before IN ('take', 'return')
        WHEN 'settle' THEN under_way AND NEW.capacity = 'office'{when_follow}
    END, false) THEN
        RAISE EXCEPTION 'step % of case % does not follow its transfer so far', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
"""
FOLLOWING = {
    "{or_follow}": ", 'follow'",
    "{when_follow}": "\n        WHEN 'follow' THEN NEW.capacity = 'system'",
}


def _place(additions: dict[str, str]) -> str:
    sql = PLACE
    for mark in FOLLOWING:
        sql = sql.replace(mark, additions.get(mark, ""))
    return sql


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_waiting_cases")]

    operations = [
        *(
            migrations.RunSQL(
                f"ALTER TABLE casework_case ADD CONSTRAINT {name} {key}",
                f"ALTER TABLE casework_case DROP CONSTRAINT {name}",
            )
            for name, key in KEYS.items()
        ),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        migrations.RunSQL(_place(FOLLOWING), _place({})),
    ]
