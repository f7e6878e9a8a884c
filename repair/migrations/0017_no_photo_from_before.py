from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repair", "0016_compact_rows")]

    operations = [
        migrations.AddField(
            model_name="repaircase",
            name="no_photo_because",
            field=models.CharField(
                blank=True, default="", max_length=500, verbose_name="no photo from before, because"
            ),
            preserve_default=False,
        ),
    ]
