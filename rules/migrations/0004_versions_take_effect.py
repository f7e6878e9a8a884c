"""A version that the credit office releases counts from a day on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rules", "0003_calendar_changes_are_stamped")]

    operations = [
        migrations.AddField(
            "rulesetversion",
            "takes_effect_on",
            models.DateField(
                blank=True,
                help_text="Of a version that the credit office released; one loaded from a file counts at once.",
                null=True,
                verbose_name="takes effect on",
            ),
        ),
    ]
