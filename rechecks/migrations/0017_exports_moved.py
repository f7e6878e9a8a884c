"""The register of exports becomes the register's own: the table keeps its rows, its trigger and its numbers."""

from django.db import migrations

MOVE = """
ALTER TABLE rechecks_export RENAME TO registry_export;
ALTER TABLE registry_export DROP CONSTRAINT export_form_is_known;
ALTER TABLE registry_export ADD CONSTRAINT export_form_is_known CHECK (form IN ('xlsx', 'pdf', 'jsonl'));
"""
BACK = """
ALTER TABLE registry_export DROP CONSTRAINT export_form_is_known;
ALTER TABLE registry_export ADD CONSTRAINT export_form_is_known CHECK (form IN ('xlsx', 'pdf'));
ALTER TABLE registry_export RENAME TO rechecks_export;
"""


class Migration(migrations.Migration):
    dependencies = [("rechecks", "0016_order_guards"), ("registry", "0017_exports")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MOVE, BACK)],
            state_operations=[migrations.DeleteModel("Export")],
        )
    ]
