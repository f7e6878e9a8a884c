from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repair", "0008_conversation")]

    operations = [
        migrations.AddField(
            model_name="repaircase",
            name="credit_report",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="credit report (issuer and number)"
            ),
            preserve_default=False,
        ),
    ]
