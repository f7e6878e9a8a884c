"""What an upload brought goes when its time is over; what was corrected in it goes then, and not before."""

from django.db import migrations, models

GUARD = """
CREATE FUNCTION xinxiu_mending_goes_with_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.value <> '' OR to_jsonb(NEW) - 'value' <> to_jsonb(OLD) - 'value' OR NOT EXISTS (
        SELECT 1 FROM registry_importrun WHERE id = NEW.run_id AND cleared_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a correction of an uploaded row does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER xinxiu_mending_goes_with_its_file BEFORE UPDATE ON registry_importmending
    FOR EACH ROW EXECUTE FUNCTION xinxiu_mending_goes_with_its_file();
"""
NO_GUARD = """
DROP TRIGGER xinxiu_mending_goes_with_its_file ON registry_importmending;
DROP FUNCTION xinxiu_mending_goes_with_its_file();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0013_records_put_right")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="cleared_on",
            field=models.DateField(blank=True, null=True, verbose_name="file and rows removed on"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("checking", "importing")), _negated=True),
                    ("cleared_on__isnull", True),
                    _connector="OR",
                ),
                name="import_run_read_has_its_file",
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
