"""From where on a figure is marked, as rows that are added and never changed."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rechecks", "0026_drafts_of_courses"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureThreshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figure", models.CharField(max_length=20, verbose_name="figure")),
                (
                    "watch",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="to be watched from"),
                ),
                (
                    "chase",
                    models.DecimalField(decimal_places=1, max_digits=6, verbose_name="to be chased from"),
                ),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="set at"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "threshold of a figure",
                "verbose_name_plural": "thresholds of figures",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("chase__gte", 0), ("watch__gte", 0)),
                        name="threshold_is_no_less_than_nought",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER threshold_is_never_changed BEFORE UPDATE OR DELETE ON rechecks_figurethreshold"
            " FOR EACH ROW EXECUTE FUNCTION xinxiu_append_only()",
            "DROP TRIGGER threshold_is_never_changed ON rechecks_figurethreshold",
        ),
    ]
