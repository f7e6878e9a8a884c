"""The register of exports comes down here, so that every room can note what it hands out.

Its table is the one that the credit office's room has kept so far; rechecks 0017 gives it its new name.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import registry.models.subjects

EXPORT = migrations.CreateModel(
    name="Export",
    fields=[
        (
            "id",
            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
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
                choices=[("xlsx", "workbook"), ("pdf", "paper (PDF)"), ("jsonl", "lines (JSONL)")],
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
                condition=models.Q(("form__in", ["xlsx", "pdf", "jsonl"])), name="export_form_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="export_keeps_its_hash"
            ),
        ],
    },
)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0016_publications_restored"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[EXPORT])]
