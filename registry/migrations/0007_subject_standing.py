from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_import_runs")]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="standing",
            field=models.CharField(
                blank=True,
                choices=[("", "not known"), ("active", "in business"), ("cancelled", "cancelled")],
                default="",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["", "active", "cancelled"])),
                name="subject_standing_is_known",
            ),
        ),
    ]
