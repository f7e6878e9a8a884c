"""Messages by their key: whether anybody was told of something is asked for many records at once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("notifications", "0012_letters_to_departments")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["key"], name="message_by_key", condition=~Q(key="")),
        ),
    ]
