"""The register of exports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import registry.models.subjects

GUARD = """
CREATE TRIGGER export_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_export
    FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only();
"""
UNDO = "DROP TRIGGER export_is_never_changed ON rechecks_export;"


class Migration(migrations.Migration):
    dependencies = [
        ("rechecks", "0007_stated_seed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=registry.models.subjects.new_public_id,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="what was exported")),
                (
                    "form",
                    models.CharField(
                        choices=[("xlsx", "workbook"), ("pdf", "paper (PDF)")],
                        max_length=8,
                        verbose_name="form",
                    ),
                ),
                ("asked", models.JSONField(default=dict, verbose_name="filter")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["xlsx", "pdf"])), name="export_form_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="export_keeps_its_hash"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
