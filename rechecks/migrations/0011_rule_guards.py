"""What the database refuses of rules and calendar: `rechecks.probes` attacks each guard at every start, by its name."""

from django.db import migrations

KEYS = """
ALTER TABLE rechecks_rulerelease
    ADD CONSTRAINT rule_release_of_its_draft FOREIGN KEY (draft_id, sha256, takes_effect_on, drafted_by_id)
        REFERENCES rechecks_ruledraft (id, sha256, takes_effect_on, drafted_by_id),
    ADD CONSTRAINT rule_release_after_its_dry_run FOREIGN KEY (dry_run_id, draft_id, sha256, takes_effect_on)
        REFERENCES rechecks_dryrun (id, draft_id, sha256, takes_effect_on);
ALTER TABLE rechecks_calendarrelease
    ADD CONSTRAINT calendar_release_of_its_notice FOREIGN KEY (draft_id, sha256, drafted_by_id)
        REFERENCES rechecks_calendarnotice (id, sha256, drafted_by_id);
"""
NO_KEYS = """
ALTER TABLE rechecks_calendarrelease DROP CONSTRAINT calendar_release_of_its_notice;
ALTER TABLE rechecks_rulerelease DROP CONSTRAINT rule_release_after_its_dry_run,
    DROP CONSTRAINT rule_release_of_its_draft;
"""
TRIGGERS = """
-- What is drafted is what its digest says.
CREATE FUNCTION xinxiu_rule_draft_keeps_its_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 <> xinxiu_sha256(NEW.content) THEN
        RAISE EXCEPTION 'the digest is not that of the draft'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule_draft_keeps_its_digest BEFORE INSERT OR UPDATE ON rechecks_ruledraft
    FOR EACH ROW EXECUTE FUNCTION xinxiu_rule_draft_keeps_its_digest();

CREATE FUNCTION xinxiu_calendar_notice_keeps_its_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 <> xinxiu_sha256(NEW.days) THEN
        RAISE EXCEPTION 'the digest is not that of the notice'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calendar_notice_keeps_its_digest BEFORE INSERT OR UPDATE ON rechecks_calendarnotice
    FOR EACH ROW EXECUTE FUNCTION xinxiu_calendar_notice_keeps_its_digest();

-- A draft that was given up or released stays as it is; one that was given up is not released.
CREATE FUNCTION xinxiu_rule_draft_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.discarded_on IS NOT NULL OR EXISTS (SELECT 1 FROM rechecks_rulerelease r WHERE r.draft_id = OLD.id) THEN
        RAISE EXCEPTION 'draft % is over', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule_draft_is_over BEFORE UPDATE ON rechecks_ruledraft
    FOR EACH ROW EXECUTE FUNCTION xinxiu_rule_draft_is_over();

CREATE FUNCTION xinxiu_calendar_notice_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.discarded_on IS NOT NULL OR EXISTS (SELECT 1 FROM rechecks_calendarrelease r WHERE r.draft_id = OLD.id) THEN
        RAISE EXCEPTION 'notice % is over', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calendar_notice_is_over BEFORE UPDATE ON rechecks_calendarnotice
    FOR EACH ROW EXECUTE FUNCTION xinxiu_calendar_notice_is_over();

CREATE FUNCTION xinxiu_calendar_release_of_an_open_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM rechecks_calendarnotice n WHERE n.id = NEW.draft_id AND n.discarded_on IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'notice % was given up', NEW.draft_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calendar_release_of_an_open_notice BEFORE INSERT ON rechecks_calendarrelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_calendar_release_of_an_open_notice();

-- What is released is an open draft, after a dry run that was finished, as a version that says just that.
CREATE FUNCTION xinxiu_rule_release_is_what_was_drafted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM rechecks_ruledraft d
        JOIN rechecks_dryrun t ON t.id = NEW.dry_run_id AND t.finished_at IS NOT NULL
        JOIN rules_rulesetversion v ON v.id = NEW.version_id AND v.instrument = d.instrument
            AND v.sha256 = NEW.sha256 AND v.content = d.content::jsonb AND v.takes_effect_on = NEW.takes_effect_on
        WHERE d.id = NEW.draft_id AND d.discarded_on IS NULL FOR UPDATE OF d;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'draft % and what was released of it differ', NEW.draft_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rule_release_is_what_was_drafted BEFORE INSERT ON rechecks_rulerelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_rule_release_is_what_was_drafted();

-- A version that takes effect on a day was released by two persons; only files count at once.
CREATE FUNCTION xinxiu_version_was_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rechecks_rulerelease r WHERE r.version_id = NEW.id) THEN
        RAISE EXCEPTION 'version % of % was released by nobody', NEW.ordinal, NEW.instrument
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER version_was_released AFTER INSERT ON rules_rulesetversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.takes_effect_on IS NOT NULL)
    EXECUTE FUNCTION xinxiu_version_was_released();

CREATE FUNCTION xinxiu_dry_run_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.finished_at IS NOT NULL THEN
        RAISE EXCEPTION 'dry run % is finished', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dry_run_is_over BEFORE UPDATE ON rechecks_dryrun
    FOR EACH ROW EXECUTE FUNCTION xinxiu_dry_run_is_over();
CREATE TRIGGER rule_release_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_rulerelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER rule_effect_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_ruleeffect
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER calendar_release_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_calendarrelease
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
CREATE TRIGGER calendar_effect_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_calendareffect
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""
UNDO = """
DROP TRIGGER calendar_effect_is_never_changed ON rechecks_calendareffect;
DROP TRIGGER calendar_release_is_never_changed ON rechecks_calendarrelease;
DROP TRIGGER rule_effect_is_never_changed ON rechecks_ruleeffect;
DROP TRIGGER rule_release_is_never_changed ON rechecks_rulerelease;
DROP TRIGGER dry_run_is_over ON rechecks_dryrun;
DROP TRIGGER version_was_released ON rules_rulesetversion;
DROP TRIGGER rule_release_is_what_was_drafted ON rechecks_rulerelease;
DROP TRIGGER calendar_release_of_an_open_notice ON rechecks_calendarrelease;
DROP TRIGGER calendar_notice_is_over ON rechecks_calendarnotice;
DROP TRIGGER rule_draft_is_over ON rechecks_ruledraft;
DROP TRIGGER calendar_notice_keeps_its_digest ON rechecks_calendarnotice;
DROP TRIGGER rule_draft_keeps_its_digest ON rechecks_ruledraft;
DROP FUNCTION xinxiu_dry_run_is_over();
DROP FUNCTION xinxiu_version_was_released();
DROP FUNCTION xinxiu_rule_release_is_what_was_drafted();
DROP FUNCTION xinxiu_calendar_release_of_an_open_notice();
DROP FUNCTION xinxiu_calendar_notice_is_over();
DROP FUNCTION xinxiu_rule_draft_is_over();
DROP FUNCTION xinxiu_calendar_notice_keeps_its_digest();
DROP FUNCTION xinxiu_rule_draft_keeps_its_digest();
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0010_drafts_of_rules")]

    operations = [migrations.RunSQL(KEYS, NO_KEYS), migrations.RunSQL(TRIGGERS, UNDO)]
