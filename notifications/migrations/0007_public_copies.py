import django.db.models.deletion
from django.db import migrations, models

KINDS = ["render_letter", "preview", "public_copy", "email", "sms"]


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_letter_previews")]

    operations = [
        migrations.CreateModel(
            name="PublicCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts", models.JSONField(verbose_name="facts")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_copy",
                        to="notifications.letter",
                    ),
                ),
            ],
            options={"verbose_name": "public copy", "verbose_name_plural": "public copies"},
        ),
        migrations.RemoveConstraint(model_name="outgoing", name="outgoing_kind_is_known"),
        migrations.AlterField(
            model_name="outgoing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("render_letter", "draw a letter"),
                    ("preview", "draw a preview"),
                    ("public_copy", "draw a public copy"),
                    ("email", "send an e-mail"),
                    ("sms", "send a short message"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="outgoing_kind_is_known"
            ),
        ),
    ]
