from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_offered_mandates")]

    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=GinIndex(fields=["name"], name="subject_name_trgm", opclasses=["gin_trgm_ops"]),
        ),
    ]
