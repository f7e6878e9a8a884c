"""What the database refuses: composite keys, and triggers where a key cannot say it.

`casework.probes` attacks each of these at every start, by the names given here.
"""

from django.db import migrations

KEYS = [
    # No forks, no false past: an event follows the one before it, from where that one led.
    (
        "casework_caseevent",
        "event_follows_the_one_before",
        "FOREIGN KEY (case_id, prev_seq, source) REFERENCES casework_caseevent (case_id, seq, target)",
    ),
    (
        "casework_caseevent",
        "event_is_a_legal_step",
        (
            "FOREIGN KEY (machine, verb, source, target, capacity, closes, second)"
            " REFERENCES casework_legalstep (machine, verb, source, target, capacity, closes, second)"
        ),
    ),
    (
        "casework_caseevent",
        "event_in_the_department_of_its_case",
        "FOREIGN KEY (case_id, department_id, machine) REFERENCES casework_case (id, department_id, machine)",
    ),
    (
        "casework_caseevent",
        "event_of_an_officer_of_the_department",
        "FOREIGN KEY (actor_id, officer_of_id) REFERENCES registry_membership (user_id, department_id)",
    ),
    # 谁认定、谁修复: a case lies with the department that identified its record, and with no other.
    (
        "casework_case",
        "case_in_the_department_of_its_record",
        (
            "FOREIGN KEY (record_id, department_id, subject_id)"
            " REFERENCES registry_record (id, department_id, subject_id)"
        ),
    ),
    # Status is the last event, or nothing. Put off only while a case and its first event begin.
    (
        "casework_case",
        "case_stands_where_its_last_event_says",
        (
            "FOREIGN KEY (id, seq, status, closed) REFERENCES casework_caseevent (case_id, seq, target, closes)"
            " DEFERRABLE INITIALLY IMMEDIATE"
        ),
    ),
    (
        "casework_removal",
        "removal_of_an_approved_case",
        "FOREIGN KEY (case_id, seq, target) REFERENCES casework_caseevent (case_id, seq, target)",
    ),
    (
        "casework_removal",
        "removal_of_the_record_of_its_case",
        "FOREIGN KEY (case_id, record_id) REFERENCES casework_case (id, record_id)",
    ),
    (
        "registry_publication",
        "publication_ended_by_a_removal_of_its_record",
        "FOREIGN KEY (removal_id, record_id) REFERENCES casework_removal (id, record_id)",
    ),
]

APPEND_ONLY = {
    "casework_caseevent": "event_is_never_changed",
    "casework_removal": "removal_is_never_changed",
}

TRIGGERS = """
CREATE FUNCTION xinxiu_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows are added, never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE FUNCTION xinxiu_case_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER case_goes_forward BEFORE UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION xinxiu_case_goes_forward();

CREATE FUNCTION xinxiu_event_moved_its_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM casework_case WHERE id = NEW.case_id AND seq >= NEW.seq) THEN
        RAISE EXCEPTION 'event % of case % did not move its case', NEW.seq, NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER event_moved_its_case AFTER INSERT ON casework_caseevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_event_moved_its_case();

CREATE FUNCTION xinxiu_publication_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'ended_by_repair' AND NEW.state <> 'ended_by_repair' THEN
        RAISE EXCEPTION 'publication % was ended by repair and is not shown again like this', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_stays_ended BEFORE UPDATE ON registry_publication
    FOR EACH ROW EXECUTE FUNCTION xinxiu_publication_stays_ended();
"""

UNDO_TRIGGERS = """
DROP TRIGGER publication_stays_ended ON registry_publication;
DROP TRIGGER event_moved_its_case ON casework_caseevent;
DROP TRIGGER case_goes_forward ON casework_case;
DROP FUNCTION xinxiu_publication_stays_ended();
DROP FUNCTION xinxiu_event_moved_its_case();
DROP FUNCTION xinxiu_case_goes_forward();
DROP FUNCTION xinxiu_append_only();
"""


def _key(table: str, name: str, sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {sql}", f"ALTER TABLE {table} DROP CONSTRAINT {name}"
    )


def _append_only(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_casework"), ("registry", "0001_register")]

    operations = [
        *(_key(*key) for key in KEYS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        *(_append_only(table, name) for table, name in APPEND_ONLY.items()),
    ]
