"""What the database refuses of revoked repairs and of bars; the scenarios of wrong repairs attack them."""

from django.db import migrations

KEYS = [
    (
        "casework_restoration",
        "restoration_of_a_revoked_case",
        "FOREIGN KEY (case_id, seq, target) REFERENCES casework_caseevent (case_id, seq, target)",
    ),
    (
        "casework_restoration",
        "restoration_of_the_record_of_its_case",
        "FOREIGN KEY (case_id, record_id) REFERENCES casework_case (id, record_id)",
    ),
    (
        "casework_restoration",
        "restoration_stands_on_a_finding",
        (
            "FOREIGN KEY (finding_id, finding_seq, finding_target)"
            " REFERENCES casework_caseevent (case_id, seq, target)"
        ),
    ),
    (
        "casework_restoration",
        "restoration_stands_on_a_finding_about_its_record",
        "FOREIGN KEY (finding_id, record_id) REFERENCES casework_case (id, record_id)",
    ),
    (
        "registry_publication",
        "publication_restored_by_its_restoration",
        "FOREIGN KEY (restoration_id, record_id) REFERENCES casework_restoration (id, record_id)",
    ),
]

APPEND_ONLY = {
    "casework_restoration": "restoration_is_never_changed",
    "casework_applicationbar": "application_bar_is_never_changed",
}

ENDED_FOR_GOOD = """
CREATE OR REPLACE FUNCTION xinxiu_publication_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'ended_by_repair' AND NEW.state <> 'ended_by_repair' THEN
        RAISE EXCEPTION 'publication % was ended by repair and is not shown again like this', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = """
-- What a repair has ended comes back by the restoration that revoked this very repair, or is over by then.
CREATE OR REPLACE FUNCTION xinxiu_publication_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'ended_by_repair' AND NEW.state <> 'ended_by_repair'
        AND NOT (NEW.state IN ('restored', 'ended_at_maximum') AND EXISTS (
            SELECT 1 FROM casework_restoration r JOIN casework_removal m ON m.case_id = r.case_id
            WHERE r.id = NEW.restoration_id AND m.id = OLD.removal_id))
    THEN
        RAISE EXCEPTION 'publication % was ended by repair and is not shown again like this', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;

-- It is shown again for what was left, and never for longer.
CREATE FUNCTION xinxiu_publication_is_not_lengthened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'restored' AND OLD.state IN ('ended_by_repair', 'restored')
        AND coalesce(NEW.shown_until, 'infinity'::date) > coalesce(OLD.shown_until, 'infinity'::date)
    THEN
        RAISE EXCEPTION 'publication % is shown again for the time that is left, not longer', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_is_not_lengthened BEFORE UPDATE OF state, shown_until ON registry_publication
    FOR EACH ROW EXECUTE FUNCTION xinxiu_publication_is_not_lengthened();

-- The finding was confirmed by a second person.
CREATE FUNCTION xinxiu_restoration_finding_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM casework_caseevent
        WHERE case_id = NEW.finding_id AND seq = NEW.finding_seq AND second)
    THEN
        RAISE EXCEPTION 'no second person confirmed the finding behind restoration %', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER restoration_finding_is_confirmed AFTER INSERT ON casework_restoration
    FOR EACH ROW EXECUTE FUNCTION xinxiu_restoration_finding_is_confirmed();

-- A restoration that is kept took effect: nothing stays ended by the repair it revoked.
CREATE FUNCTION xinxiu_restoration_took_effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM registry_publication p JOIN casework_removal m ON m.id = p.removal_id
        WHERE m.case_id = NEW.case_id AND p.state = 'ended_by_repair')
    THEN
        RAISE EXCEPTION 'restoration of record % took no effect', NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER restoration_took_effect AFTER INSERT ON casework_restoration
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_restoration_took_effect();

-- And no repair is revoked without one: there is always a finding behind it.
CREATE FUNCTION xinxiu_revocation_has_a_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM casework_restoration WHERE case_id = NEW.case_id AND seq = NEW.seq) THEN
        RAISE EXCEPTION 'case % was revoked without a finding', NEW.case_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER revocation_has_a_finding AFTER INSERT ON casework_caseevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.target = 'revoked' AND NEW.source <> 'revoked')
    EXECUTE FUNCTION xinxiu_revocation_has_a_finding();

-- A bar is for the subject whose repair was revoked.
CREATE FUNCTION xinxiu_application_bar_of_its_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM casework_restoration r JOIN casework_case c ON c.id = r.case_id
        WHERE r.id = NEW.restoration_id AND c.subject_id = NEW.subject_id)
    THEN
        RAISE EXCEPTION 'subject % is not the one whose repair was revoked', NEW.subject_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER application_bar_of_its_subject AFTER INSERT ON casework_applicationbar
    FOR EACH ROW EXECUTE FUNCTION xinxiu_application_bar_of_its_subject();

-- What stands at the subject is the bar that runs longest, and no other.
CREATE FUNCTION xinxiu_subject_is_barred_by_its_bars() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    begins date;
    ends date;
BEGIN
    SELECT starts_on, until INTO begins, ends FROM casework_applicationbar
        WHERE subject_id = NEW.id ORDER BY until DESC, id LIMIT 1;
    IF (NEW.repair_barred_from, NEW.repair_barred_until) IS DISTINCT FROM (begins, ends)
    THEN
        RAISE EXCEPTION 'subject % is barred otherwise than its bars say', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER subject_is_barred_by_its_bars AFTER UPDATE OF repair_barred_from, repair_barred_until
    ON registry_subject FOR EACH ROW EXECUTE FUNCTION xinxiu_subject_is_barred_by_its_bars();
CREATE TRIGGER subject_begins_without_a_bar AFTER INSERT ON registry_subject FOR EACH ROW
    WHEN (NEW.repair_barred_from IS NOT NULL OR NEW.repair_barred_until IS NOT NULL)
    EXECUTE FUNCTION xinxiu_subject_is_barred_by_its_bars();
"""

UNDO_TRIGGERS = f"""
DROP TRIGGER subject_begins_without_a_bar ON registry_subject;
DROP TRIGGER subject_is_barred_by_its_bars ON registry_subject;
DROP TRIGGER application_bar_of_its_subject ON casework_applicationbar;
DROP TRIGGER revocation_has_a_finding ON casework_caseevent;
DROP TRIGGER restoration_took_effect ON casework_restoration;
DROP TRIGGER restoration_finding_is_confirmed ON casework_restoration;
DROP TRIGGER publication_is_not_lengthened ON registry_publication;
DROP FUNCTION xinxiu_subject_is_barred_by_its_bars();
DROP FUNCTION xinxiu_application_bar_of_its_subject();
DROP FUNCTION xinxiu_revocation_has_a_finding();
DROP FUNCTION xinxiu_restoration_took_effect();
DROP FUNCTION xinxiu_restoration_finding_is_confirmed();
DROP FUNCTION xinxiu_publication_is_not_lengthened();
{ENDED_FOR_GOOD}
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
    dependencies = [("casework", "0020_restorations"), ("registry", "0016_publications_restored")]

    operations = [
        *(_key(*key) for key in KEYS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        *(_append_only(table, name) for table, name in APPEND_ONLY.items()),
    ]
