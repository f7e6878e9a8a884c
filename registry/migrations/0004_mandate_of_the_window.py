"""A clerk of the service window holds a mandate of one day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_subject_name_by_any_part")]

    operations = [
        migrations.AlterField(
            model_name="mandate",
            name="role",
            field=models.CharField(
                choices=[
                    ("legal_representative", "legal representative"),
                    ("agent", "agent"),
                    ("self", "the person"),
                    ("counter", "service window"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "counter"), _negated=True),
                    models.Q(
                        ("until", models.F("authorised_on")),
                        ("until__isnull", False),
                        models.Q(("authorisation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="mandate_of_the_window_holds_one_day",
            ),
        ),
    ]
