import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_class_left_open"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("handling", "handling the case in its department"),
                            ("oversight", "oversight by the credit office"),
                            ("audit", "audit"),
                            ("recheck", "recheck"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("page", models.CharField(max_length=60, verbose_name="page")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="casework.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "look at a case",
                "verbose_name_plural": "looks at cases",
                "indexes": [
                    models.Index(fields=["case", "-id"], name="case_look_of_case"),
                    models.Index(fields=["user", "-id"], name="case_look_of_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["handling", "oversight", "audit", "recheck"])),
                        name="look_purpose_is_known",
                    )
                ],
            },
        ),
    ]
