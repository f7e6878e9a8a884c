"""Cases in hand by their due date, whatever desk they lie on: the overdue are found without reading all in hand."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0022_proof_of_compliance")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["machine", "due_on"], name="case_due", condition=Q(closed=False)),
        ),
    ]
