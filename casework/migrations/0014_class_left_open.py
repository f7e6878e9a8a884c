"""A class that an objection has emptied is to be decided by the department: that is no change of the correction."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION xinxiu_is_as_corrected(its registry_record) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM casework_recordcorrection c
        WHERE c.record_id = its.id AND c.new <> xinxiu_kept_value(its, c.field)
            %s
            AND NOT EXISTS (SELECT 1 FROM casework_recordcorrection later
                WHERE later.record_id = c.record_id AND later.field = c.field AND later.id > c.id)
            AND NOT EXISTS (SELECT 1 FROM registry_reopeningcertificate o
                WHERE o.record_id = c.record_id AND o.opened_on >= c."on"))
$$;
"""
LEFT_OPEN = "AND NOT (c.field IN ('severity', 'severity_basis') AND c.new = '')"


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_papers_of_records")]

    operations = [migrations.RunSQL(FUNCTION % LEFT_OPEN, FUNCTION % "")]
