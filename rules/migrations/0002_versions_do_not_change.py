"""The database itself refuses to change or delete a loaded rule set version."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION rules_version_does_not_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A loaded rule set version does not change (%): load a new version.', OLD.instrument
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER rules_version_does_not_change
    BEFORE UPDATE OR DELETE ON rules_rulesetversion
    FOR EACH ROW EXECUTE FUNCTION rules_version_does_not_change();
"""
ALLOW = """
DROP TRIGGER rules_version_does_not_change ON rules_rulesetversion;
DROP FUNCTION rules_version_does_not_change();
"""


class Migration(migrations.Migration):
    dependencies = [("rules", "0001_rule_sets_and_calendar")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
