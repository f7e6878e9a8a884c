"""What the database refuses of corrections and withdrawals. `casework.probes` attacks each of these at every start."""

from django.db import migrations

KEYS = [
    (
        "casework_recordcorrection",
        "correction_of_an_applied_case",
        "FOREIGN KEY (case_id, seq, target) REFERENCES casework_caseevent (case_id, seq, target)",
    ),
    (
        "casework_recordcorrection",
        "correction_of_the_record_of_its_case",
        "FOREIGN KEY (case_id, record_id) REFERENCES casework_case (id, record_id)",
    ),
    (
        "casework_withdrawal",
        "withdrawal_of_an_applied_case",
        "FOREIGN KEY (case_id, seq, target) REFERENCES casework_caseevent (case_id, seq, target)",
    ),
    (
        "casework_withdrawal",
        "withdrawal_of_the_record_of_its_case",
        "FOREIGN KEY (case_id, own_record_id) REFERENCES casework_case (id, record_id)",
    ),
    # A linked person's record goes by the same event and for the same reason.
    (
        "casework_withdrawal",
        "withdrawal_goes_with_its_principal",
        (
            "FOREIGN KEY (principal_id, case_id, seq, kind)"
            " REFERENCES casework_withdrawal (id, case_id, seq, kind)"
        ),
    ),
    (
        "registry_record",
        "record_withdrawn_by_its_withdrawal",
        "FOREIGN KEY (withdrawal_id, id) REFERENCES casework_withdrawal (id, record_id)",
    ),
    (
        "registry_publication",
        "publication_withdrawn_by_its_withdrawal",
        "FOREIGN KEY (withdrawal_id, record_id) REFERENCES casework_withdrawal (id, record_id)",
    ),
    (
        "registry_reopeningcertificate",
        "reopening_certificate_of_a_withdrawal",
        "FOREIGN KEY (withdrawal_id, record_id) REFERENCES casework_withdrawal (id, record_id)",
    ),
]

APPEND_ONLY = {
    "casework_recordcorrection": "correction_is_never_changed",
    "casework_withdrawal": "withdrawal_is_never_changed",
    "registry_formernumber": "former_number_is_never_changed",
    "registry_recordshare": "record_share_is_never_changed",
}

TRIGGERS = """
-- A value of a record as a correction keeps it: empty for nothing, types joined by semicolons.
CREATE FUNCTION xinxiu_kept_value(row_of_record registry_record, field text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(CASE field
        WHEN 'penalty_types' THEN array_to_string(row_of_record.penalty_types, ';')
        ELSE to_jsonb(row_of_record) ->> field END, '')
$$;

-- The newest correction of each field holds, until a certificate has opened the record again.
CREATE FUNCTION xinxiu_is_as_corrected(its registry_record) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM casework_recordcorrection c
        WHERE c.record_id = its.id AND c.new <> xinxiu_kept_value(its, c.field)
            AND NOT EXISTS (SELECT 1 FROM casework_recordcorrection later
                WHERE later.record_id = c.record_id AND later.field = c.field AND later.id > c.id)
            AND NOT EXISTS (SELECT 1 FROM registry_reopeningcertificate o
                WHERE o.record_id = c.record_id AND o.opened_on >= c."on"))
$$;

CREATE FUNCTION xinxiu_record_stays_as_corrected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT xinxiu_is_as_corrected(NEW) THEN
        RAISE EXCEPTION 'record % is to stay as it was corrected', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER record_stays_as_corrected
    AFTER UPDATE OF document_number, kind, decided_on, published_on, title, facts, basis, content, penalty_types,
        fine_yuan, confiscated_yuan, licence, ban_until, valid_until, "procedure", severity, severity_basis,
        source_unit, remark ON registry_record
    FOR EACH ROW EXECUTE FUNCTION xinxiu_record_stays_as_corrected();

-- A correction that is kept was made: asked at the end, since the record changes behind it.
CREATE FUNCTION xinxiu_correction_is_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its registry_record;
BEGIN
    SELECT * INTO its FROM registry_record WHERE id = NEW.record_id;
    IF NOT xinxiu_is_as_corrected(its) THEN
        RAISE EXCEPTION 'correction % of record % was not made', NEW.field, NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER correction_is_made AFTER INSERT ON casework_recordcorrection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_correction_is_made();

-- A linked person's record is one of the same decision: same department, same document.
CREATE FUNCTION xinxiu_withdrawal_of_the_same_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.principal_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM casework_withdrawal w
        JOIN registry_record r ON r.id = w.record_id
        JOIN registry_record l ON (l.department_id, l.document_key) = (r.department_id, r.document_key)
        WHERE w.id = NEW.principal_id AND w.principal_id IS NULL AND l.id = NEW.record_id AND l.id <> r.id)
    THEN
        RAISE EXCEPTION 'record % does not belong to the decision that is withdrawn', NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_of_the_same_decision AFTER INSERT ON casework_withdrawal
    FOR EACH ROW EXECUTE FUNCTION xinxiu_withdrawal_of_the_same_decision();

-- A withdrawal that is kept took effect: nothing shows the record, and no measure stands on a void one.
CREATE FUNCTION xinxiu_withdrawal_took_effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM registry_record WHERE id = NEW.record_id AND withdrawal_id = NEW.id)
        OR EXISTS (SELECT 1 FROM registry_publication
            WHERE record_id = NEW.record_id AND state NOT IN ('ended_by_repair', 'ended_at_maximum', 'withdrawn'))
        OR NEW.kind = 'void' AND EXISTS (SELECT 1 FROM registry_sanctionsmeasure
            WHERE record_id = NEW.record_id AND lifted_on IS NULL)
    THEN
        RAISE EXCEPTION 'withdrawal of record % took no effect', NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER withdrawal_took_effect AFTER INSERT ON casework_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION xinxiu_withdrawal_took_effect();

-- Withdrawn it stays, if not by this order then by a later one; or a certificate has opened it again.
CREATE FUNCTION xinxiu_record_stays_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT coalesce(NEW.withdrawal_id >= OLD.withdrawal_id, OLD.withdrawal_id IS NULL OR EXISTS (
            SELECT 1 FROM registry_reopeningcertificate
            WHERE withdrawal_id = OLD.withdrawal_id AND opened_on IS NOT NULL))
    THEN
        RAISE EXCEPTION 'record % was withdrawn and does not come back like this', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_stays_withdrawn BEFORE UPDATE OF withdrawn_on, withdrawal_id, withdrawn_because
    ON registry_record FOR EACH ROW EXECUTE FUNCTION xinxiu_record_stays_withdrawn();

-- And what was withdrawn is not shown again while its record is.
CREATE FUNCTION xinxiu_publication_stays_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn'
        AND EXISTS (SELECT 1 FROM registry_record WHERE id = OLD.record_id AND withdrawn_on IS NOT NULL)
    THEN
        RAISE EXCEPTION 'publication % was withdrawn and is not shown again like this', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_stays_withdrawn BEFORE UPDATE OF state, withdrawal_id ON registry_publication
    FOR EACH ROW EXECUTE FUNCTION xinxiu_publication_stays_withdrawn();

-- Nothing is put on show of a withdrawn record. Asked once a statement: imports write thousands of rows.
CREATE FUNCTION xinxiu_withdrawn_record_is_not_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM registry_record r JOIN added p ON p.record_id = r.id
        WHERE r.withdrawn_on IS NOT NULL
            AND p.state NOT IN ('ended_by_repair', 'ended_at_maximum', 'withdrawn'))
    THEN
        RAISE EXCEPTION 'a withdrawn record is not put on show'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawn_record_is_not_published AFTER INSERT ON registry_publication
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION xinxiu_withdrawn_record_is_not_published();

-- A certificate keeps what it says, and opens once.
CREATE FUNCTION xinxiu_certificate_opens_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.opened_on IS NULL AND NEW.opened_on IS NOT NULL AND
        (NEW.id, NEW.public_id, NEW.record_id, NEW.withdrawal_id, NEW.department_id, NEW.grounds, NEW.document,
            NEW.filed_by_id, NEW.filed_on, NEW.opens_on)
        IS NOT DISTINCT FROM
        (OLD.id, OLD.public_id, OLD.record_id, OLD.withdrawal_id, OLD.department_id, OLD.grounds, OLD.document,
            OLD.filed_by_id, OLD.filed_on, OLD.opens_on)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on a reopening certificate is refused: it opens once', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER reopening_certificate_opens_once BEFORE UPDATE OR DELETE ON registry_reopeningcertificate
    FOR EACH ROW EXECUTE FUNCTION xinxiu_certificate_opens_once();

-- It is filed by the department of the record, for the withdrawal at which the record stands.
CREATE FUNCTION xinxiu_certificate_of_its_department() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.opened_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM registry_record
        WHERE id = NEW.record_id AND department_id = NEW.department_id AND withdrawal_id = NEW.withdrawal_id)
        OR NOT EXISTS (SELECT 1 FROM registry_membership
            WHERE user_id = NEW.filed_by_id AND department_id = NEW.department_id)
    THEN
        RAISE EXCEPTION 'record % is not reopened by this department', NEW.record_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reopening_certificate_of_its_department AFTER INSERT ON registry_reopeningcertificate
    FOR EACH ROW EXECUTE FUNCTION xinxiu_certificate_of_its_department();

-- A correction notice keeps what it says, and is taken off once.
CREATE FUNCTION xinxiu_notice_is_taken_off_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NULL AND NEW.ended_on IS NOT NULL AND
        (NEW.id, NEW.record_id, NEW.kind, NEW.number, NEW.document_number, NEW.lines, NEW.righted_on, NEW."on",
            NEW.asked_by_id)
        IS NOT DISTINCT FROM
        (OLD.id, OLD.record_id, OLD.kind, OLD.number, OLD.document_number, OLD.lines, OLD.righted_on, OLD."on",
            OLD.asked_by_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on a correction notice is refused: it keeps what it says', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER correction_notice_is_taken_off_once BEFORE UPDATE OR DELETE ON registry_correctionnotice
    FOR EACH ROW EXECUTE FUNCTION xinxiu_notice_is_taken_off_once();
"""

UNDO_TRIGGERS = """
DROP TRIGGER correction_notice_is_taken_off_once ON registry_correctionnotice;
DROP TRIGGER reopening_certificate_of_its_department ON registry_reopeningcertificate;
DROP TRIGGER reopening_certificate_opens_once ON registry_reopeningcertificate;
DROP TRIGGER withdrawn_record_is_not_published ON registry_publication;
DROP TRIGGER publication_stays_withdrawn ON registry_publication;
DROP TRIGGER record_stays_withdrawn ON registry_record;
DROP TRIGGER withdrawal_took_effect ON casework_withdrawal;
DROP TRIGGER withdrawal_of_the_same_decision ON casework_withdrawal;
DROP TRIGGER correction_is_made ON casework_recordcorrection;
DROP TRIGGER record_stays_as_corrected ON registry_record;
DROP FUNCTION xinxiu_notice_is_taken_off_once();
DROP FUNCTION xinxiu_certificate_of_its_department();
DROP FUNCTION xinxiu_certificate_opens_once();
DROP FUNCTION xinxiu_withdrawn_record_is_not_published();
DROP FUNCTION xinxiu_publication_stays_withdrawn();
DROP FUNCTION xinxiu_record_stays_withdrawn();
DROP FUNCTION xinxiu_withdrawal_took_effect();
DROP FUNCTION xinxiu_withdrawal_of_the_same_decision();
DROP FUNCTION xinxiu_correction_is_made();
DROP FUNCTION xinxiu_record_stays_as_corrected();
DROP FUNCTION xinxiu_is_as_corrected(registry_record);
DROP FUNCTION xinxiu_kept_value(registry_record, text);
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
    dependencies = [("casework", "0010_corrections"), ("registry", "0013_records_put_right")]

    operations = [
        *(_key(*key) for key in KEYS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        *(_append_only(table, name) for table, name in APPEND_ONLY.items()),
    ]
