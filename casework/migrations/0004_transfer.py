"""Which department a case belongs to can be put right: asked, taken over, given back, settled by the credit office.

Until now a case kept its department for ever, by composite keys. It still belongs to the department
of its record (谁认定、谁修复) while it is open, and its events are still taken in that department;
but a case may now change hands by an event that says so, and its record goes with it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OLD_KEYS = [
    (
        "casework_caseevent",
        "event_is_a_legal_step",
        (
            "FOREIGN KEY (machine, verb, source, target, capacity, closes, second)"
            " REFERENCES casework_legalstep (machine, verb, source, target, capacity, closes, second)"
        ),
    ),
    (
        "casework_caseevent",
        "event_in_the_department_of_its_case",
        "FOREIGN KEY (case_id, department_id, machine) REFERENCES casework_case (id, department_id, machine)",
    ),
    (
        "casework_case",
        "case_in_the_department_of_its_record",
        (
            "FOREIGN KEY (record_id, department_id, subject_id)"
            " REFERENCES registry_record (id, department_id, subject_id)"
        ),
    ),
]


def _add(table: str, name: str, sql: str) -> str:
    return f"ALTER TABLE {table} ADD CONSTRAINT {name} {sql}"


def _drop(table: str, name: str, sql: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_evidence_files"),
        ("registry", "0010_moves_of_records"),
        ("viewflow", "0015_task_scheduled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.RunSQL(_drop(*key), _add(*key)) for key in OLD_KEYS),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_key_of_events",
        ),
        migrations.RemoveConstraint(
            model_name="legalstep",
            name="legal_step_key_of_events",
        ),
        migrations.AddField(
            model_name="case",
            name="transfer_to",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases_asked_of_it",
                to="registry.department",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="to_department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.department",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="transfer_answer_by",
            field=models.DateField(editable=False, null=True, verbose_name="the other department answers by"),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="transfer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nothing"),
                    ("ask", "another department is asked to take it over"),
                    ("take", "that department takes it over"),
                    ("return", "that department gives it back"),
                    ("refer", "the credit office is asked to say where it belongs"),
                    ("settle", "the credit office says where it belongs"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="legalstep",
            name="transfer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nothing"),
                    ("ask", "another department is asked to take it over"),
                    ("take", "that department takes it over"),
                    ("return", "that department gives it back"),
                    ("refer", "the credit office is asked to say where it belongs"),
                    ("settle", "the credit office says where it belongs"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="desk",
            field=models.CharField(
                choices=[
                    ("applicant", "with the applicant"),
                    ("department", "with the department"),
                    ("countersign", "with a second person of the department"),
                    ("channels", "with the publication channels"),
                    ("transfer", "with the department asked to take it over"),
                    ("office", "with the credit office"),
                    ("", "closed"),
                ],
                default="applicant",
                editable=False,
                max_length=12,
                verbose_name="desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("transfer_to__isnull", True), ("seq__gt", 1), _connector="OR"),
                name="case_begins_with_its_own_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_department__isnull", True), ("transfer__in", ["", "return"])),
                    models.Q(
                        ("to_department__isnull", False),
                        ("transfer__in", ["ask", "refer"]),
                        models.Q(("to_department", models.F("department")), _negated=True),
                    ),
                    models.Q(
                        ("to_department", models.F("department")),
                        ("to_department__isnull", False),
                        ("transfer", "take"),
                    ),
                    models.Q(("to_department__isnull", False), ("transfer", "settle")),
                    _connector="OR",
                ),
                name="event_of_a_transfer_names_the_other_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalstep",
            constraint=models.UniqueConstraint(
                fields=("machine", "verb", "source", "target", "capacity", "closes", "second", "transfer"),
                name="legal_step_key_of_events",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="open_department",
            field=models.GeneratedField(
                db_column="open_department_id",
                db_persist=True,
                expression=models.Case(
                    models.When(closed=False, then=models.F("department_id")), default=models.Value(None)
                ),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="queue_department",
            field=models.GeneratedField(
                db_column="queue_department_id",
                db_persist=True,
                expression=models.Case(
                    models.When(desk="transfer", then=models.F("transfer_to_id")),
                    default=models.F("department_id"),
                ),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("queue_department"),
                models.OrderBy(models.F("due_on"), nulls_last=True),
                models.F("id"),
                condition=models.Q(("closed", False), ("desk__in", ("department", "transfer"))),
                name="case_to_work_on",
            ),
        ),
    ]
