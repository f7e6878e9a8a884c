"""The database stamps each change of the calendar, so that no way of editing it goes unnoticed by cached copies."""

import django.db.models.functions.datetime
from django.db import migrations, models

STAMP = """
CREATE FUNCTION rules_stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER rules_stamp_change BEFORE INSERT OR UPDATE ON rules_calendarday
    FOR EACH ROW EXECUTE FUNCTION rules_stamp_change();
CREATE TRIGGER rules_stamp_change BEFORE INSERT OR UPDATE ON rules_calendaryear
    FOR EACH ROW EXECUTE FUNCTION rules_stamp_change();
"""
UNSTAMP = """
DROP TRIGGER rules_stamp_change ON rules_calendaryear;
DROP TRIGGER rules_stamp_change ON rules_calendarday;
DROP FUNCTION rules_stamp_change();
"""
CHANGED_AT = models.DateTimeField(
    db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="changed at"
)


class Migration(migrations.Migration):
    dependencies = [("rules", "0002_versions_do_not_change")]

    operations = [
        migrations.AlterField("calendarday", "changed_at", CHANGED_AT),
        migrations.AlterField("calendaryear", "changed_at", CHANGED_AT),
        migrations.RunSQL(STAMP, UNSTAMP),
    ]
