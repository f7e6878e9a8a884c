from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("repair", "0017_no_photo_from_before")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="id_tail",
            field=models.CharField(
                blank=True, default="", max_length=4, verbose_name="last four characters of the ID number"
            ),
            preserve_default=False,
        ),
    ]
