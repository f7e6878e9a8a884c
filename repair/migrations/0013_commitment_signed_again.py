from django.db import migrations, models
from django.db.models import Q

# Signed before digests were kept: what it covered is not known, so nothing equals it.
UNKNOWN = "0" * 64


def name_what_was_signed(apps, schema_editor):
    signed = apps.get_model("repair", "RepairCase").objects.filter(commitment_signed_on__isnull=False)
    signed.update(commitment_covers=UNKNOWN)


class Migration(migrations.Migration):
    dependencies = [("repair", "0009_credit_report")]

    operations = [
        migrations.AddField(
            model_name="repaircase",
            name="commitment_covers",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="digest of the materials signed for"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_what_was_signed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="repaircase",
            constraint=models.CheckConstraint(
                name="repair_case_signature_names_what_it_covers",
                condition=Q(commitment_signed_on__isnull=True, commitment_covers="")
                | Q(commitment_signed_on__isnull=False, commitment_covers__regex="^[0-9a-f]{64}$"),
            ),
        ),
    ]
