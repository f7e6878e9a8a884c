import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0016_disposed_evidence"),
        ("rechecks", "0012_dishonest_share"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evidence", "evidence of closed cases"),
                            ("case_looks", "register of looks at cases"),
                            ("evidence_looks", "register of looks at evidence"),
                        ],
                        max_length=16,
                        verbose_name="what",
                    ),
                ),
                ("through", models.DateField(verbose_name="through")),
                ("years", models.PositiveSmallIntegerField(verbose_name="years kept")),
                ("cites", models.CharField(max_length=200, verbose_name="stands on")),
                ("confirmed", models.BooleanField(verbose_name="confirmed")),
                ("manifest", models.TextField(verbose_name="list")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the list")),
                ("proposed_on", models.DateField(verbose_name="proposed on")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="proposed at"
                    ),
                ),
                ("approved_on", models.DateField(null=True, verbose_name="approved on")),
                ("dropped_on", models.DateField(null=True, verbose_name="dropped on")),
                ("carried_out_at", models.DateTimeField(null=True, verbose_name="carried out at")),
                ("carried_out", models.PositiveIntegerField(null=True, verbose_name="disposed of")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "disposal",
                "verbose_name_plural": "disposals",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["evidence", "case_looks", "evidence_looks"])),
                        name="disposal_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by__isnull", True), ("approved_on__isnull", True)),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__gte", models.F("proposed_on")),
                                ("approved_on__isnull", False),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disposal_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("carried_out__isnull", True), ("carried_out_at__isnull", True)),
                            models.Q(
                                ("approved_on__isnull", False),
                                ("carried_out__isnull", False),
                                ("carried_out__lte", models.F("count")),
                                ("carried_out_at__isnull", False),
                                ("dropped_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="disposal_is_carried_out_once_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_by__isnull", True), ("dropped_on__isnull", True)),
                            models.Q(("dropped_by__isnull", False), ("dropped_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="disposal_dropped_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("carried_out_at__isnull", True), ("dropped_on__isnull", True)),
                        fields=("kind",),
                        name="disposal_one_open_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("placed_on", models.DateField(verbose_name="placed on")),
                ("lifted_on", models.DateField(null=True, verbose_name="lifted on")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_holds",
                        to="casework.case",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "legal hold",
                "verbose_name_plural": "legal holds",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on__isnull", True)),
                        fields=("case",),
                        name="legal_hold_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_by__isnull", True), ("lifted_on__isnull", True)),
                            models.Q(
                                ("lifted_by__isnull", False),
                                ("lifted_on__gte", models.F("placed_on")),
                                ("lifted_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="legal_hold_lifted_by_somebody",
                    ),
                ],
            },
        ),
    ]
