from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_looks"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidencefile",
            name="disposed_on",
            field=models.DateField(editable=False, null=True, verbose_name="disposed of on"),
        ),
    ]
