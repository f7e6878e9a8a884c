"""What the database refuses of transfers. `casework.probes` attacks each of these at every start, by the names given here."""

from django.db import migrations

KEYS = [
    (
        "casework_caseevent",
        "event_is_a_legal_step",
        (
            "FOREIGN KEY (machine, verb, source, target, capacity, closes, second, transfer)"
            " REFERENCES casework_legalstep (machine, verb, source, target, capacity, closes, second, transfer)"
        ),
    ),
    # Of an open case alone: a closed one keeps the department that decided it. Put off only while
    # a case and its record change hands together.
    (
        "casework_case",
        "case_in_the_department_of_its_record",
        (
            "FOREIGN KEY (record_id, open_department_id, subject_id)"
            " REFERENCES registry_record (id, department_id, subject_id) DEFERRABLE INITIALLY IMMEDIATE"
        ),
    ),
]

TRIGGERS = """
-- What a case says of its place follows from the event that it stands at; it takes one event at a time.
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
        IF step.transfer IN ('take', 'settle') THEN
            department := step.to_department_id;
        END IF;
        IF step.transfer IN ('ask', 'refer') THEN
            asked := step.to_department_id;
        ELSIF step.transfer IN ('take', 'return', 'settle') OR NEW.closed THEN
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

-- The next event of a case is taken in its department, or by the one that is asked to take it over.
-- The row of the case is locked, so that nobody moves it meanwhile.
CREATE FUNCTION xinxiu_event_in_the_department_of_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its record;
    place bigint;
BEGIN
    SELECT seq, machine, department_id, transfer_to_id INTO its FROM casework_case
        WHERE id = NEW.case_id FOR NO KEY UPDATE;
    place := CASE WHEN NEW.transfer IN ('take', 'return') THEN its.transfer_to_id ELSE its.department_id END;
    IF (NEW.department_id, NEW.machine) IS DISTINCT FROM (place, its.machine) OR NEW.seq NOT IN (1, its.seq + 1) THEN
        RAISE EXCEPTION 'event % of case % is not taken where the case lies', NEW.seq, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_in_the_department_of_its_case AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_event_in_the_department_of_its_case();

-- Asked once; answered by taking over or giving back, once; from then on the credit office settles it,
-- for good. Meanwhile no department decides anything.
CREATE FUNCTION xinxiu_event_keeps_to_the_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHEN 'settle' THEN under_way AND NEW.capacity = 'office'
    END, false) THEN
        RAISE EXCEPTION 'step % of case % does not follow its transfer so far', NEW.verb, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_keeps_to_the_transfer AFTER INSERT ON casework_caseevent
    FOR EACH ROW EXECUTE FUNCTION xinxiu_event_keeps_to_the_transfer();

-- A record changes its department behind its open case, and its subject never once a case is on it.
CREATE FUNCTION xinxiu_record_goes_with_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.subject_id <> OLD.subject_id AND EXISTS (SELECT 1 FROM casework_case WHERE record_id = NEW.id)
        OR NEW.department_id <> OLD.department_id AND NOT EXISTS (
            SELECT 1 FROM casework_case
            WHERE record_id = NEW.id AND NOT closed AND department_id = NEW.department_id)
    THEN
        RAISE EXCEPTION 'record % keeps its department and its subject', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_goes_with_its_case BEFORE UPDATE OF department_id, subject_id ON registry_record
    FOR EACH ROW EXECUTE FUNCTION xinxiu_record_goes_with_its_case();

CREATE TRIGGER record_move_is_never_changed BEFORE UPDATE OR DELETE ON registry_recordmove
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""

UNDO_TRIGGERS = """
DROP TRIGGER record_move_is_never_changed ON registry_recordmove;
DROP TRIGGER record_goes_with_its_case ON registry_record;
DROP TRIGGER event_keeps_to_the_transfer ON casework_caseevent;
DROP TRIGGER event_in_the_department_of_its_case ON casework_caseevent;
DROP FUNCTION xinxiu_record_goes_with_its_case();
DROP FUNCTION xinxiu_event_keeps_to_the_transfer();
DROP FUNCTION xinxiu_event_in_the_department_of_its_case();
CREATE OR REPLACE FUNCTION xinxiu_case_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq < OLD.seq THEN
        RAISE EXCEPTION 'case % cannot go back from event % to %', OLD.number, OLD.seq, NEW.seq
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF (NEW.number, NEW.machine, NEW.record_id, NEW.department_id, NEW.subject_id, NEW.opened_on, NEW.opened_by_id)
        IS DISTINCT FROM
       (OLD.number, OLD.machine, OLD.record_id, OLD.department_id, OLD.subject_id, OLD.opened_on, OLD.opened_by_id)
    THEN
        RAISE EXCEPTION 'case % keeps its number, record, department and subject', OLD.number
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""


def _add(table: str, name: str, sql: str) -> str:
    return f"ALTER TABLE {table} ADD CONSTRAINT {name} {sql}"


def _drop(table: str, name: str, sql: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_transfer"), ("registry", "0010_moves_of_records")]

    operations = [
        *(migrations.RunSQL(_add(*key), _drop(*key)) for key in KEYS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
    ]
